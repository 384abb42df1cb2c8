//! A million requests, and what they leave behind.

use std::ffi::OsString;

use crate::browser::Browser;
use crate::failure::Failure;
use crate::page;
use crate::places;
use crate::process;
use crate::setup;
use crate::terminal::print;

/// `arguments`: the number of requests; a million without one.
pub fn run(arguments: &[OsString]) -> Result<(), Failure> {
    let toolbox = setup::for_building()?;
    let browser = Browser::ensure()?;

    page::build_release(&toolbox, &[])?;

    let words = "bench --package fetch-playground --bench soak --";
    let mut soak = toolbox.command("cargo", words.split(' '));
    soak.args(arguments)
        .env("FETCH_PLAYGROUND_DIST", places::dist());
    browser.configure(&mut soak);
    print("Sending requests (a million take about half an hour).");
    process::run(
        "something is left behind",
        &mut soak,
        "Read the message above: what has grown, or which run did not end as it should.",
    )
}
