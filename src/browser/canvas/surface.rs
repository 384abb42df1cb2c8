//! A canvas and its context, sharp on every screen.

use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

use super::brush::GUTTER;
use super::size_watch::SizeWatch;
use crate::browser::document::page;
use playground_core::timeline::{PlotSize, Px};

/// Why nothing can be drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CanvasProblem {
    /// The browser gave no 2D context, as when too many canvases are open.
    NoContext,
}

/// A whole number of the screen's own pixels, of which a CSS pixel has `devicePixelRatio`.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct DevicePx(f64);

impl DevicePx {
    pub const ONE: Self = Self(1.0);

    /// How many there are; none of a negative length.
    pub const fn count(self) -> u32 {
        self.0 as u32
    }
}

/// A canvas whose units are CSS pixels, whatever the screen's own are.
pub struct Surface {
    pub canvas: HtmlCanvasElement,
    pub context: CanvasRenderingContext2d,
    width: Px,
    height: Px,
    /// Device pixels in a CSS pixel.
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

    /// What a waterfall's plot measures in it: its width is the canvas's less the gutter.
    pub fn plot_size(&self) -> PlotSize {
        PlotSize {
            width: Px((self.width.0 - GUTTER).max(0.0)),
            height: self.height,
            line: Px(self.line()),
        }
    }

    /// A length in CSS pixels as whole pixels of the screen, rounded.
    pub fn to_device(&self, length: f64) -> DevicePx {
        DevicePx((length * self.ratio).round())
    }

    /// A length in CSS pixels.
    pub fn to_css(&self, length: DevicePx) -> f64 {
        length.0 / self.ratio
    }

    /// The nearest edge between two of the screen's own pixels, in CSS pixels.
    pub fn snap(&self, length: f64) -> f64 {
        self.to_css(self.to_device(length))
    }

    /// Height of one of the screen's own lines, in CSS pixels.
    pub fn line(&self) -> f64 {
        self.to_css(DevicePx::ONE)
    }

    /// Fits the bitmap to the canvas's size on screen. Whether it had to: then
    /// what was drawn is gone.
    pub fn fit(&mut self) -> bool {
        let ratio = page::device_pixel_ratio();
        // Asking for the size makes the browser lay the page out: only if need be.
        if !self.size.has_changed() && same(ratio, self.ratio) {
            return false;
        }
        let width = Px(f64::from(self.canvas.client_width()));
        let height = Px(f64::from(self.canvas.client_height()));
        if (width, height) == (self.width, self.height) && same(ratio, self.ratio) {
            return false;
        }
        (self.width, self.height, self.ratio) = (width, height, ratio);
        self.canvas.set_width(self.to_device(width.0).count());
        self.canvas.set_height(self.to_device(height.0).count());
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
