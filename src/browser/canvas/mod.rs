//! Draws the waterfall. The geometry is `timeline`'s; here are the colours,
//! patterns and marks, and what to draw again when.

mod marks;
mod painter;
mod palette;
mod size_watch;
mod surface;
mod waterfall;

pub use surface::CanvasProblem;
pub use waterfall::{Scene, WaterfallCanvas};
