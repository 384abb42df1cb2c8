//! The ideal schedule over a waterfall, as a faint outline. It stands still while the
//! lane runs, so it has a canvas of its own, which is drawn only when another part of
//! the lane is looked at.

use web_sys::HtmlCanvasElement;

use super::painter::GUTTER;
use super::palette::custom_property;
use super::surface::{CanvasProblem, Surface};
use playground_core::timeline::outline::OutlinePiece;

/// From this height on, a row's outline is closed above and below.
const CLOSED_FROM: f64 = 8.0;

pub struct OutlineCanvas {
    surface: Surface,
    /// Asking the browser for it makes it look at all styles: only if need be.
    color: Option<String>,
}

impl OutlineCanvas {
    /// # Errors
    /// The canvas cannot be drawn on.
    pub fn new(
        canvas: HtmlCanvasElement,
        on_resize: impl Fn() + 'static,
    ) -> Result<Self, CanvasProblem> {
        let surface = Surface::new(canvas, on_resize)?;
        Ok(Self {
            surface,
            color: None,
        })
    }

    /// Takes the colours again, after the theme has changed.
    pub fn restyle(&mut self) {
        self.color = None;
    }

    pub fn draw(&mut self, pieces: &[OutlinePiece]) {
        self.surface.fit();
        self.surface.clear();
        let surface = &self.surface;
        let context = &surface.context;
        let color = || custom_property(&surface.canvas, "--ideal");
        context.set_fill_style_str(self.color.get_or_insert_with(color));
        let right = surface.width().0;
        // A line of two of the screen's own pixels is seen, and hides little.
        let stroke = surface.line() * 2.0;
        for piece in pieces {
            let at = |x: f64| surface.snap(GUTTER + x);
            let (from, to) = (at(piece.from.0), at(piece.to.0));
            let top = surface.snap(piece.top.0);
            let height = surface.snap(piece.top.0 + piece.height.0) - top;
            for x in [from, to - stroke] {
                if x >= GUTTER && x <= right {
                    context.fill_rect(x, top, stroke, height.max(surface.line()));
                }
            }
            let (from, to) = (from.max(GUTTER), to.min(right));
            if height >= CLOSED_FROM && to > from {
                for y in [top + surface.line(), top + height - stroke] {
                    context.fill_rect(from, y, to - from, surface.line());
                }
            }
        }
    }
}
