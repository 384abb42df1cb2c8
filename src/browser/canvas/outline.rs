//! The ideal schedule over a waterfall, as a faint outline. It does not change while the
//! lane runs, so it has a canvas of its own, which is drawn only when another part of
//! the lane is shown.

use web_sys::Element;

use super::brush::GUTTER;
use super::layer::{Layer, Style};
use super::palette::custom_property;
use playground_core::timeline::PlotSize;
use playground_core::timeline::outline::OutlinePiece;

/// From this height on, a row's outline is closed above and below.
const CLOSED_FROM: f64 = 8.0;

/// The canvas of the outline; it is drawn again each time.
pub type OutlineCanvas = Layer<OutlineColor, ()>;

pub struct OutlineColor(String);

impl Style for OutlineColor {
    fn read(element: &Element) -> Self {
        Self(custom_property(element, "--ideal"))
    }
}

impl OutlineCanvas {
    /// What the plot measures.
    pub fn size(&mut self) -> PlotSize {
        self.fit();
        self.surface().plot_size()
    }

    pub fn draw(&mut self, pieces: &[OutlinePiece]) {
        self.wipe();
        let (surface, OutlineColor(color), ()) = self.parts();
        let context = &surface.context;
        context.set_fill_style_str(color);
        let right = surface.width().0;
        // A line of two of the screen's own pixels can be seen, and hides little.
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
