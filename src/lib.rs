//! Fetch Playground makes concurrency visible: it sends the same HTTP requests
//! one at a time and many at once, and lays their timelines side by side.
//!
//! Dependencies point down: `view` → `state` → `browser` → the engine
//! ([`playground_engine`]) → the pure core ([`playground_core`]).
//!
//! - `browser`: the only home of what touches JavaScript.
//! - `state`: the store and the commands.
//! - `view`: the screen.
//!
//! The three exist for `wasm32` only; what stands below them is built and tested natively.

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
