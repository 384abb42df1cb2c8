//! Starting other programs, and finding them first.

use std::env;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::failure::Failure;

/// Runs a command with its output passed through, and waits for its end.
///
/// Standard input is closed: a build machine has none, and a question nobody
/// sees would hang for ever.
pub fn run(what: &str, command: &mut Command, advice: &str) -> Result<(), Failure> {
    match command.stdin(Stdio::null()).status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(Failure::of_command(what, command, status, advice)),
        Err(error) => Err(not_started(what, command, &error)),
    }
}

/// A program that is not there, or may not be run, needs other advice than one
/// that ran and failed.
pub fn not_started(what: &str, command: &Command, error: &std::io::Error) -> Failure {
    let program = command.get_program().display();
    Failure::of_command(
        what,
        command,
        format!("could not be started: {error}"),
        format!("Install `{program}`, or see that it is on PATH and may be run."),
    )
}

/// What a command printed, if it could be run and succeeded.
pub fn output_of(program: impl AsRef<OsStr>, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program)
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

/// A command as one would type it, with the variables it is given in front,
/// so that a failed step can be tried again by copying one line.
pub fn shown(command: &Command) -> String {
    let variables = command
        .get_envs()
        .filter(|(name, _)| *name != "PATH")
        .filter_map(|(name, value)| Some(format!("{}={}", name.display(), quoted(value?))));
    let words = std::iter::once(command.get_program())
        .chain(command.get_args())
        .map(quoted);
    variables.chain(words).collect::<Vec<_>>().join(" ")
}

fn quoted(word: &OsStr) -> String {
    let word = word.to_string_lossy();
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./:=@,+%\\".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.into_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shown_command_can_be_pasted_into_a_shell() {
        let mut command = Command::new("cargo");
        command
            .args(["doc", "--no-deps", "it's"])
            .env("RUSTDOCFLAGS", "-D warnings")
            .env("PATH", "/somewhere")
            .env_remove("GECKODRIVER");
        assert_eq!(
            shown(&command),
            r"RUSTDOCFLAGS='-D warnings' cargo doc --no-deps 'it'\''s'"
        );
    }

    #[test]
    fn a_program_that_is_not_there_is_told_apart_from_one_that_failed() {
        let mut missing = Command::new("no-such-program-anywhere");
        let failure = run("trying", &mut missing, "other advice").unwrap_err();
        let text = failure.to_string();
        assert!(text.contains("could not be started"), "{text}");
        assert!(
            text.contains("Install `no-such-program-anywhere`"),
            "{text}"
        );
    }

    #[test]
    fn cargo_is_found_on_path_and_answers() {
        assert!(on_path("cargo").is_some());
        assert!(on_path("no-such-program-anywhere").is_none());
        assert!(output_of("cargo", &["--version"]).is_some_and(|text| text.starts_with("cargo ")));
    }
}
