//! The waterfall's geometry: from recorded times to pixels and back. Pure, so
//! that it is tested without a canvas.
//!
//! Two spaces. *Time*: points and spans in ms from the lane's start. *Plot*:
//! CSS pixels ([`Px`]) from the plot's top left corner, x to the right, y down.

pub mod axis;
pub mod bar;
pub mod freezes;
pub mod pace;
pub mod profile;
pub mod rows;
pub mod ticks;

/// A distance in CSS pixels within a plot.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd)]
pub struct Px(pub f64);
