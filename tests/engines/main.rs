//! The built page in Firefox and WebKit: a part of what the end-to-end suite holds Chromium to.
//! `cargo xtask test build engines` builds the page and runs this; `cargo xtask test --engine
//! webkit` one engine. What only Chromium's suite can do is listed in CONTRIBUTING.md.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test that cannot go on says so"
)]
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::disallowed_methods,
    reason = "native code may use the system's clock and threads"
)]

#[path = "../support/browser/mod.rs"]
mod browser;
#[path = "../end_to_end/documents.rs"]
#[allow(dead_code, reason = "each suite uses a part of it")]
mod documents;
#[path = "../support/fault_matrix/mod.rs"]
mod faults_table;
#[path = "../support/lab_server.rs"]
mod lab_server;
#[path = "../support/misbehaving_server.rs"]
mod misbehaving_server;
#[path = "../support/screen_text.rs"]
mod screen_text;

mod screen;
mod visit;

mod accessible;
mod cancelling;
mod fault_matrix;
mod keys;
mod lab;
mod lessons;
mod offline;
mod reports;
mod sources;
mod urls;

/// Runs each of these in each engine, and holds its console to be clean.
macro_rules! in_each_engine {
    ($($name:ident),* $(,)?) => {
        mod firefox {
            $(#[tokio::test]
            async fn $name() {
                let mut visit = crate::visit::Visit::start(crate::browser::Engine::Firefox).await;
                super::$name(&mut visit).await;
                visit.assert_no_console_errors().await;
            })*
        }
        mod webkit {
            $(#[tokio::test]
            async fn $name() {
                let mut visit = crate::visit::Visit::start(crate::browser::Engine::WebKit).await;
                super::$name(&mut visit).await;
                visit.assert_no_console_errors().await;
            })*
        }
    };
}
use in_each_engine;
