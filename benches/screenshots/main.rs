//! Pictures of the page's main states at several sizes and in every colouring, to be looked at
//! side by side. `cargo xtask screenshots` builds the page and runs this.
//!
//! Argument: the folder the pictures go to.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a measurement that cannot go on says so"
)]

#[cfg(not(target_arch = "wasm32"))]
mod pictures;

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    pictures::main();
}

/// Pictures are taken of a browser from outside.
#[cfg(target_arch = "wasm32")]
const fn main() {}
