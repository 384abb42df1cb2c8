//! The built program, with free ports and a certificate of its own.

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Child, ChildStdin, Command, Output, Stdio};

use tempfile::TempDir;

/// A running lab server; it ends with the test.
pub struct Program {
    child: Child,
    /// Closing it ends the server.
    pub input: Option<ChildStdin>,
    pub http: String,
    pub https: String,
    pub greeting: String,
    folder: TempDir,
}

/// The program, not started yet.
pub fn command() -> Command {
    Command::new(env!("CARGO_BIN_EXE_lab-server"))
}

/// Runs the program to its end.
pub fn output(arguments: &[&str]) -> Output {
    let mut command = command();
    command.args(arguments).stdin(Stdio::null());
    command.output().expect("the program can be started")
}

impl Program {
    pub fn start() -> Self {
        Self::start_with(&[])
    }

    pub fn start_with(arguments: &[&str]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let mut child = command()
            .args(["--http-port", "0", "--https-port", "0"])
            .args(["--until-stdin-closes", "--certificate"])
            .arg(folder.path())
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program can be started");
        let mut lines = BufReader::new(child.stdout.take().expect("its output")).lines();
        let mut greeting = String::new();
        // The last line says what to do for HTTP/2.
        while !greeting.contains("certificate") {
            let line = lines.next().expect("it greets").expect("it is text");
            greeting = format!("{greeting}{line}\n");
        }
        let address = |scheme: &str| {
            let (_, rest) = greeting.split_once(scheme).expect("its address");
            let end = rest.find(|c: char| !c.is_ascii_digit() && !".:[]".contains(c));
            rest[..end.unwrap_or(rest.len())]
                .trim_end_matches('.')
                .to_owned()
        };
        Self {
            http: address("http://"),
            https: address("https://"),
            input: child.stdin.take(),
            child,
            greeting,
            folder,
        }
    }

    /// Its certificate, in PEM.
    pub fn certificate(&self) -> Vec<u8> {
        fs::read(self.folder.path().join("certificate.pem")).expect("it is kept there")
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Memory the system has given it, in kB; `None` where the system does not tell.
    pub fn memory_kb(&self) -> Option<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.id())).ok()?;
        let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
        line.split_whitespace().nth(1)?.parse().ok()
    }

    /// Waits for its end; whether it was a good one.
    pub fn ends_well(mut self) -> bool {
        self.child.wait().expect("it ends").success()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _killed = self.child.kill();
        let _reaped = self.child.wait();
    }
}
