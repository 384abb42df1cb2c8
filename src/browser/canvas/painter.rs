//! Paints a lane strip by strip: a row each, or a line of the screen that rows share
//! where there are more rows than lines. Everything lies on whole pixels of the screen:
//! edges are sharp, and a strip painted again covers exactly what it covered before.

use std::ops::Range;

use super::bars::Bars;
use super::brush::{Brush, GUTTER};
use super::palette::Palette;
use super::surface::Surface;
use playground_core::run::Run;
use playground_core::timeline::Px;
use playground_core::timeline::axis::TimeAxis;
use playground_core::timeline::bar::{Bar, Phase};
use playground_core::timeline::density::DensityLine;
use playground_core::timeline::rows::RowLayout;
use playground_core::timeline::shown_rows::ShownRows;
use playground_core::units::{RequestIndex, TimePoint};

/// How much is seen of bars that a filter does not show.
const DIMMED: f64 = 0.25;
/// Narrower bars of a slot are drawn together, and have no gap after them.
const MIN_BAR_WIDTH: f64 = 4.0;

/// One drawing of a lane.
pub struct Painter<'a> {
    pub surface: &'a Surface,
    pub palette: &'a Palette,
    pub run: &'a Run,
    pub shown: ShownRows<'a>,
    pub now: TimePoint,
    pub axis: TimeAxis,
    pub rows: RowLayout,
    pub line: &'a mut DensityLine,
}

/// A part of the plot that is painted at once.
struct Strip {
    rows: Range<u32>,
    top: f64,
    bottom: f64,
}

impl<'a> Painter<'a> {
    /// Clears the canvas and paints everything.
    pub fn paint_all(&mut self) {
        self.surface.clear();
        self.paint_queue(self.axis.window().from());
        if self.shown.may_dim() {
            let context = &self.surface.context;
            context.set_global_alpha(DIMMED);
            self.paint_bars(true);
            context.set_global_alpha(1.0);
        }
        self.paint_bars(false);
    }

    /// Paints all bars that are dimmed, or all others.
    fn paint_bars(&mut self, dimmed: bool) {
        let mut bars = Bars::default();
        for place in 0..self.strips() {
            let strip = self.strip(place);
            self.collect(&strip, dimmed, &mut bars);
        }
        bars.paint(&self.brush());
    }

    /// The requests that were never dispatched wait below all others, in the order of
    /// indexes: one field for them together, however many they are.
    pub fn paint_queue(&self, since: TimePoint) {
        if let Some(top) = self.queue_top() {
            self.paint_field(since, top, self.bottom());
        }
    }

    /// Paints the visible ones of these requests again, with all that share their pixels.
    pub fn paint_again(&mut self, requests: impl Iterator<Item = RequestIndex>) {
        let mut is_stale = vec![false; self.strips() as usize];
        // By slot, all is painted again.
        let ShownRows::Requests(order) = self.shown else {
            return;
        };
        for row in requests.filter_map(|index| order.row_of(index)) {
            let place = self.place_of(row).map(|place| place as usize);
            if let Some(stale) = place.and_then(|place| is_stale.get_mut(place)) {
                *stale = true;
            }
        }
        let mut bars = Bars::default();
        for (place, _) in (0..).zip(is_stale).filter(|(_, stale)| *stale) {
            let strip = self.strip(place);
            self.clear(&strip);
            self.collect(&strip, false, &mut bars);
        }
        bars.paint(&self.brush());
    }

    /// Whether rows share lines of the screen.
    pub fn is_dense(&self) -> bool {
        self.rows.pitch().0 < self.surface.line()
    }

    /// Where a time is, clamped to the edges of the plot.
    pub fn x(&self, time: TimePoint) -> f64 {
        let x = GUTTER + self.axis.x_from_time(time).0;
        self.surface.snap(x.min(self.surface.width().0).max(GUTTER))
    }

    /// How many strips are visible.
    fn strips(&self) -> u32 {
        let rows = self.rows.visible();
        let rows = rows.end.min(self.shown.len()).saturating_sub(rows.start);
        if self.is_dense() {
            (self.bottom() / self.surface.line()).ceil() as u32
        } else {
            rows
        }
    }

    fn strip(&self, place: u32) -> Strip {
        let line = self.surface.line();
        if self.is_dense() {
            let top = f64::from(place) * line;
            return Strip {
                rows: self.rows.on_line(place, Px(line)),
                top,
                bottom: top + line,
            };
        }
        let row = self.rows.visible().start + place;
        let top = self.top(row);
        Strip {
            rows: row..row + 1,
            top,
            bottom: self.top(row + 1).max(top + line),
        }
    }

    /// The strip a row is in, if it is visible.
    fn place_of(&self, row: u32) -> Option<u32> {
        let visible = self.rows.visible();
        if !visible.contains(&row) {
            return None;
        }
        if self.is_dense() {
            /// Added, so that a row that begins on a line is on it in spite of rounding.
            const EPSILON: f64 = 1e-9;
            Some((self.rows.top(row).0 / self.surface.line() + EPSILON) as u32)
        } else {
            Some(row - visible.start)
        }
    }

    fn clear(&self, strip: &Strip) {
        // Marks of lines are larger than lines, and a failure stays one.
        let left = if self.is_dense() { GUTTER } else { 0.0 };
        let width = self.surface.width().0 - left;
        let height = strip.bottom - strip.top;
        let context = &self.surface.context;
        context.clear_rect(left, strip.top, width, height);
        if let Some(top) = self.queue_top() {
            self.paint_field(TimePoint::START, top.max(strip.top), strip.bottom);
        }
    }

