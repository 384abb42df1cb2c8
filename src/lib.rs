//! Fetch Playground makes concurrency visible: it sends the same HTTP requests
//! one at a time and many at once, and lays their timelines side by side.
//!
//! The house has floors, and an arrow never points up:
//!
//! - [`model`]: what an experiment is and what became of it. Plain values and
//!   pure functions; no async, no browser.
//! - [`lab`]: what the lab's addresses ask for and how it answers. Pure.
//! - [`timeline`]: the waterfall's geometry. Pure.
//! - [`export`]: documents and typed settings, out and in. Pure.
//! - [`lessons`]: what each lesson says, asks and runs, and how its answer is checked.
//!   Pure, above the documents.
//! - [`engine`]: the one runner behind every lane. Async, but no browser: its
//!   fetch and its clock are given to it.
//! - `browser`: the only home of what touches JavaScript.
//! - `state`: the store and the commands.
//! - `view`: the screen.
//!
//! The last three exist for `wasm32` only; all that stands above them is built
//! and tested natively too.

#![deny(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "nothing a user, a server or a browser does may crash the page"
)]
#![deny(
    clippy::print_stdout,
    clippy::dbg_macro,
    clippy::todo,
    reason = "what the page has to say, it says on the page"
)]

pub mod engine;
pub mod export;
pub mod lab;
pub mod lessons;
pub mod model;
pub mod timeline;

#[cfg(target_arch = "wasm32")]
pub mod browser;
#[cfg(all(target_arch = "wasm32", feature = "page"))]
pub mod state;
#[cfg(all(target_arch = "wasm32", feature = "page"))]
pub mod view;

/// Half as large as the usual allocator of WebAssembly, and quicker.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();
