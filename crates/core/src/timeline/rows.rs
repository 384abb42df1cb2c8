//! The layout of a window's rows in a plot. A row is a position from the top;
//! [`super::shown_rows::ShownRows`] says what is in it.

use std::ops::Range;

use super::Px;
use super::row_window::RowWindow;

/// Divides a plot's height among the rows of a window.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RowLayout {
    window: RowWindow,
    pitch: Px,
}

/// The largest height of a row: ten requests do not need the whole plot.
const MAX_PITCH: f64 = 26.0;
/// From this pitch on, there is a gap between the bars of two rows.
const MIN_PITCH_WITH_GAP: f64 = 3.0;
/// The tolerance for rounding errors, in rows: a position this close above a row's top
/// still belongs to the row.
const EPSILON: f64 = 1e-9;

impl RowLayout {
    pub fn new(window: RowWindow, height: Px) -> Self {
        let share = height.0.max(0.0) / window.count().max(1.0);
        Self {
            window,
            pitch: Px(share.min(MAX_PITCH)),
        }
    }

    pub const fn window(&self) -> RowWindow {
        self.window
    }

    /// The distance from one row's top to the next; less than a pixel if there are more rows
    /// than pixels.
    pub const fn pitch(&self) -> Px {
        self.pitch
    }

    /// The top of a row; outside the plot for a row outside the window.
    pub fn top(&self, row: u32) -> Px {
        Px((f64::from(row) - self.window.first()) * self.pitch.0)
    }

    /// Height of a row's bar: the pitch less the gap, and at least one pixel.
    pub fn bar_height(&self) -> Px {
        let gap = if self.pitch.0 >= MIN_PITCH_WITH_GAP {
            (self.pitch.0 * 0.22).clamp(1.0, 5.0)
        } else {
            0.0
        };
        Px((self.pitch.0 - gap).max(1.0))
    }

    /// Height of all rows of the window.
    pub fn height(&self) -> Px {
        Px(self.window.count() * self.pitch.0)
    }

    /// The rows that are at least partly in the window.
    pub fn visible(&self) -> Range<u32> {
        // The casts saturate.
        let first = (self.window.first() + EPSILON).floor() as u32;
        let end = (self.window.end() - EPSILON).ceil() as u32;
        first..end.max(first)
    }

    /// The position at this height, in rows from the top of all; the inverse of
    /// [`RowLayout::top`], also outside the window.
    pub fn position_at(&self, y: Px) -> f64 {
        if self.pitch.0 > 0.0 {
            self.window.first() + y.0 / self.pitch.0
        } else {
            self.window.first()
        }
    }

    /// The row at this height; `None` if no row of the window is there.
    pub fn row_at(&self, y: Px) -> Option<u32> {
        if y.0 < 0.0 || self.pitch.0 <= 0.0 {
            return None;
        }
        let row = (self.position_at(y) + EPSILON).floor() as u32;
        self.visible().contains(&row).then_some(row)
    }

    /// The rows whose tops lie on a line of the screen, counted from the plot's top. Each
    /// visible row is on exactly one line; a row that begins above the window is on the
    /// first.
    pub fn on_line(&self, line: u32, line_height: Px) -> Range<u32> {
        let rows = self.visible();
        let begin = |line: u32| match line {
            0 => rows.start,
            _ => {
                let top = self.position_at(Px(f64::from(line) * line_height.0));
                ((top - EPSILON).ceil() as u32).clamp(rows.start, rows.end)
            }
        };
        begin(line)..begin(line.saturating_add(1))
    }
}