    /// Where those begin that wait for their first permit; `None` where rows are in
    /// another order, and each of them is a row like others.
    fn queue_top(&self) -> Option<f64> {
        let first = self.run.first_undispatched().0;
        self.shown.is_natural().then(|| self.top(first))
    }

    fn paint_field(&self, since: TimePoint, top: f64, bottom: f64) {
        if bottom <= top || self.run.unfinished() == 0 {
            return;
        }
        let (from, to) = (self.x(since), self.x(self.now));
        self.brush()
            .fill_with(Phase::WaitingForPermit.in_lane(self.run));
        self.surface
            .context
            .fill_rect(from, top, to - from, bottom - top);
    }

    fn brush(&self) -> Brush<'_> {
        Brush {
            surface: self.surface,
            palette: self.palette,
            pitch: self.rows.pitch().0,
            bar_height: self.surface.snap(self.rows.bar_height().0),
            field: Phase::WaitingForPermit.in_lane(self.run),
        }
    }

    fn collect(&mut self, strip: &Strip, dimmed: bool, painted: &mut Bars) {
        let bars = self.bars_of(strip, dimmed);
        let (top, line) = (strip.top, self.surface.line());
        if self.is_dense() {
            self.collect_line(&bars, top, line, painted);
            return;
        }
        let room = strip.bottom - top;
        let height = self.surface.snap(self.rows.bar_height().0);
        let height = height.min(room).max(line);
        let bar_top = self.surface.snap(top + (room - height) / 2.0);
        if bars.len() as f64 * MIN_BAR_WIDTH > self.axis.width().0 {
            self.collect_line(&bars, bar_top, height, painted);
            return;
        }
        for bar in bars {
            self.collect_bar(bar, strip, bar_top, height, painted);
        }
    }

    /// The bars of a strip that are dimmed, or all others.
    fn bars_of(&self, strip: &Strip, dimmed: bool) -> Vec<Bar<'a>> {
        let (run, shown, window) = (self.run, self.shown, self.axis.window());
        let mut found = Vec::new();
        for row in strip.rows.clone() {
            shown.for_each_bar(run, row, window, &mut |index, bar| {
                let is_wanted = shown.is_dimmed(index) == dimmed;
                if is_wanted && !is_in_queue(run, shown, index, bar) {
                    found.push(bar);
                }
            });
        }
        found
    }

    /// What some bars have in common, on a line of this height.
    fn collect_line(&mut self, all: &[Bar<'_>], top: f64, height: f64, painted: &mut Bars) {
        let line = self.surface.line();
        let columns = self.surface.to_device(self.axis.width().0).count();
        self.line.accumulate(all, self.now, &self.axis, columns);
        for piece in self.line.pieces() {
            let x = GUTTER + f64::from(piece.from) * line;
            let width = f64::from(piece.to - piece.from) * line;
            painted.add(piece.phase.in_lane(self.run), [x, top, width, height]);
        }
        let failures = self.line.failed_at();
        let failures: Vec<f64> = failures
            .iter()
            .map(|&at| GUTTER + f64::from(at) * line)
            .collect();
        painted.add_failures(self.line.has_failure(), &failures, top, height);
    }

    /// A bar that is seen by itself.
    fn collect_bar(
        &self,
        bar: Bar<'_>,
        strip: &Strip,
        bar_top: f64,
        height: f64,
        painted: &mut Bars,
    ) {
        let line = self.surface.line();
        let window = self.axis.window();
        let is_attempt = matches!(bar, Bar::Attempt(_));
        let ended = bar.ended();
        bar.for_each_segment(self.now, &mut |segment| {
            if !window.overlaps(segment.from, segment.to) {
                return;
            }
            let (top, height, least_width) = match segment.phase {
                // Waiting is a field without gaps; what is in flight stands out on it.
                Phase::WaitingForPermit => (strip.top, strip.bottom - strip.top, 0.0),
                // However short, what was in flight is seen.
                _ => (bar_top, height, line),
            };
            let from = self.x(segment.from);
            let mut width = self.x(segment.to) - from;
            // The next attempt in the slot often follows immediately.
            if is_attempt && ended == Some(segment.to) && width >= MIN_BAR_WIDTH {
                width -= 1.0;
            }
            let rectangle = [from, top, width.max(least_width), height];
            painted.add(segment.phase.in_lane(self.run), rectangle);
        });
        if let Some(kind) = bar.outcome().map(|outcome| outcome.kind()) {
            let ended = ended.filter(|at| window.contains(*at));
            let x = ended.map(|at| self.x(at));
            if !is_attempt {
                painted.add_outcome(kind, x, bar_top, height);
            } else if kind.is_failure() {
                // The row of a slot has many outcomes, and room for one mark.
                painted.add_failures(false, x.as_slice(), bar_top, height);
            }
        }
    }

    /// Where a row begins; the one after the last ends the plot.
    fn top(&self, row: u32) -> f64 {
        self.surface.snap(self.rows.top(row).0)
    }

    /// Where the last row ends, or the canvas.
    fn bottom(&self) -> f64 {
        self.top(self.shown.len()).min(self.surface.height().0)
    }
}

/// Whether the queue's field has this one.
fn is_in_queue(run: &Run, shown: ShownRows<'_>, index: RequestIndex, bar: Bar<'_>) -> bool {
    shown.is_natural() && index >= run.first_undispatched() && bar.outcome().is_none()
}
