//! The project's own commands, run as `cargo xtask <command>`.
//!
//! They exist so that a fresh clone needs one line to serve the page and one
//! line to run every check, on a laptop and on a build machine alike. Each
//! command says what it does before it does it; each failure says what to do.

#![forbid(unsafe_code)]
#![warn(clippy::unwrap_used, clippy::expect_used)]

mod apt;
mod bench;
mod browser;
mod failure;
mod finish_build;
mod lab_server;
mod page;
mod places;
mod process;
mod screenshots;
mod setup;
mod size;
mod talk;
mod test;

use std::env;
use std::ffi::OsString;
use std::process::ExitCode;

use failure::Failure;
use talk::{say, warn};

const HELP: &str = "\
Usage: cargo xtask <command> [options]

  setup                  install what is missing to build and serve the page
  serve [trunk options]  set up, then serve the page and rebuild it on every change,
                         with a lab server beside it (--no-lab-server: without)
  build [trunk options]  set up, then build the page for release into dist/
  test  [step …]         set up, then run every check, or only the steps named:
                         fmt clippy native browser build size end-to-end docs
  size                   what a first visit loads, and whether it is within the budget
  bench [arguments]      set up, build, and run the measurements in a browser
  screenshots [folder]   set up, build, and take pictures of the page's main states,
                         in every size and colouring (into target/screenshots)
  help                   this list

Trunk itself calls `finish-build` after each build; it is not meant to be typed.";

/// A command line the user got wrong, as opposed to work that failed.
const USAGE_ERROR: u8 = 2;

fn main() -> ExitCode {
    let mut arguments = env::args_os().skip(1);
    let command = arguments.next().unwrap_or_else(|| "help".into());
    let mut rest: Vec<OsString> = arguments.collect();
    // The alias ends in `--` already; a second one is a slip of habit.
    if rest.first().is_some_and(|word| word == "--") {
        rest.remove(0);
    }

    let result = match command.to_str() {
        Some("help" | "--help" | "-h") => {
            say(HELP);
            return ExitCode::SUCCESS;
        }
        Some("setup") => set_up(),
        Some("serve") => page::serve(&rest),
        Some("build") => page::build(&rest),
        Some("finish-build") => finish_build::run(),
        Some("size") => size::run(),
        Some("bench") => bench::run(&rest),
        Some("screenshots") => screenshots::run(&rest),
        Some("test") => return test::run(&rest),
        _ => {
            warn(format!(
                "xtask: there is no command {}.\n\n{HELP}",
                command.display()
            ));
            return ExitCode::from(USAGE_ERROR);
        }
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            warn(failure);
            ExitCode::FAILURE
        }
    }
}

fn set_up() -> Result<(), Failure> {
    setup::prepare()?;
    say("Everything is in place: `cargo xtask serve` starts the page.");
    Ok(())
}
