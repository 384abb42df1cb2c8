//! One lane's waterfall. While the lane runs, a frame draws only the rows in
//! which something happened; everything is drawn again when the scale, the size
//! or the theme changes.

use web_sys::HtmlCanvasElement;

use super::marks;
use super::palette::Palette;
use super::surface::{CanvasProblem, Surface};
use crate::model::outcome::OutcomeKind;
use crate::model::request::RequestRecord;
use crate::model::run::Run;
use crate::model::units::{RequestIndex, Span, TimePoint};
use crate::timeline::Px;
use crate::timeline::axis::TimeAxis;
use crate::timeline::bar::{Phase, Segment, for_each_segment};
use crate::timeline::rows::RowLayout;

/// Room at the left for the outcomes' marks, in pixels.
pub const GUTTER: f64 = 16.0;
/// From this pitch on, every outcome has room for its mark; below it, only
/// failures are marked, by a stroke.
const MARKS_FROM: f64 = 8.0;

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
    /// # Errors
    /// The canvas cannot be drawn on.
    pub fn new(canvas: HtmlCanvasElement) -> Result<Self, CanvasProblem> {
        let palette = Palette::of(&canvas);
        Ok(Self {
            surface: Surface::new(canvas)?,
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

    /// Draws what has changed: the rows of `changed` and those in flight.
    pub fn draw(&mut self, scene: &Scene<'_>, changed: &[RequestIndex]) {
        let resized = self.surface.fit();
        if resized || self.drawn_end != Some(scene.end) {
            self.draw_all(scene);
        } else {
            self.draw_queue(scene, self.drawn_until);
            for &index in changed.iter().chain(scene.run.in_flight()) {
                self.draw_row(scene, index, true);
            }
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
        self.rows(run).index_at(y)
    }

    /// Top and height of a request's row.
    pub fn row(&self, run: &Run, index: RequestIndex) -> (Px, Px) {
        let rows = self.rows(run);
        (rows.top(index), Px(rows.pitch().0.max(1.0)))
    }

    fn rows(&self, run: &Run) -> RowLayout {
        RowLayout::new(run.requests().len() as u32, self.surface.height())
    }

    fn axis(&self, scene: &Scene<'_>) -> TimeAxis {
        TimeAxis::new(scene.end, self.plot_width())
    }

    fn draw_all(&self, scene: &Scene<'_>) {
        self.surface.clear();
        self.draw_queue(scene, TimePoint::START);
        let first_undispatched = scene.run.first_undispatched();
        for (index, record) in (0..).map(RequestIndex).zip(scene.run.requests()) {
            // The queue's field has drawn those that wait for their first permit.
            let waits_in_field = index >= first_undispatched && record.outcome().is_none();
            if !waits_in_field {
                self.draw_row(scene, index, false);
            }
        }
    }

    /// The requests that were never dispatched wait below all others: one field
    /// for them together, however many they are.
    fn draw_queue(&self, scene: &Scene<'_>, since: TimePoint) {
        let rows = self.rows(scene.run);
        let top = rows.top(scene.run.first_undispatched()).0;
        let height = rows.height().0 - top;
        if height <= 0.0 || scene.run.open() == 0 {
            return;
        }
        let axis = self.axis(scene);
        let from = axis.x_from_time(since).0;
        let width = axis.x_from_time(scene.now).0 - from;
        let context = &self.surface.context;
        self.palette
            .fill_with(context, Phase::WaitingForPermit, height);
        context.fill_rect(GUTTER + from, top, width, height);
    }

    fn draw_row(&self, scene: &Scene<'_>, index: RequestIndex, again: bool) {
        let Some(record) = scene.run.request(index) else {
            return;
        };
        let rows = self.rows(scene.run);
        let (top, pitch) = (rows.top(index).0, rows.pitch().0);
        if again && pitch >= 1.0 {
            let width = self.surface.width().0;
            self.surface.context.clear_rect(0.0, top, width, pitch);
        }
        let axis = self.axis(scene);
        let bar_height = rows.bar_height().0;
        for_each_segment(record, scene.now, |segment| {
            self.draw_segment(&axis, segment, top, pitch.max(1.0), bar_height);
        });
        self.draw_outcome(&axis, record, top, pitch, bar_height);
    }

    fn draw_segment(&self, axis: &TimeAxis, segment: Segment, top: f64, pitch: f64, bar: f64) {
        let context = &self.surface.context;
        let from = axis.x_from_time(segment.from).0;
        let width = axis.x_from_time(segment.to).0 - from;
        self.palette.fill_with(context, segment.phase, bar);
        match segment.phase {
            // Waiting is a field without gaps; what is in flight stands out on it.
            Phase::WaitingForPermit => context.fill_rect(GUTTER + from, top, width, pitch),
            // However short, what was in flight is seen.
            _ => context.fill_rect(
                GUTTER + from,
                top + (pitch - bar) / 2.0,
                width.max(1.0),
                bar,
            ),
        }
    }

    /// A mark in the gutter, and a cap at the end of a bar that failed.
    fn draw_outcome(
        &self,
        axis: &TimeAxis,
        record: &RequestRecord,
        top: f64,
        pitch: f64,
        bar: f64,
    ) {
        let Some(kind) = record.outcome().map(|outcome| outcome.kind()) else {
            return;
        };
        let context = &self.surface.context;
        let color = match kind {
            OutcomeKind::Succeeded => &self.palette.success,
            OutcomeKind::Cancelled => &self.palette.cancelled,
            _ => &self.palette.failure,
        };
        context.set_stroke_style_str(color);
        context.set_fill_style_str(color);
        let middle = top + pitch / 2.0;
        if pitch >= MARKS_FROM {
            let size = (pitch - 2.0).min(11.0);
            marks::draw(context, kind, GUTTER / 2.0, middle, size);
        } else if kind.is_failure() {
            let height = bar.max(2.0);
            context.fill_rect(4.0, middle - height / 2.0, 8.0, height);
        }
        if let Some(ended) = record.attempt.ended.filter(|_| kind.is_failure()) {
            let x = GUTTER + axis.x_from_time(ended).0;
            context.fill_rect(x - 1.5, middle - bar / 2.0, 3.0, bar);
        }
    }
}
