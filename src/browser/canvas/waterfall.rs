//! One lane's waterfall. While the lane runs, a frame draws only the rows in
//! which something happened; everything is drawn again when the scale, the size
//! or the theme changes. Both ways lead to the same picture.

use web_sys::HtmlCanvasElement;

use super::painter::{GUTTER, Painter};
use super::palette::Palette;
use super::surface::{CanvasProblem, Surface};
use crate::model::run::Run;
use crate::model::units::{RequestIndex, Span, TimePoint};
use crate::timeline::Px;
use crate::timeline::axis::TimeAxis;
use crate::timeline::row_window::RowWindow;
use crate::timeline::rows::RowLayout;
use crate::timeline::window::TimeWindow;

/// What to draw.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    pub run: &'a Run,
    /// How far the axis reaches.
    pub end: Span,
    pub now: TimePoint,
}

/// A canvas, and what is on it.
pub struct WaterfallCanvas {
    surface: Surface,
    palette: Palette,
    /// What the last drawing was for; another one starts from nothing.
    drawn_end: Option<Span>,
    drawn_until: TimePoint,
}

impl WaterfallCanvas {
    /// `on_resize` is called when there is reason to draw again.
    ///
    /// # Errors
    /// The canvas cannot be drawn on.
    pub fn new(
        canvas: HtmlCanvasElement,
        on_resize: impl Fn() + 'static,
    ) -> Result<Self, CanvasProblem> {
        let palette = Palette::of(&canvas);
        Ok(Self {
            surface: Surface::new(canvas, on_resize)?,
            palette,
            drawn_end: None,
            drawn_until: TimePoint::START,
        })
    }

    /// Takes the colours again, after the theme has changed.
    pub fn restyle(&mut self) {
        self.palette = Palette::of(&self.surface.canvas);
        self.drawn_end = None;
    }

    /// Draws what has changed: the rows of `changed`, those in flight, and those that
    /// were passed over.
    pub fn draw(&mut self, scene: &Scene<'_>, changed: &[RequestIndex]) {
        let resized = self.surface.fit();
        let painter = Painter {
            surface: &self.surface,
            palette: &self.palette,
            run: scene.run,
            now: scene.now,
            axis: TimeAxis::new(TimeWindow::whole(scene.end), self.plot_width()),
            rows: self.rows(scene.run),
        };
        if resized || self.drawn_end != Some(scene.end) {
            painter.paint_all();
        } else {
            painter.paint_queue(self.drawn_until);
            let moving = scene.run.in_flight().iter().chain(scene.run.passed_over());
            painter.paint_bands(changed.iter().chain(moving).copied());
        }
        self.drawn_end = Some(scene.end);
        self.drawn_until = scene.now;
    }

    /// Width of the time axis: the canvas less its gutter.
    pub fn plot_width(&self) -> Px {
        Px((self.surface.width().0 - GUTTER).max(0.0))
    }

    /// The request whose row is at this height.
    pub fn index_at(&self, run: &Run, y: Px) -> Option<RequestIndex> {
        self.rows(run).row_at(y).map(RequestIndex)
    }

    /// Top and height of a request's row.
    pub fn row(&self, run: &Run, index: RequestIndex) -> (Px, Px) {
        let rows = self.rows(run);
        (rows.top(index.0), Px(rows.pitch().0.max(1.0)))
    }

    fn rows(&self, run: &Run) -> RowLayout {
        let window = RowWindow::whole(run.requests().len() as u32);
        RowLayout::new(window, self.surface.height())
    }
}
