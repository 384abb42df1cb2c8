//! The waterfall's geometry: from recorded times to pixels and back. Pure, so that it is
//! tested without a canvas.
//!
//! ```text
//!      0        from                   to         end    time, ms from the lane's start
//!      |         |<-- TimeWindow ----->|           |
//!   0 -+---------+---------------------+-----------+-
//!      |         :                     :           |
//! first- - - - - +---------------------+ - - - - - |-   x = 0 … width, to the right
//!      |         |  ====              .|           |    y = 0 … height, down
//!      |         |     ======= bar     |<- plot    |
//!      |         |        ==           |           |    pitch: height of one row
//!  end - - - - - +---------------------+ - - - - - |-
//!      |                                           |
//! rows-+-------------------------------------------+-
//! ```
//!
//! A row is a request or a slot ([`shown_rows`]).
//!
//! Three spaces. *Time*: points and spans in ms from the lane's start. *Rows*: positions
//! from the top, counted from 0; fractions are within a row.
//! *Plot*: CSS pixels ([`Px`]) from the plot's top left corner, x to the right, y
//! down. A [`window::TimeWindow`] or [`row_window::RowWindow`] is the part of time or rows
//! that the plot shows; [`axis::TimeAxis`] and [`rows::RowLayout`] convert between it and
//! the plot. Where a row is lower than a *line* of the screen, several rows share a line
//! ([`density`]).

pub mod axis;
pub mod bar;
pub mod curve;
pub mod density;
pub mod fit;
pub mod freezes;
pub mod gesture;
pub mod hit;
mod interval;
pub mod legend;
pub mod order;
pub mod outline;
pub mod pace;
pub mod profile;
pub mod row_window;
pub mod rows;
pub mod shown_rows;
pub mod slots;
mod tick_labels;
pub mod ticks;
pub mod window;

/// The size of a plot.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct PlotSize {
    /// Width of the time axis.
    pub width: Px,
    pub height: Px,
    /// Height of one line of physical pixels.
    pub line: Px,
}

/// A distance in CSS pixels within a plot.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd)]
pub struct Px(pub f64);

/// A point in a plot, or in an element on screen.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    pub x: Px,
    pub y: Px,
}

impl Point {
    /// The distance between two points, in pixels.
    pub fn distance(self, other: Self) -> f64 {
        let (across, down) = (self.x.0 - other.x.0, self.y.0 - other.y.0);
        libm::sqrt(across * across + down * down)
    }

    #[must_use]
    pub fn middle(self, other: Self) -> Self {
        Self {
            x: Px((self.x.0 + other.x.0) / 2.0),
            y: Px((self.y.0 + other.y.0) / 2.0),
        }
    }
}
