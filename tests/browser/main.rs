//! What touches the browser, in a browser: what is thrown, fetched, aborted, kept and drawn.
//! `cargo xtask test browser` runs it in a headless Chromium.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on says so"
)]
#![cfg(target_arch = "wasm32")]

use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

mod page;
mod picture;
mod scripted_lab;

mod abort;
mod bodies;
mod clock;
mod documents;
mod errors;
mod fetching;
mod frames;
mod lab_identity;
mod storage;
mod turns;
mod waterfall;
mod waterfall_growing;
mod waterfall_slots;
mod worker_messages;

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn seed_42_gives_the_plan_that_native_builds_make() {
    playground_testing::pinned_plan::assert_pinned_plan();
}
