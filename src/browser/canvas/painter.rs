//! Paints rows. Everything lies on whole pixels of the screen: edges are sharp,
//! and a row painted again covers exactly what it covered before.

use super::marks;
use super::palette::Palette;
use super::surface::Surface;
use crate::model::outcome::OutcomeKind;
use crate::model::request::RequestRecord;
use crate::model::run::Run;
use crate::model::units::{RequestIndex, TimePoint};
use crate::timeline::axis::TimeAxis;
use crate::timeline::bar::{Phase, for_each_segment};
use crate::timeline::rows::RowLayout;

/// Room at the left for the outcomes' marks, in pixels.
pub const GUTTER: f64 = 16.0;
/// From this pitch on, every outcome has room for its mark; below it, only
/// failures are marked, by a stroke.
const MARKS_FROM: f64 = 8.0;

/// One drawing of a lane.
pub struct Painter<'a> {
    pub surface: &'a Surface,
    pub palette: &'a Palette,
    pub run: &'a Run,
    pub now: TimePoint,
    pub axis: TimeAxis,
    pub rows: RowLayout,
}

/// Rows that share their pixels: one, or as many as fall on the same line where
/// there are more rows than lines.
struct Band {
    rows: std::ops::Range<u32>,
    top: f64,
    bottom: f64,
}

/// What is to be painted of some rows.
#[derive(Default)]
struct Bars {
    /// For each phase in the order of [`Phase::ALL`]: left, top, width and height.
    segments: [Vec<[f64; 4]>; Phase::ALL.len()],
    /// Rows with top and height of their bars.
    ends: Vec<(RequestIndex, f64, f64)>,
}

