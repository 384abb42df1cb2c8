//! Starting other programs, and finding them first.

use std::env;
use std::ffi::OsStr;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::failure::Failure;
use crate::places;
use crate::terminal::warn;

/// Starts of the variables in which `cargo run` describes xtask itself. Passed on to the cargo
/// that xtask starts, they would make it build everything again that depends on one of them.
const ABOUT_XTASK: [&str; 6] = [
    "CARGO_MANIFEST_",
    "CARGO_PKG_",
    "CARGO_BIN_",
    "CARGO_CRATE_NAME",
    "CARGO_PRIMARY_PACKAGE",
    "CARGO_RUSTC_CURRENT_DIR",
];

/// A command that runs in the repository's root. All commands are made here.
pub fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(places::repository());
    for (name, _) in env::vars_os() {
        let text = name.to_string_lossy();
        if ABOUT_XTASK.iter().any(|start| text.starts_with(start)) {
            command.env_remove(&name);
        }
    }
    command
}

/// Runs a command with its output passed through, and waits for its end.
///
/// Standard input is closed: a build machine has none, and a question that is not seen would wait
/// for an answer forever.
pub fn run(what: &str, command: &mut Command, advice: &str) -> Result<(), Failure> {
    match command.stdin(Stdio::null()).status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(Failure::from_command(what, command, status, advice)),
        Err(error) => Err(not_started(what, command, &error)),
    }
}

/// Runs a command that has nothing to print but progress and errors, and labels each of its lines,
/// so that two such commands can run side by side.
pub fn run_labelled(
    label: &str,
    what: &str,
    command: &mut Command,
    advice: &str,
) -> Result<(), Failure> {
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| not_started(what, command, &error))?;
    if let Some(output) = child.stderr.take() {
        for line in BufReader::new(output).split(b'\n').map_while(Result::ok) {
            let line = String::from_utf8_lossy(&line);
            // Said of every build, also of one with nothing to do.
            if !line.trim_start().starts_with("Finished ") {
                warn(format!("[{label}] {}", line.trim_end()));
            }
        }
    }
    match child.wait() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(Failure::from_command(what, command, status, advice)),
        Err(error) => Err(not_started(what, command, &error)),
    }
}

/// A program that is not there, or may not be run, needs other advice than one
/// that ran and failed.
pub fn not_started(what: &str, command: &Command, error: &std::io::Error) -> Failure {
    let program = command.get_program().display();
    Failure::from_command(
        what,
        command,
        format!("could not be started: {error}"),
        format!("Install `{program}`, or see that it is on PATH and may be run."),
    )
}

/// What a command printed, if it could be run and succeeded.
pub fn output_of(program: impl AsRef<OsStr>, arguments: &[&str]) -> Option<String> {
    let output = command(program)
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .ok()?;
    let text = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    output.status.success().then_some(text)
}

/// Where a shell would find this program.
pub fn on_path(name: &str) -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH")?).find_map(|folder| executable_in(&folder, name))
}

/// The program of this name in a folder, with the ending its system gives it.
pub fn executable_in(folder: &Path, name: &str) -> Option<PathBuf> {
    let endings: &[&str] = if cfg!(windows) {
        &[".exe", ".cmd", ".bat"]
    } else {
        &[""]
    };
    endings
        .iter()
        .map(|ending| folder.join(format!("{name}{ending}")))
        .find(|path| is_executable(path))
}

#[cfg(unix)]
fn is_executable(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    path.metadata()
        .is_ok_and(|data| data.is_file() && data.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_executable(path: &Path) -> bool {
    path.is_file()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cargo_says_of_xtask_is_not_passed_on() {
        assert!(env::var_os("CARGO_PKG_NAME").is_some());
        let command = command("cargo");
        let removed: Vec<_> = command
            .get_envs()
            .filter(|(_, value)| value.is_none())
            .map(|(name, _)| name.to_os_string())
            .collect();
        for name in ["CARGO_MANIFEST_DIR", "CARGO_PKG_NAME", "CARGO_PKG_VERSION"] {
            assert!(removed.iter().any(|it| it == name), "{name} is passed on");
        }
        assert!(!removed.iter().any(|name| name == "CARGO_HOME"));
    }

    #[test]
    fn a_missing_program_is_told_apart_from_one_that_failed() {
        let mut missing = command("no-such-program-anywhere");
        let failure = run("trying", &mut missing, "other advice").unwrap_err();
        let text = failure.to_string();
        assert!(text.contains("could not be started"), "{text}");
        assert!(
            text.contains("Install `no-such-program-anywhere`"),
            "{text}"
        );
    }

    #[test]
    fn a_labelled_command_still_fails_with_its_status() {
        let mut cargo = command("cargo");
        cargo.arg("no-such-command");
        let failure = run_labelled("cargo", "trying", &mut cargo, "advice").unwrap_err();
        assert!(failure.to_string().contains("exit status"), "{failure}");
    }

    #[test]
    fn cargo_is_found_on_path_and_answers() {
        assert!(on_path("cargo").is_some());
        assert!(on_path("no-such-program-anywhere").is_none());
        assert!(output_of("cargo", &["--version"]).is_some_and(|text| text.starts_with("cargo ")));
    }
}
