//! The browser's edge: the only home of web-sys, js-sys and gloo. Each value from
//! JavaScript becomes a typed value here, or a typed error.
//!
//! A folder imports only from those above it in this list, and no two files import each
//! other.
//! - [`errors`]: what JavaScript throws, as a type.
//! - [`http`]: the browser's `fetch` with this page's settings, headers and body streams.
//! - [`document`]: the window, what is in it, and what a person does to it.
//! - [`timing`]: clock, timers, frames, and the browser's own measurements.
//! - [`lab`]: the built-in lab and its service worker, from both sides.
//! - [`workers`]: the fetch workers, from both sides.
//! - [`fetch`]: the engine's `Fetch`, by any of its transports.
//! - [`canvas`]: draws a lane; it imports `document` alone.

pub mod canvas;
pub mod document;
pub mod errors;
pub mod fetch;
pub mod http;
pub mod lab;
pub mod timing;
pub mod workers;
