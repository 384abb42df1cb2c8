//! A callback once a frame, for as long as its handle lives.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

use crate::browser::document::page;

type FrameCallback = Closure<dyn FnMut(f64)>;

/// Runs a callback before each repaint. Dropping it ends that.
pub struct AnimationFrames(Rc<Inner>);

struct Inner {
    requested: Cell<Option<i32>>,
    callback: RefCell<Option<FrameCallback>>,
}

impl AnimationFrames {
    pub fn start(mut on_frame: impl FnMut() + 'static) -> Self {
        let inner = Rc::new(Inner {
            requested: Cell::new(None),
            callback: RefCell::new(None),
        });
        let weak = Rc::downgrade(&inner);
        *inner.callback.borrow_mut() = Some(Closure::new(move |_time: f64| {
            // The next frame is requested first, so that a callback which drops the
            // handle cancels it.
            if let Some(inner) = weak.upgrade() {
                inner.request();
            }
            on_frame();
        }));
        inner.request();
        Self(inner)
    }
}

impl Inner {
    fn request(&self) {
        let Ok(callback) = self.callback.try_borrow() else {
            return;
        };
        let requested = page::window()
            .zip(callback.as_ref())
            .and_then(|(window, callback)| {
                window
                    .request_animation_frame(callback.as_ref().unchecked_ref())
                    .ok()
            });
        self.requested.set(requested);
    }
}

impl Drop for AnimationFrames {
    fn drop(&mut self) {
        if let Some((window, handle)) = page::window().zip(self.0.requested.take()) {
            // An unknown handle is ignored; nothing else can go wrong.
            let _cancelled = window.cancel_animation_frame(handle);
        }
    }
}
