//! A canvas and its context, sharp on every screen.

use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

use super::size_watch::SizeWatch;
use crate::browser::document::page;
use playground_core::timeline::Px;

/// Why nothing can be drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CanvasProblem {
    /// The browser gave no 2D context, as when too many canvases are open.
    NoContext,
}

/// A canvas whose units are CSS pixels, whatever the screen's own are.
pub struct Surface {
    pub canvas: HtmlCanvasElement,
    pub context: CanvasRenderingContext2d,
    width: Px,
    height: Px,
    ratio: f64,
    size: SizeWatch,
}

impl Surface {
    /// `on_resize` is called when the canvas has another size on screen.
    ///
    /// # Errors
    /// The canvas has no 2D context.
    pub fn new(
        canvas: HtmlCanvasElement,
        on_resize: impl Fn() + 'static,
    ) -> Result<Self, CanvasProblem> {
        let context = canvas
            .get_context("2d")
            .ok()
            .flatten()
            .and_then(|context| context.dyn_into().ok())
            .ok_or(CanvasProblem::NoContext)?;
        Ok(Self {
            size: SizeWatch::new(&canvas, on_resize),
            canvas,
            context,
            width: Px(0.0),
            height: Px(0.0),
            ratio: 0.0,
        })
    }

    pub const fn width(&self) -> Px {
        self.width
    }

    pub const fn height(&self) -> Px {
        self.height
    }

    /// The nearest edge between two of the screen's own pixels.
    pub fn snap(&self, length: f64) -> f64 {
        (length * self.ratio).round() / self.ratio
    }

    /// Height of one of the screen's own lines.
    pub fn line(&self) -> f64 {
        self.ratio.recip()
    }

    /// Fits the bitmap to the canvas's size on screen. Whether it had to: then
    /// what was drawn is gone.
    pub fn fit(&mut self) -> bool {
        // Asking for the size makes the browser lay the page out: only if need be.
        if !self.size.has_changed() {
            return false;
        }
        let width = Px(f64::from(self.canvas.client_width()));
        let height = Px(f64::from(self.canvas.client_height()));
        let ratio = page::device_pixel_ratio();
        if (width, height) == (self.width, self.height) && same(ratio, self.ratio) {
            return false;
        }
        (self.width, self.height, self.ratio) = (width, height, ratio);
        self.canvas.set_width((width.0 * ratio).round() as u32);
        self.canvas.set_height((height.0 * ratio).round() as u32);
        // It fails only without a context, which is there.
        let _scaled = self.context.set_transform(ratio, 0.0, 0.0, ratio, 0.0, 0.0);
        true
    }

    pub fn clear(&self) {
        self.context
            .clear_rect(0.0, 0.0, self.width.0, self.height.0);
    }
}

fn same(one: f64, other: f64) -> bool {
    (one - other).abs() < f64::EPSILON
}
