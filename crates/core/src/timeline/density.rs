//! Rows that share a line of the screen, drawn as one: with more rows than lines, the cost
//! of a line is bounded by its columns, not by its rows. Requests in flight are drawn over
//! those that wait, and every failure stays visible.

use std::ops::Range;

use super::axis::TimeAxis;
use super::bar::{Bar, Phase, Segment};
use crate::units::TimePoint;

const PHASES: usize = Phase::ALL.len();

/// Adjacent columns that show the same phase, from `from` up to but without `to`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    pub from: u32,
    pub to: u32,
    pub phase: Phase,
}

/// One line of the screen. Its buffers are reused for the next line.
#[derive(Clone, Debug, Default)]
pub struct DensityLine {
    columns: Vec<Column>,
    /// The part of `columns` that is not empty.
    touched: Range<usize>,
    pieces: Vec<Piece>,
    failed_at: Vec<u32>,
    has_failure: bool,
}

/// The changes at the beginning of a column.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Column {
    /// By phase: by how much its number of bars differs from the column before.
    changes: [i32; PHASES],
    has_failed_end: bool,
}

impl DensityLine {
    /// Takes the bars of one line, on an axis of this many columns.
    ///
    /// A segment counts in the columns whose middle it covers, or, if it covers none, in the
    /// column in which it begins. A column shows the phase with the most bars; phases in
    /// flight take precedence over the others, and among equals the later in [`Phase::ALL`].
    pub fn accumulate(&mut self, bars: &[Bar<'_>], now: TimePoint, axis: &TimeAxis, columns: u32) {
        // One more, for segments that end with the last column.
        self.columns.resize(columns as usize + 1, Column::default());
        self.has_failure = false;
        let scale = Scale {
            axis: *axis,
            columns: f64::from(columns),
        };
        for &bar in bars {
            self.add(bar, now, &scale);
        }
        self.finish();
    }

    /// The pieces from left to right; columns without bars have none.
    pub fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// The columns in which bars ended that failed, each once, from left to right.
    pub fn failed_at(&self) -> &[u32] {
        &self.failed_at
    }

    /// Whether any of them failed, inside the axis's window or outside.
    pub const fn has_failure(&self) -> bool {
        self.has_failure
    }

    fn add(&mut self, bar: Bar<'_>, now: TimePoint, scale: &Scale) {
        // A bar counts once per phase and column, even if two short segments share it.
        let mut counted_to = [0; PHASES];
        bar.for_each_segment(now, &mut |segment| {
            let phase = segment.phase as usize;
            let (Some(columns), Some(counted)) =
                (scale.columns_of(segment), counted_to.get_mut(phase))
            else {
                return;
            };
            let from = columns.start.max(*counted);
            if from < columns.end {
                *counted = columns.end;
                self.change(from, phase, 1);
                self.change(columns.end, phase, -1);
            }
        });
        let is_failure = bar
            .outcome()
            .is_some_and(|outcome| outcome.kind().is_failure());
        self.has_failure |= is_failure;
        let ended = bar.ended().filter(|_| is_failure);
        if let Some(column) = ended.and_then(|ended| scale.column_of(ended)) {
            if let Some(failed) = self.columns.get_mut(column) {
                failed.has_failed_end = true;
            }
            self.touch(column);
        }
    }

    fn change(&mut self, column: usize, phase: usize, by: i32) {
        let changed = self.columns.get_mut(column);
        if let Some(change) = changed.and_then(|column| column.changes.get_mut(phase)) {
            *change += by;
        }
        self.touch(column);
    }

    fn touch(&mut self, column: usize) {
        self.touched = if self.touched.is_empty() {
            column..column + 1
        } else {
            self.touched.start.min(column)..self.touched.end.max(column + 1)
        };
    }

    /// Sweeps over the columns once and empties them for the next line.
    fn finish(&mut self) {
        self.pieces.clear();
        self.failed_at.clear();
        let touched = std::mem::take(&mut self.touched);
        let mut counts = [0; PHASES];
        let mut shown: Option<(u32, Phase)> = None;
        let first = touched.start as u32;
        for (position, column) in (first..).zip(self.columns.get_mut(touched).unwrap_or_default()) {
            let Column {
                changes,
                has_failed_end,
            } = std::mem::take(column);
            if has_failed_end {
                self.failed_at.push(position);
            }
            if changes == [0; PHASES] {
                continue;
            }
            for (count, change) in counts.iter_mut().zip(changes) {
                *count += change;
            }
            debug_assert!(
                counts.iter().all(|&count| count >= 0),
                "a segment ends after it begins"
            );
            let phase = most(&counts);
            if phase != shown.map(|(_, phase)| phase) {
                if let Some((from, phase)) = shown {
                    let to = position;
                    self.pieces.push(Piece { from, to, phase });
                }
                shown = phase.map(|phase| (position, phase));
            }
        }
    }
}

/// The phase to show for these numbers of bars by phase.
fn most(counts: &[i32; PHASES]) -> Option<Phase> {
    let mut most = None;
    for (phase, &count) in Phase::ALL.into_iter().zip(counts) {
        let rank = (phase.is_in_flight(), count);
        if count > 0 && most.is_none_or(|(best, _)| rank >= best) {
            most = Some((rank, phase));
        }
    }
    most.map(|(_, phase)| phase)
}

/// Converts times to columns.
struct Scale {
    axis: TimeAxis,
    columns: f64,
}

impl Scale {
    /// The position in columns from the left; fractions are within a column.
    fn position(&self, time: TimePoint) -> f64 {
        self.axis.x_from_time(time).0 / self.axis.width().0 * self.columns
    }

    /// The column of a time; `None` outside the window. The window's right end is in the
    /// last column.
    fn column_of(&self, time: TimePoint) -> Option<usize> {
        let position = self.position(time);
        let is_inside = position >= 0.0 && position <= self.columns && self.columns > 0.0;
        is_inside.then(|| position.min(self.columns - 1.0) as usize)
    }

    /// The columns of a segment; `None` outside the window.
    fn columns_of(&self, segment: Segment) -> Option<Range<usize>> {
        let (from, to) = (self.position(segment.from), self.position(segment.to));
        if to <= from {
            return self.column_of(segment.from).map(|only| only..only + 1);
        }
        if to <= 0.0 || from >= self.columns {
            return None;
        }
        let middle = |position: f64| (position + 0.5).max(0.0).min(self.columns) as usize;
        let covered = middle(from)..middle(to);
        if covered.is_empty() {
            return self
                .column_of(segment.from.max(self.axis.window().from()))
                .map(|only| only..only + 1);
        }
        Some(covered)
    }
}
