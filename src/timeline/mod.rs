//! The waterfall's geometry: from recorded times to pixels and back. Pure, so
//! that it is tested without a canvas.
//!
//! Three spaces. *Time*: points and spans in ms from the lane's start. *Rows*: places
//! from the top in the current order, counted from 0; fractions are within a row.
//! *Plot*: CSS pixels ([`Px`]) from the plot's top left corner, x to the right, y
//! down. A window is the part of time or rows that the plot shows.

pub mod axis;
pub mod bar;
pub mod density;
pub mod fit;
pub mod freezes;
pub mod hit;
pub mod order;
pub mod pace;
pub mod profile;
pub mod row_window;
pub mod rows;
mod stretch;
mod tick_words;
pub mod ticks;
pub mod window;

/// A distance in CSS pixels within a plot.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd)]
pub struct Px(pub f64);
