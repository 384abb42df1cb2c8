//! The lab server beside the page: built, started, and gone with whoever holds
//! its lifeline.

use std::io::{PipeWriter, pipe};

use crate::failure::Failure;
use crate::process;
use crate::setup::Toolbox;
use crate::talk::say;

const CARGO: &str = "--quiet --profile native --package lab-server";

/// Builds the lab server and starts it. It runs until the writer is dropped,
/// or the last process that holds it has ended.
///
/// Should it refuse to run, as when its port is taken, it says so itself; the
/// page is of use without it.
///
/// # Errors
/// It does not compile, or cannot be started.
pub fn start(toolbox: &Toolbox) -> Result<PipeWriter, Failure> {
    say("Building the lab server (a minute the first time; --no-lab-server leaves it out).");
    process::run(
        "the lab server could not be built",
        &mut toolbox.command("cargo", format!("build {CARGO}").split(' ')),
        "Read the compiler's error above, or leave the lab server out with --no-lab-server.",
    )?;
    let words = format!("run {CARGO} -- --until-stdin-closes");
    let mut server = toolbox.command("cargo", words.split(' '));
    let (reader, lifeline) = pipe().map_err(|error| {
        let words = format!("the lab server could not be given a lifeline: {error}");
        Failure::new(
            words,
            "Close programs that hold many files open, and try again.",
        )
    })?;
    server.stdin(reader);
    match server.spawn() {
        Ok(_child) => Ok(lifeline),
        Err(error) => Err(process::not_started(
            "the lab server could not be started",
            &server,
            &error,
        )),
    }
}
