//! Every check of the project, with one line of result.

mod background;
mod choice;
mod steps;
mod tally;

use std::ffi::OsString;
use std::io::{self, Read, Write};
use std::process::{Command, ExitCode, Stdio};

use crate::browser::Browser;
use crate::engines::Engines;
use crate::failure::{self, Failure};
use crate::process;
use crate::setup::{self, npm};
use crate::terminal::{Stopwatch, print, warn};
use background::BackgroundBuild;
use steps::{Action, Equipment, Needs, Step};
use tally::Tally;

/// The accessibility rules that every screen is tested with, of a fixed version: a newer one has
/// more rules, which may only fail after a deliberate update.
const AXE_CORE: &str = "axe-core";
const AXE_CORE_VERSION: &str = "4.14.1";

/// Runs the steps named, or all. Whatever happens, the last line is the tally,
/// alone and plain, for people and programs that read nothing else.
pub fn run(words: &[OsString]) -> ExitCode {
    let mut tally = Tally::default();
    let result = choice::chosen(words).and_then(|steps| run_all(&steps, &mut tally));
    if let Err(failure) = &result {
        // A step that broke before it could count its failures still failed.
        tally.at_least_one_failed();
        warn(failure);
    }
    print(&tally);
    ExitCode::from(u8::from(result.is_err()))
}

fn run_all(steps: &[Step], tally: &mut Tally) -> Result<(), Failure> {
    let equipment = equip(steps)?;
    let stopwatch = Stopwatch::start();
    let mut build = None;
    for step in steps {
        if let Action::Build(command) = step.action {
            build = Some(BackgroundBuild::start(step, command(&equipment))?);
        }
    }
    for (index, step) in steps.iter().enumerate() {
        let title = format!("[{}/{}] {}", index + 1, steps.len(), step.label);
        let stopwatch = Stopwatch::start();
        match step.action {
            Action::Check(command) => {
                let mut command = command(&equipment);
                print(format!("\n{title}: {}", failure::shown(&command)));
                process::run(&failed(step), &mut command, step.advice)?;
            }
            Action::Build(_) => {
                print(format!("\n{title}: waiting for it to end"));
                if let Some(build) = build.take() {
                    build.finish(step)?;
                }
            }
            Action::Test(command) => {
                let mut command = command(&equipment)?;
                command.args(step.arguments());
                print(format!("\n{title}: {}", failure::shown(&command)));
                run_tests(step, &mut command, tally)?;
            }
            Action::Size => {
                print(format!("\n{title}: cargo xtask size"));
                setup::run_page_tools("size")?;
            }
        }
        print(format!("{title}: passed, in {}", stopwatch.elapsed()));
    }
    print(format!("Every step passed, in {}.", stopwatch.elapsed()));
    Ok(())
}

fn failed(step: &Step) -> String {
    format!("step {} failed ({})", step.name, step.label)
}

/// Provides what the steps need and nothing more: checking the format must not
/// install a browser.
fn equip(steps: &[Step]) -> Result<Equipment, Failure> {
    let needs = |what: Needs| steps.iter().any(|step| step.needs.contains(&what));
    let mut equipment = Equipment::default();
    if needs(Needs::BuildTools) {
        equipment.toolbox = setup::for_building()?;
    } else if needs(Needs::BrowserTestRunner) {
        equipment.toolbox = setup::for_browser_tests()?;
    } else if needs(Needs::WasmTarget) {
        setup::wasm_target::ensure()?;
    }
    if needs(Needs::Browser) {
        equipment.browser = Some(Browser::ensure()?);
    }
    if needs(Needs::OtherEngines) {
        let only = steps.iter().find_map(|step| step.engine);
        equipment.engines = Some(Engines::ensure(only)?);
    }
    if needs(Needs::AxeCore) {
        let modules = npm::ensure(AXE_CORE, AXE_CORE_VERSION, "3 MB, seconds")?;
        equipment.axe_core = Some(modules.join(AXE_CORE));
    }
    Ok(equipment)
}

/// Passes the output on as it comes, byte for byte, and counts the results in it.
fn run_tests(step: &Step, command: &mut Command, tally: &mut Tally) -> Result<(), Failure> {
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| process::not_started(&failed(step), command, &error))?;
    let before = tally.ran();
    if let Some(output) = child.stdout.take() {
        pass_on(output, io::stdout(), tally);
    }
    match child.wait() {
        Ok(status) if !status.success() => Err(Failure::from_command(
            failed(step),
            command,
            status,
            step.advice,
        )),
        Ok(_) if !step.filters.is_empty() && tally.ran() == before => Err(Failure::new(
            format!("step {} has no test of that name", step.name),
            "Names of tests are parts of their paths, as the step prints them without a name.",
        )),
        Ok(_) => Ok(()),
        Err(error) => Err(process::not_started(&failed(step), command, &error)),
    }
}

fn pass_on(mut output: impl Read, mut to: impl Write, tally: &mut Tally) {
    let mut line = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        let length = match output.read(&mut buffer) {
            Ok(0) => break,
            Ok(length) => length,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(_) => break,
        };
        // A reader that has gone away is no reason to stop counting.
        let _ = to.write_all(&buffer[..length]).and_then(|()| to.flush());
        for byte in &buffer[..length] {
            if *byte == b'\n' {
                tally.read(&String::from_utf8_lossy(&line));
                line.clear();
            } else {
                line.push(*byte);
            }
        }
    }
    tally.read(&String::from_utf8_lossy(&line));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_are_counted_in_a_stream_of_output() {
        let output = "running 3 tests\ntest a ... ok\n\
            test result: FAILED. 1 passed; 1 failed; 1 ignored; 0 measured\n\
            test result: ok. 4 passed; 0 failed; 0 ignored";
        let (mut tally, mut passed_on) = (Tally::default(), Vec::new());
        pass_on(output.as_bytes(), &mut passed_on, &mut tally);
        assert_eq!(passed_on, output.as_bytes());
        assert_eq!(tally.to_string(), "5 passed, 1 failed, 1 skipped");
    }
}
