//! One lane: its headline, its counts, its waterfall and the strips below that. May import
//! `shared`, and `later` for what is loaded after the first screen.

mod counts;
mod figures;
mod heartbeat;
mod ideal_outline;
pub mod in_flight;
pub mod panel;
pub mod planned_outline;
pub mod plot_tools;
pub mod remarks;
pub mod stage_handle;
mod time_axis;
mod waterfall;
