//! What a pointer or a wheel does over an element.

use wasm_bindgen::JsCast;
use web_sys::{Element, PointerEvent, WheelEvent};

use playground_core::timeline::{Point, Px};

/// Where a pointer is in the element that listens.
pub fn point_of(event: &PointerEvent) -> Point {
    from_client(event.current_target(), event.client_x(), event.client_y())
}

pub fn point_of_wheel(event: &WheelEvent) -> Point {
    from_client(event.current_target(), event.client_x(), event.client_y())
}

fn from_client(target: Option<web_sys::EventTarget>, x: i32, y: i32) -> Point {
    let element = target.and_then(|target| target.dyn_into::<Element>().ok());
    let corner = element.map(|element| {
        let place = element.get_bounding_client_rect();
        (place.left(), place.top())
    });
    let (left, top) = corner.unwrap_or_default();
    Point {
        x: Px(f64::from(x) - left),
        y: Px(f64::from(y) - top),
    }
}

/// How far to the right a pointer is in the element that listens, from 0 to 1.
pub fn fraction_of(event: &PointerEvent) -> f64 {
    let element = event.current_target();
    let element = element.and_then(|target| target.dyn_into::<Element>().ok());
    let width = element.map_or(0.0, |element| element.get_bounding_client_rect().width());
    point_of(event).x.0 / width.max(1.0)
}

/// The element receives the pointer's events until it is lifted, wherever it goes.
pub fn capture(event: &PointerEvent) {
    let element = event.current_target();
    if let Some(element) = element.and_then(|target| target.dyn_into::<Element>().ok()) {
        // It fails for a pointer that was lifted in the meantime.
        let _captured = element.set_pointer_capture(event.pointer_id());
    }
}

/// What turning a wheel does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Wheel {
    /// Zoom in by this factor: with Ctrl or ⌘, which is also how browsers report two
    /// fingers on a touch pad.
    Zoom(f64),
    /// Scroll this many pixels to the right and down.
    Scroll(Px, Px),
}

impl Wheel {
    pub fn from_event(event: &WheelEvent) -> Self {
        /// Pixels of a line and a page, where the browser counts those.
        const LINE: f64 = 16.0;
        const PAGE: f64 = 400.0;
        /// How many pixels of turning zoom in by a factor of e.
        const PIXELS_PER_E: f64 = 300.0;
        let unit = match event.delta_mode() {
            WheelEvent::DOM_DELTA_LINE => LINE,
            WheelEvent::DOM_DELTA_PAGE => PAGE,
            _ => 1.0,
        };
        let (x, y) = (event.delta_x() * unit, event.delta_y() * unit);
        if event.ctrl_key() || event.meta_key() {
            return Self::Zoom(libm::exp((-y / PIXELS_PER_E).clamp(-1.0, 1.0)));
        }
        if event.shift_key() && x == 0.0 {
            Self::Scroll(Px(y), Px(0.0))
        } else {
            Self::Scroll(Px(x), Px(y))
        }
    }
}
