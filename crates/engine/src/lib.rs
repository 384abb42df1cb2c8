//! The one runner behind every lane. It awaits, but knows no browser: what sends a
//! request and what tells the time are given to it as ports, so its tests script them.
//! It depends on the core alone.

pub mod control;
pub mod gate;
pub mod host_limits;
pub mod lane;
pub mod ports;
mod request;
