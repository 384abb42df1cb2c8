//! Measurements in a real browser, against the built page and against the same requests written by
//! hand in JavaScript. `cargo xtask bench` builds the page and runs this; figures that miss their
//! target are said, only errors and wrong counts fail.
//!
//! Arguments: names of measurements (all without one) and `--pairs <number>`, how often ours and
//! the hand-written peer take turns. `rates` runs in all engines that are installed, or in one
//! (`--engine firefox`), and takes words of the titles it measures (`--only HTTP/2`).

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a measurement that cannot go on says so"
)]

#[cfg(not(target_arch = "wasm32"))]
mod measurements;

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    measurements::main();
}

/// Measurements drive a browser from outside; there is nothing to be run inside.
#[cfg(target_arch = "wasm32")]
const fn main() {}
