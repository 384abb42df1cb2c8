//! Every check of the project, one after the other, and one line of result.

mod steps;
mod tally;

use std::ffi::OsString;
use std::io::{self, Read, Write};
use std::process::{Command, ExitCode, Stdio};

use crate::browser::Browser;
use crate::failure::Failure;
use crate::process;
use crate::setup::{self, npm};
use crate::size;
use crate::talk::{Stopwatch, say, warn};
use steps::{Action, Equipment, Needs, Step};
use tally::Tally;

/// The rules of accessibility that every screen is held to, of a fixed version: a
/// newer one knows more rules, and is to fail when it is asked for.
const AXE_CORE: &str = "axe-core";
const AXE_CORE_VERSION: &str = "4.14.1";

/// Runs the steps named, or all. Whatever happens, the last line is the tally,
/// alone and plain, for people and programs that read nothing else.
pub fn run(names: &[OsString]) -> ExitCode {
    let mut tally = Tally::default();
    let result = steps::chosen(names).and_then(|steps| run_all(&steps, &mut tally));
    if let Err(failure) = &result {
        // A step that broke before it could count its failures still failed.
        tally.at_least_one_failed();
        warn(failure);
    }
    say(&tally);
    ExitCode::from(u8::from(result.is_err()))
}

fn run_all(steps: &[Step], tally: &mut Tally) -> Result<(), Failure> {
    let equipment = equip(steps)?;
    let stopwatch = Stopwatch::start();
    for (index, step) in steps.iter().enumerate() {
        let place = format!("[{}/{}] {}", index + 1, steps.len(), step.label);
        run_one(&place, step, &equipment, tally)?;
    }
    say(format!("Every step passed, in {}.", stopwatch.elapsed()));
    Ok(())
}

/// Gets what the steps need and nothing more: checking the format must not
/// install a browser.
fn equip(steps: &[Step]) -> Result<Equipment, Failure> {
    let needs = |what: Needs| steps.iter().any(|step| step.needs.contains(&what));
    let mut equipment = Equipment::default();
    if needs(Needs::Tools) {
        equipment.toolbox = setup::prepare()?;
    }
    if needs(Needs::Browser) {
        equipment.browser = Some(Browser::ensure()?);
    }
    if needs(Needs::AxeCore) {
        let modules = npm::ensure(AXE_CORE, AXE_CORE_VERSION, "3 MB, seconds")?;
        equipment.axe_core = Some(modules.join(AXE_CORE));
    }
    Ok(equipment)
}

fn run_one(
    place: &str,
    step: &Step,
    equipment: &Equipment,
    tally: &mut Tally,
) -> Result<(), Failure> {
    let stopwatch = Stopwatch::start();
    match step.action {
        Action::Size => {
            say(format!("\n{place}: cargo xtask size"));
            size::run()?;
        }
        Action::Run(command) => {
            let mut command = command(equipment)?;
            say(format!("\n{place}: {}", process::shown(&command)));
            let what = format!("step {} failed ({})", step.name, step.label);
            if step.counts_tests {
                run_counting(&what, &mut command, step.advice, tally)?;
            } else {
                process::run(&what, &mut command, step.advice)?;
            }
        }
    }
    say(format!("{place}: passed, in {}", stopwatch.elapsed()));
    Ok(())
}

/// Passes the output on as it comes, byte for byte, and counts what it says.
fn run_counting(
    what: &str,
    command: &mut Command,
    advice: &str,
    tally: &mut Tally,
) -> Result<(), Failure> {
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| process::not_started(what, command, &error))?;
    if let Some(output) = child.stdout.take() {
        pass_on(output, io::stdout(), tally);
    }
    match child.wait() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(Failure::of_command(what, command, status, advice)),
        Err(error) => Err(process::not_started(what, command, &error)),
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
        // Nobody reading any more is no reason to stop counting.
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
