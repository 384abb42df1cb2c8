//! The part of a lane's rows that is looked at.

use super::interval::{Bounds, Interval};

/// The fewest rows that are looked at, where there are as many: of fewer one could
/// not tell what stands beside what.
const FEWEST: f64 = 4.0;

/// A window onto a lane's rows, which need not begin or end between two of them.
/// Without any rows it is empty.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RowWindow(Interval);

impl RowWindow {
    /// All of so many rows.
    pub fn whole(rows: u32) -> Self {
        Self(Interval::whole(bounds(rows)))
    }

    /// So many rows from the `first` on, of so many in all.
    pub fn new(first: f64, count: f64, rows: u32) -> Self {
        Self(Interval::between(first, first + count).within(bounds(rows)))
    }

    /// The place from which on rows are shown, in rows from the top of all.
    pub const fn first(&self) -> f64 {
        self.0.from
    }

    /// How many rows are shown.
    pub fn count(&self) -> f64 {
        self.0.length()
    }

    /// The place up to which rows are shown.
    pub const fn end(&self) -> f64 {
        self.0.to
    }

    /// Shows `factor` times fewer rows, or more for a factor below 1. `at_row` keeps
    /// its place on screen, unless the window would leave the rows. A factor that means
    /// nothing changes nothing.
    #[must_use]
    pub fn zoomed(self, factor: f64, at_row: f64, rows: u32) -> Self {
        Self(self.0.zoomed(factor, at_row, bounds(rows)))
    }

    /// As many rows as before, and so many rows further down, or up for a negative
    /// number.
    #[must_use]
    pub fn panned(self, by: f64, rows: u32) -> Self {
        Self(self.0.panned(by, bounds(rows)))
    }

    /// The same window where there are more or fewer rows by now.
    #[must_use]
    pub fn within(self, rows: u32) -> Self {
        Self(self.0.within(bounds(rows)))
    }

    pub fn is_whole(&self, rows: u32) -> bool {
        self.0.is_whole(bounds(rows))
    }
}

fn bounds(rows: u32) -> Bounds {
    Bounds::new(f64::from(rows), FEWEST)
}
