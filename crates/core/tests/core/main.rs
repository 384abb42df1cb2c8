//! Everything in the core that a test can decide without a browser.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on says so"
)]

mod analysis;
mod documents;
mod experiment;
mod form;
mod lab;
mod lessons;
mod named;
mod rows;
mod run;
mod session;
mod timeline;
mod wording;
mod workers;
