//! The project's own commands, run as `cargo xtask <command>`.
//!
//! With them a fresh clone needs one line to serve the page and one line to run every check, on
//! a laptop and on a build machine. Each command says what it does before it does it; each failure
//! says what to do.

#![forbid(unsafe_code)]
#![warn(clippy::unwrap_used, clippy::expect_used)]

mod apt;
mod bench;
mod browser;
mod engines;
mod failure;
mod fuzz;
mod lab_server;
mod page;
mod places;
mod process;
mod screenshots;
mod setup;
mod soak;
mod terminal;
mod test;

use std::env;
use std::ffi::OsString;
use std::process::ExitCode;

use failure::Failure;
use terminal::{print, warn};

const HELP: &str = "\
Usage: cargo xtask <command> [options]

  setup                  install what is missing to build and serve the page
  serve [trunk options]  set up, serve the page, and rebuild it on every change, with a
                         lab server beside it (--no-lab-server: without)
  build [trunk options]  set up, and build the page for release into dist/
  test  [step …]         set up, and run every check, or only the steps named:
                         fmt clippy native browser build size end-to-end engines docs
                         quick (= fmt clippy native)
  test  <step> <name …>  run only the tests of that step with <name> in their names
  test  --engine <engine> [name …]
                         run only the tests in chromium, firefox or webkit
  fuzz MINUTES [name …]  draw hostile documents, lists and addresses for as long
  size                   what a first visit loads, and whether it is within the budget
  bench [arguments]      set up, build, and run the measurements in a browser
  soak [requests]        set up, build, and send a million requests in runs of 10,000:
                         memory stays flat, and nothing is left in flight
  screenshots [folder]   set up, build, and take pictures of the page's main states, in
                         every size and colour scheme (into target/screenshots)
  help                   this list

Trunk starts `finish-build` after each build; it is not meant to be typed.";

/// The exit code for a command that does not exist.
const USAGE_ERROR: u8 = 2;

fn main() -> ExitCode {
    let mut arguments = env::args_os().skip(1);
    let command = arguments.next().unwrap_or_else(|| "help".into());
    let mut rest: Vec<OsString> = arguments.collect();
    // The alias ends in `--` already; people type a second one out of habit.
    if rest.first().is_some_and(|word| word == "--") {
        rest.remove(0);
    }

    let result = match command.to_str() {
        Some("help" | "--help" | "-h") => {
            print(HELP);
            return ExitCode::SUCCESS;
        }
        Some("setup") => set_up(),
        Some("serve") => page::serve(&rest),
        Some("build") => page::build(&rest),
        Some(command @ ("finish-build" | "size")) => setup::run_page_tools(command),
        Some(lab_server::COMMAND) => lab_server::run_beside(&rest),
        Some("fuzz") => fuzz::run(&rest),
        Some("bench") => bench::run(&rest),
        Some("soak") => soak::run(&rest),
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
    setup::for_building()?;
    print("Everything is in place: `cargo xtask serve` starts the page.");
    Ok(())
}
