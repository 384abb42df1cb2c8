//! One lane's waterfall. While the lane runs, a frame draws only the strips in which
//! something happened; everything is drawn again when another part of the lane is looked
//! at, or the size or the theme changes. Both ways lead to the same picture.

use super::layer::Layer;
use super::painter::Painter;
use super::palette::Palette;
use playground_core::run::Run;
use playground_core::timeline::PlotSize;
use playground_core::timeline::axis::TimeAxis;
use playground_core::timeline::density::DensityLine;
use playground_core::timeline::row_window::RowWindow;
use playground_core::timeline::rows::RowLayout;
use playground_core::timeline::shown_rows::ShownRows;
use playground_core::timeline::window::TimeWindow;
use playground_core::units::{RequestIndex, TimePoint};

/// What to draw.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    pub run: &'a Run,
    pub shown: ShownRows<'a>,
    /// A number that changes with these rows.
    pub arrangement: u32,
    pub window: TimeWindow,
    pub rows: RowWindow,
    pub now: TimePoint,
}

/// The canvas of a waterfall.
pub type WaterfallCanvas = Layer<Palette, DrawnWaterfall>;

/// What is on the canvas.
#[derive(Default)]
pub struct DrawnWaterfall {
    view: Option<DrawnView>,
    until: TimePoint,
    /// Reused by each drawing.
    line: DensityLine,
}

/// What a drawing shows; another view is drawn as a whole.
#[derive(Clone, Copy, PartialEq)]
struct DrawnView {
    window: TimeWindow,
    rows: RowWindow,
    arrangement: u32,
}

impl WaterfallCanvas {
    /// Draws what has changed: the strips of `changed`, of those in flight, and of those
    /// that were passed over.
    pub fn draw(&mut self, scene: &Scene<'_>, changed: &[RequestIndex]) {
        let resized = self.fit();
        let view = Some(DrawnView {
            window: scene.window,
            rows: scene.rows,
            arrangement: scene.arrangement,
        });
        let (surface, palette, drawn) = self.parts();
        let mut painter = Painter {
            surface,
            palette,
            run: scene.run,
            shown: scene.shown,
            now: scene.now,
            axis: TimeAxis::new(scene.window, surface.plot_size().width),
            rows: RowLayout::new(scene.rows, surface.height()),
            line: &mut drawn.line,
        };
        // In another order than they come, every row that waits grows by itself; and in a slot,
        // an attempt may begin or change at any time.
        let all_move = match scene.shown {
            ShownRows::Requests(order) => !order.is_natural() && scene.run.unfinished() > 0,
            ShownRows::Slots { .. } => scene.run.unfinished() > 0 || !changed.is_empty(),
        };
        if resized || all_move || drawn.view != view {
            painter.paint_all();
        } else {
            painter.paint_queue(drawn.until);
            let waiting = scene.run.overtaken().iter();
            let moving = waiting
                .chain(scene.run.in_flight())
                .chain(scene.run.between_attempts());
            painter.paint_again(changed.iter().chain(moving).copied());
        }
        drawn.view = view;
        drawn.until = scene.now;
    }

    /// What the plot measures, to find out what is where.
    pub fn size(&self) -> PlotSize {
        self.surface().plot_size()
    }
}
