//! Draws a lane: its waterfall, the ideal outline over it, and how many requests were in
//! flight. The geometry is in the core's `timeline`; here are the colours, patterns and
//! marks, and what is drawn again when. It imports `document` alone.

mod bars;
mod brush;
mod in_flight;
mod layer;
mod marks;
mod outline;
mod painter;
mod palette;
mod size_watch;
mod surface;
mod waterfall;

pub use brush::GUTTER;
pub use in_flight::{InFlightCanvas, InFlightScene};
pub use outline::OutlineCanvas;
pub use surface::CanvasProblem;
pub use waterfall::{Scene, WaterfallCanvas};
