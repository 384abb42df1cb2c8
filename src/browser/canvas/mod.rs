//! Draws the waterfall. The geometry is `timeline`'s; here are the colours,
//! patterns and marks, and what to draw again when.

mod bars;
mod in_flight;
mod marks;
mod outline;
mod painter;
mod palette;
mod size_watch;
mod surface;
mod waterfall;

pub use in_flight::{InFlightCanvas, InFlightScene};
pub use outline::OutlineCanvas;
pub use painter::GUTTER;
pub use surface::CanvasProblem;
pub use waterfall::{Scene, WaterfallCanvas};