impl Painter<'_> {
    /// Paints everything from nothing.
    pub fn paint_all(&self) {
        self.surface.clear();
        self.paint_queue(TimePoint::START);
        let mut bars = Bars::default();
        for index in 0..self.row_count() {
            let (top, bottom) = (self.top(index), self.top(index + 1));
            let bottom = bottom.max(top + self.surface.line());
            self.collect_row(RequestIndex(index), top, bottom, &mut bars);
        }
        self.paint_bars(&bars);
    }

    /// The requests that were never dispatched wait below all others: one field
    /// for them together, however many they are.
    pub fn paint_queue(&self, since: TimePoint) {
        let top = self.top(self.run.first_undispatched().0);
        self.paint_field(since, top, self.top(self.row_count()));
    }

    /// Paints the rows of these requests again, with all that shares their pixels.
    pub fn paint_bands(&self, requests: impl Iterator<Item = RequestIndex>) {
        let mut is_painted = vec![false; self.run.requests().len()];
        let mut bars = Bars::default();
        for index in requests {
            // A request listed twice, or in a band that has been painted.
            if is_painted.get(index.as_usize()).is_none_or(|&done| done) {
                continue;
            }
            let band = self.band_of(index.0);
            self.clear_band(&band);
            for row in band.rows {
                self.collect_row(RequestIndex(row), band.top, band.bottom, &mut bars);
                if let Some(done) = is_painted.get_mut(row as usize) {
                    *done = true;
                }
            }
        }
        self.paint_bars(&bars);
    }

    fn clear_band(&self, band: &Band) {
        let width = self.surface.width().0;
        let height = band.bottom - band.top;
        let context = &self.surface.context;
        context.clear_rect(0.0, band.top, width, height);
        let field_top = self.top(self.run.first_undispatched().0);
        self.paint_field(TimePoint::START, field_top.max(band.top), band.bottom);
    }

    fn band_of(&self, index: u32) -> Band {
        let top = self.top(index);
        let same = |other: &u32| self.top(*other) <= top;
        let first = (0..index)
            .rev()
            .take_while(|&row| self.top(row) >= top)
            .last();
        let end = (index..self.row_count()).take_while(same).last();
        let rows = first.unwrap_or(index)..end.unwrap_or(index) + 1;
        let bottom = self.top(rows.end).max(top + self.surface.line());
        Band { rows, top, bottom }
    }

    fn paint_field(&self, since: TimePoint, top: f64, bottom: f64) {
        if bottom <= top || self.run.open() == 0 {
            return;
        }
        let (from, to) = (self.x(since), self.x(self.now));
        self.fill_with(Phase::WaitingForPermit);
        self.surface
            .context
            .fill_rect(from, top, to - from, bottom - top);
    }

    fn fill_with(&self, phase: Phase) {
        let height = self.surface.snap(self.rows.bar_height().0);
        self.palette.fill_with(&self.surface.context, phase, height);
    }

    fn collect_row(&self, index: RequestIndex, top: f64, bottom: f64, bars: &mut Bars) {
        let Some(record) = self.run.request(index) else {
            return;
        };
        // The queue's field has those that wait for their first permit.
        if index >= self.run.first_undispatched() && record.outcome().is_none() {
            return;
        }
        let line = self.surface.line();
        let bar = self
            .surface
            .snap(self.rows.bar_height().0)
            .min(bottom - top)
            .max(line);
        let bar_top = self.surface.snap(top + (bottom - top - bar) / 2.0);
        for_each_segment(record, self.now, |segment| {
            let (top, height, least_width) = match segment.phase {
                // Waiting is a field without gaps; what is in flight stands out on it.
                Phase::WaitingForPermit => (top, bottom - top, 0.0),
                // However short, what was in flight is seen.
                _ => (bar_top, bar, line),
            };
            let from = self.x(segment.from);
            let width = (self.x(segment.to) - from).max(least_width);
            if let Some(of_phase) = bars.segments.get_mut(segment.phase as usize) {
                of_phase.push([from, top, width, height]);
            }
        });
        bars.ends.push((index, bar_top, bar));
    }

    /// Phase by phase, so that the fill is changed only a few times: naming one to
    /// the browser costs more than drawing with it.
    fn paint_bars(&self, bars: &Bars) {
        for (phase, segments) in Phase::ALL.into_iter().zip(&bars.segments) {
            if !segments.is_empty() {
                self.fill_with(phase);
            }
            for &[x, y, width, height] in segments {
                self.surface.context.fill_rect(x, y, width, height);
            }
        }
        for &(index, bar_top, bar) in &bars.ends {
            if let Some(record) = self.run.request(index) {
                self.paint_outcome(record, bar_top, bar);
            }
        }
    }

    /// A mark in the gutter, and a cap at the end of a bar that failed.
    fn paint_outcome(&self, record: &RequestRecord, bar_top: f64, bar: f64) {
        let Some(kind) = record.outcome().map(|outcome| outcome.kind()) else {
            return;
        };
        let pitch = self.rows.pitch().0;
        if pitch < MARKS_FROM && !kind.is_failure() {
            return;
        }
        let context = &self.surface.context;
        let color = match kind {
            OutcomeKind::Succeeded => &self.palette.success,
            OutcomeKind::Cancelled => &self.palette.cancelled,
            _ => &self.palette.failure,
        };
        context.set_stroke_style_str(color);
        context.set_fill_style_str(color);
        if pitch >= MARKS_FROM {
            let size = (pitch - 2.0).min(11.0);
            marks::draw(context, kind, GUTTER / 2.0, bar_top + bar / 2.0, size);
        } else {
            context.fill_rect(4.0, bar_top, 8.0, bar);
        }
        if let Some(ended) = record.attempt.ended.filter(|_| kind.is_failure()) {
            context.fill_rect(self.x(ended) - 1.0, bar_top, 3.0, bar);
        }
    }

    fn row_count(&self) -> u32 {
        self.run.requests().len() as u32
    }

    /// Where a row begins; the one after the last ends the plot.
    fn top(&self, index: u32) -> f64 {
        self.surface.snap(self.rows.top(index).0)
    }

    fn x(&self, time: TimePoint) -> f64 {
        self.surface.snap(GUTTER + self.axis.x_from_time(time).0)
    }
}
