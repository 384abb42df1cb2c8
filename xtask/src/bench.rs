//! Measurements in a real browser, against a real release build.

use std::ffi::OsString;

use crate::browser::Browser;
use crate::failure::Failure;
use crate::page;
use crate::places;
use crate::process;
use crate::setup::{self, npm};
use crate::terminal::print;

/// The JavaScript limiter to compare with, of a fixed version so that figures taken months apart
/// mean the same.
const PEER: &str = "p-limit";
const PEER_VERSION: &str = "7.3.0";

/// The waterfall in SVG to compare with.
const PERF_CASCADE: &str = "perf-cascade";
const PERF_CASCADE_VERSION: &str = "3.0.3";

pub fn run(arguments: &[OsString]) -> Result<(), Failure> {
    let toolbox = setup::for_building()?;
    let browser = Browser::ensure()?;
    let peer = npm::ensure(PEER, PEER_VERSION, "a few kB, seconds")?.join(PEER);
    let perf_cascade = npm::ensure(PERF_CASCADE, PERF_CASCADE_VERSION, "1 MB, seconds")?;

    page::build_release(&toolbox, &[])?;

    let words = "bench --package fetch-playground --bench browser --";
    let mut bench = toolbox.command("cargo", words.split(' '));
    bench
        .args(arguments)
        .env("FETCH_PLAYGROUND_DIST", places::dist())
        .env("FETCH_PLAYGROUND_P_LIMIT", peer)
        .env(
            "FETCH_PLAYGROUND_PERF_CASCADE",
            perf_cascade.join(PERF_CASCADE),
        );
    browser.configure(&mut bench);
    print("Measuring (this takes minutes; other work on this machine changes the figures).");
    process::run(
        "the measurements failed",
        &mut bench,
        "Read the message above. If the browser did not start, `cargo xtask test browser` says more.",
    )
}
