//! Hostile documents, drawn for as long as one likes.

use std::ffi::OsString;

use crate::failure::Failure;
use crate::process;
use crate::terminal::print;

/// What the tests read, see `crates/core/tests/hostile/property.rs`.
const MINUTES: &str = "FETCH_PLAYGROUND_FUZZ_MINUTES";

/// `arguments`: the minutes, then parts of the names of the properties; all if there is none.
pub fn run(arguments: &[OsString]) -> Result<(), Failure> {
    let Some((minutes, names)) = arguments.split_first() else {
        return Err(Failure::new(
            "fuzz needs a number of minutes",
            "For example `cargo xtask fuzz 5`, or `cargo xtask fuzz 0.5 reports`.",
        ));
    };
    print(format!(
        "Drawing documents for {} min; the first that fails is made small and shown.",
        minutes.display()
    ));
    let mut tests = process::command("cargo");
    tests
        .args(["test", "--package", "playground-core", "--test", "hostile"])
        // All of them at the same time, each for all of it.
        .args(["--", "--nocapture", "--test-threads=100"])
        .args(names)
        .env(MINUTES, minutes);
    process::run(
        "a property does not hold",
        &mut tests,
        "Put the smallest input above into a table of the core's tests, with the right value.",
    )
}
