//! A million requests, in runs of 10,000, through the built-in lab and the lab server: memory stays
//! flat, each request has its outcome, and nothing is left in flight. `cargo xtask soak` builds the
//! page and runs this; it takes about half an hour.
//!
//! Argument: the number of requests.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a measurement that cannot go on says so"
)]

#[cfg(not(target_arch = "wasm32"))]
mod soak;

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    soak::main();
}

/// The browser is driven from outside.
#[cfg(target_arch = "wasm32")]
const fn main() {}
