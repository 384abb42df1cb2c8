//! Rows that share a line of the screen, drawn as one: where there are more rows
//! than lines, what a line costs is bounded by its columns, not by its rows. What is
//! in flight stands out on what waits, and no failure is lost.

use std::ops::Range;

use super::axis::TimeAxis;
use super::bar::{Phase, Segment, for_each_segment};
use crate::run::request::RequestRecord;
use crate::units::TimePoint;

const PHASES: usize = Phase::ALL.len();

/// Columns side by side that show the same phase; the last is the one before `to`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    pub from: u32,
    pub to: u32,
    pub phase: Phase,
}

/// One line at a time. It is kept from line to line, so that none costs room of its
/// own.
#[derive(Clone, Debug, Default)]
pub struct DensityLine {
    columns: Vec<Column>,
    /// Where anything is in `columns`.
    touched: Range<usize>,
    pieces: Vec<Piece>,
    failed_at: Vec<u32>,
    has_failure: bool,
}

/// What changes at the beginning of a column.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Column {
    /// By phase: how many more requests are in it than in the column before.
    changes: [i32; PHASES],
    has_failed_end: bool,
}

impl DensityLine {
    /// Takes the requests of one line, on an axis that is so many columns wide.
    ///
    /// A request is in the phase of each segment in the columns whose middle the
    /// segment covers, or, if it covers none, in the column in which it begins. A column
    /// shows the phase that most requests are in: of those in flight, if any is; of
    /// equals the later one in [`Phase::ALL`].
    pub fn accumulate(
        &mut self,
        records: &mut dyn Iterator<Item = &RequestRecord>,
        now: TimePoint,
        axis: &TimeAxis,
        columns: u32,
    ) {
        // One more, for what ends with the last.
        self.columns.resize(columns as usize + 1, Column::default());
        self.has_failure = false;
        let scale = Scale {
            axis: *axis,
            columns: f64::from(columns),
        };
        for record in records {
            self.add(record, now, &scale);
        }
        self.finish();
    }

    /// The line from left to right; where nothing was, there is none.
    pub fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// The columns in which failures ended, each once, from left to right.
    pub fn failed_at(&self) -> &[u32] {
        &self.failed_at
    }

    /// Whether any request failed, in the axis's window or outside.
    pub const fn has_failure(&self) -> bool {
        self.has_failure
    }

    fn add(&mut self, record: &RequestRecord, now: TimePoint, scale: &Scale) {
        // A request is in a phase once, though two short segments share a column.
        let mut counted_to = [0; PHASES];
        for_each_segment(record, now, |segment| {
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
        let is_failure = record
            .outcome()
            .is_some_and(|outcome| outcome.kind().is_failure());
        self.has_failure |= is_failure;
        let ended = record.attempt.ended.filter(|_| is_failure);
        if let Some(place) = ended.and_then(|ended| scale.column_of(ended)) {
            if let Some(column) = self.columns.get_mut(place) {
                column.has_failed_end = true;
            }
            self.touch(place);
        }
    }

    fn change(&mut self, place: usize, phase: usize, by: i32) {
        let column = self.columns.get_mut(place);
        if let Some(change) = column.and_then(|column| column.changes.get_mut(phase)) {
            *change += by;
        }
        self.touch(place);
    }

    fn touch(&mut self, place: usize) {
        self.touched = match self.touched.is_empty() {
            true => place..place + 1,
            false => self.touched.start.min(place)..self.touched.end.max(place + 1),
        };
    }

    /// Goes through the columns once, and leaves them empty for the next line.
    fn finish(&mut self) {
        self.pieces.clear();
        self.failed_at.clear();
        let touched = std::mem::take(&mut self.touched);
        let mut counts = [0; PHASES];
        let mut shown: Option<(u32, Phase)> = None;
        let first = touched.start as u32;
        for (place, column) in (first..).zip(self.columns.get_mut(touched).unwrap_or_default()) {
            let Column {
                changes,
                has_failed_end,
            } = std::mem::take(column);
            if has_failed_end {
                self.failed_at.push(place);
            }
            if changes == [0; PHASES] {
                continue;
            }
            for (count, change) in counts.iter_mut().zip(changes) {
                *count += change;
            }
            let phase = most(&counts);
            if phase != shown.map(|(_, phase)| phase) {
                if let Some((from, phase)) = shown {
                    let to = place;
                    self.pieces.push(Piece { from, to, phase });
                }
                shown = phase.map(|phase| (place, phase));
            }
        }
    }
}

/// The phase that is shown where so many requests are in each.
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

/// Times as columns.
struct Scale {
    axis: TimeAxis,
    columns: f64,
}

impl Scale {
    /// How many columns from the left, and into the column.
    fn place(&self, time: TimePoint) -> f64 {
        self.axis.x_from_time(time).0 / self.axis.width().0 * self.columns
    }

    /// `None` outside the window. Its right end is in the last column.
    fn column_of(&self, time: TimePoint) -> Option<usize> {
        let place = self.place(time);
        let is_inside = place >= 0.0 && place <= self.columns && self.columns > 0.0;
        is_inside.then(|| place.min(self.columns - 1.0) as usize)
    }

    /// `None` for a segment outside the window.
    fn columns_of(&self, segment: Segment) -> Option<Range<usize>> {
        let (from, to) = (self.place(segment.from), self.place(segment.to));
        if to <= from {
            return self.column_of(segment.from).map(|only| only..only + 1);
        }
        if to <= 0.0 || from >= self.columns {
            return None;
        }
        let middle = |place: f64| (place + 0.5).max(0.0).min(self.columns) as usize;
        let covered = middle(from)..middle(to);
        if covered.is_empty() {
            return self
                .column_of(segment.from.max(self.axis.window().from()))
                .map(|only| only..only + 1);
        }
        Some(covered)
    }
}
