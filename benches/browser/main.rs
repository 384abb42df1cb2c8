//! Measurements in a real browser, against the built page and against the same requests written by
//! hand in JavaScript. `cargo xtask bench` builds the page and runs this; figures that miss their
//! target are said, only errors and wrong counts fail.
//!
//! Arguments: names of measurements (all without one) and `--pairs <number>`, how often the page
//! and the hand-written peer take turns.
#![cfg_attr(
    not(target_arch = "wasm32"),
    allow(
        clippy::disallowed_methods,
        reason = "native code may use the system's clock and threads"
    )
)]

#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
#[path = "../../tests/support/browser/mod.rs"]
mod browser;

#[cfg(not(target_arch = "wasm32"))]
mod against_peer;
#[cfg(not(target_arch = "wasm32"))]
mod arguments;
#[cfg(not(target_arch = "wasm32"))]
mod default_experiment;
#[cfg(not(target_arch = "wasm32"))]
mod documents;
#[cfg(not(target_arch = "wasm32"))]
mod figures;
#[cfg(not(target_arch = "wasm32"))]
mod first_bar;
#[cfg(not(target_arch = "wasm32"))]
mod many_requests;
#[cfg(not(target_arch = "wasm32"))]
mod peer;
#[cfg(not(target_arch = "wasm32"))]
mod prompt_end;
#[cfg(not(target_arch = "wasm32"))]
mod run;
#[cfg(not(target_arch = "wasm32"))]
mod sheet;
#[cfg(not(target_arch = "wasm32"))]
mod visit;

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    run::main();
}
