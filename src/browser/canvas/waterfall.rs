//! One lane's waterfall. While the lane runs, a frame draws only the strips in which
//! something happened; everything is drawn again when another part of the lane is looked
//! at, or the size or the theme changes. Both ways lead to the same picture.

use web_sys::HtmlCanvasElement;

use super::painter::{GUTTER, Painter};
use super::palette::Palette;
use super::surface::{CanvasProblem, Surface};
use playground_core::run::Run;
use playground_core::timeline::axis::TimeAxis;
use playground_core::timeline::density::DensityLine;
use playground_core::timeline::order::RowOrder;
use playground_core::timeline::row_window::RowWindow;
use playground_core::timeline::rows::RowLayout;
use playground_core::timeline::window::TimeWindow;
use playground_core::timeline::{PlotSize, Px};
use playground_core::units::{RequestIndex, TimePoint};

/// What to draw.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    pub run: &'a Run,
    pub order: &'a RowOrder,
    /// Another number for another order.
    pub arrangement: u32,
    pub window: TimeWindow,
    pub rows: RowWindow,
    pub now: TimePoint,
}

/// What a drawing was for; another one starts from nothing.
type Drawn = (TimeWindow, RowWindow, u32);

/// A canvas, and what is on it.
pub struct WaterfallCanvas {
    surface: Surface,
    palette: Palette,
    drawn: Option<Drawn>,
    drawn_until: TimePoint,
    line: DensityLine,
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
            drawn: None,
            drawn_until: TimePoint::START,
            line: DensityLine::default(),
        })
    }

    /// Takes the colours again, after the theme has changed.
    pub fn restyle(&mut self) {
        self.palette = Palette::of(&self.surface.canvas);
        self.drawn = None;
    }

    /// Leaves nothing on it.
    pub fn wipe(&mut self) {
        // The element may have been another run's, and is not measured yet.
        self.surface.fit();
        self.surface.clear();
        self.drawn = None;
    }

    /// Draws what has changed: the strips of `changed`, of those in flight, and of those
    /// that were passed over.
    pub fn draw(&mut self, scene: &Scene<'_>, changed: &[RequestIndex]) {
        let resized = self.surface.fit();
        let drawn = (scene.window, scene.rows, scene.arrangement);
        let (axis, rows) = (self.axis(scene), self.rows(scene));
        let mut painter = Painter {
            surface: &self.surface,
            palette: &self.palette,
            run: scene.run,
            order: scene.order,
            now: scene.now,
            axis,
            rows,
            line: &mut self.line,
        };
        // In another order than they come, every row that waits grows by itself.
        let all_move = !scene.order.is_natural() && scene.run.open() > 0;
        if resized || all_move || self.drawn != Some(drawn) {
            painter.paint_all();
        } else {
            painter.paint_queue(self.drawn_until);
            let waiting = scene.run.passed_over().iter();
            let moving = waiting
                .chain(scene.run.in_flight())
                .chain(scene.run.between_attempts());
            painter.paint_again(changed.iter().chain(moving).copied());
        }
        self.drawn = Some(drawn);
        self.drawn_until = scene.now;
    }

    /// What the plot measures, to find out what is where.
    pub fn size(&self) -> PlotSize {
        PlotSize {
            width: self.plot_width(),
            height: self.surface.height(),
            line: Px(self.surface.line()),
        }
    }

    /// Width of the time axis: the canvas less its gutter.
    fn plot_width(&self) -> Px {
        Px((self.surface.width().0 - GUTTER).max(0.0))
    }

    fn axis(&self, scene: &Scene<'_>) -> TimeAxis {
        TimeAxis::new(scene.window, self.plot_width())
    }

    fn rows(&self, scene: &Scene<'_>) -> RowLayout {
        RowLayout::new(scene.rows, self.surface.height())
    }
}
