//! The one error type of these commands, and how it shows a command.

use std::ffi::OsStr;
use std::fmt;
use std::process::Command;

/// What was tried, what went wrong and what to do next. A message without the last part leaves a
/// newcomer stuck, so every constructor asks for it.
#[derive(Debug)]
pub struct Failure {
    what: String,
    command: Option<String>,
    status: Option<String>,
    advice: String,
}

impl Failure {
    pub fn new(what: impl Into<String>, advice: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            command: None,
            status: None,
            advice: advice.into(),
        }
    }

    /// A command that could not be started, or that failed.
    pub fn from_command(
        what: impl Into<String>,
        command: &Command,
        status: impl fmt::Display,
        advice: impl Into<String>,
    ) -> Self {
        Self {
            what: what.into(),
            command: Some(shown(command)),
            status: Some(status.to_string()),
            advice: advice.into(),
        }
    }

    /// A file or folder that could not be read or written.
    pub fn from_file(path: &std::path::Path, error: &std::io::Error) -> Self {
        Self::new(
            format!("{}: {error}", path.display()),
            "See that the path exists, that you may write to it and that the disk is not full.",
        )
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "xtask: {}", self.what)?;
        if let Some(command) = &self.command {
            write!(f, "\n  command:    {command}")?;
        }
        if let Some(status) = &self.status {
            write!(f, "\n  it ended:   {status}")?;
        }
        write!(f, "\n  what to do: {}", self.advice)
    }
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
    fn a_failed_command_is_shown_with_its_status_and_the_advice() {
        let mut command = Command::new("cargo");
        command.arg("test");
        let failure =
            Failure::from_command("tests failed", &command, "exit status: 101", "Fix it.");
        assert_eq!(
            failure.to_string(),
            "xtask: tests failed\n  command:    cargo test\n  it ended:   exit status: 101\n  what to do: Fix it."
        );
    }
}
