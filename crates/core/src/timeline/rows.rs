//! Where a window's rows lie in a plot. A row is a place from the top in the
//! current order; which request stands there, the order says.

use std::ops::Range;

use super::Px;
use super::row_window::RowWindow;

/// How a plot's height is shared out among the rows of a window.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RowLayout {
    window: RowWindow,
    pitch: Px,
}

/// The tallest a row gets, so that ten requests do not become ten walls.
const TALLEST: f64 = 26.0;
/// From this pitch on, rows have a gap between their bars.
const GAP_FROM: f64 = 3.0;
/// By so little of a row a place may miss the row's top and still be in the row.
const HAIR: f64 = 1e-9;

impl RowLayout {
    pub fn new(window: RowWindow, height: Px) -> Self {
        let share = height.0.max(0.0) / window.count().max(1.0);
        Self {
            window,
            pitch: Px(share.min(TALLEST)),
        }
    }

    pub const fn window(&self) -> RowWindow {
        self.window
    }

    /// From one row's top to the next; less than a pixel where there are more
    /// rows than pixels.
    pub const fn pitch(&self) -> Px {
        self.pitch
    }

    /// Above 0 or below the plot for a row outside the window.
    pub fn top(&self, row: u32) -> Px {
        Px((f64::from(row) - self.window.first()) * self.pitch.0)
    }

    /// Height of a row's bar: the pitch less the gap, and at least one pixel.
    pub fn bar_height(&self) -> Px {
        let gap = if self.pitch.0 >= GAP_FROM {
            (self.pitch.0 * 0.22).clamp(1.0, 5.0)
        } else {
            0.0
        };
        Px((self.pitch.0 - gap).max(1.0))
    }

    /// Height of all rows of the window together.
    pub fn height(&self) -> Px {
        Px(self.window.count() * self.pitch.0)
    }

    /// The rows of which anything is in the window.
    pub fn visible(&self) -> Range<u32> {
        // Conversions of what is too large or too small end at the type's own ends.
        let first = (self.window.first() + HAIR).floor() as u32;
        let end = (self.window.end() - HAIR).ceil() as u32;
        first..end.max(first)
    }

    /// The place at this height, in rows from the top of all; the inverse of
    /// [`RowLayout::top`], also outside the window.
    pub fn place_at(&self, y: Px) -> f64 {
        match self.pitch.0 > 0.0 {
            true => self.window.first() + y.0 / self.pitch.0,
            false => self.window.first(),
        }
    }

    /// The row at this height, if there is one in the window.
    pub fn row_at(&self, y: Px) -> Option<u32> {
        if y.0 < 0.0 || self.pitch.0 <= 0.0 {
            return None;
        }
        let row = (self.place_at(y) + HAIR).floor() as u32;
        self.visible().contains(&row).then_some(row)
    }

    /// The rows whose tops lie on a line of the screen, counted from the plot's top;
    /// a line is so many pixels high. Each visible row is on exactly one line; one that
    /// begins above the window is on the first.
    pub fn on_line(&self, place: u32, line: Px) -> Range<u32> {
        let rows = self.visible();
        let begin = |place: u32| match place {
            0 => rows.start,
            _ => {
                let top = self.place_at(Px(f64::from(place) * line.0));
                ((top - HAIR).ceil() as u32).clamp(rows.start, rows.end)
            }
        };
        begin(place)..begin(place.saturating_add(1))
    }
}
