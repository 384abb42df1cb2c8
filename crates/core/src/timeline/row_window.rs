//! The part of a lane's rows that is shown.

use super::interval::{Bounds, Interval};

/// The fewest rows that are shown, if there are as many: with fewer, neighbours could not
/// be compared.
const MIN_ROWS: f64 = 4.0;

/// A window onto a lane's rows. It may begin or end within a row; without rows it is
/// empty.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RowWindow(Interval);

impl RowWindow {
    /// All rows.
    pub fn whole(rows: u32) -> Self {
        Self(Interval::whole(bounds(rows)))
    }

    /// `count` rows from `first` on, of `rows` in all.
    pub fn new(first: f64, count: f64, rows: u32) -> Self {
        Self(Interval::between(first, first + count).within(bounds(rows)))
    }

    /// The top of the window, in rows from the top of all.
    pub const fn first(&self) -> f64 {
        self.0.from
    }

    /// How many rows are shown.
    pub fn count(&self) -> f64 {
        self.0.length()
    }

    /// The bottom of the window, in rows from the top of all.
    pub const fn end(&self) -> f64 {
        self.0.to
    }

    /// Shows `factor` times fewer rows, or more for a factor below 1. `at_row` keeps its
    /// position on screen, unless the window would leave the rows. A factor that is not a
    /// positive finite number changes nothing.
    #[must_use]
    pub fn zoomed(self, factor: f64, at_row: f64, rows: u32) -> Self {
        Self(self.0.zoomed(factor, at_row, bounds(rows)))
    }

    /// Moved down by this many rows, or up for a negative number.
    #[must_use]
    pub fn panned(self, by: f64, rows: u32) -> Self {
        Self(self.0.panned(by, bounds(rows)))
    }

    /// The same window after the number of rows has changed.
    #[must_use]
    pub fn within(self, rows: u32) -> Self {
        Self(self.0.within(bounds(rows)))
    }

    pub fn is_whole(&self, rows: u32) -> bool {
        self.0.is_whole(bounds(rows))
    }
}

fn bounds(rows: u32) -> Bounds {
    Bounds::new(f64::from(rows), MIN_ROWS)
}
