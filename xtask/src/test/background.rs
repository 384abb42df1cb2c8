//! The release build, which runs while the steps before it do.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use super::failed;
use super::steps::Step;
use crate::failure::{self, Failure};
use crate::places;
use crate::process;
use crate::terminal::print;

/// A build that has been started. Dropped, it is stopped.
pub struct BackgroundBuild {
    command: Command,
    child: Child,
    /// What it prints.
    log: PathBuf,
}

impl BackgroundBuild {
    pub fn start(step: &Step, mut command: Command) -> Result<Self, Failure> {
        let log = places::programs()?.join("release-build.log");
        let file = File::create(&log).and_then(|file| Ok((file.try_clone()?, file)));
        let (stdout, stderr) = file.map_err(|error| Failure::from_file(&log, &error))?;
        print(format!(
            "Meanwhile, in the background: {}",
            failure::shown(&command)
        ));
        command.stdin(Stdio::null()).stdout(stdout).stderr(stderr);
        match command.spawn() {
            Ok(child) => Ok(Self {
                command,
                child,
                log,
            }),
            Err(error) => Err(process::not_started(&failed(step), &command, &error)),
        }
    }

    /// Waits for the end, and prints what the build has printed.
    pub fn finish(mut self, step: &Step) -> Result<(), Failure> {
        let status = self.child.wait();
        let printed = fs::read(&self.log).unwrap_or_default();
        // A reader that has gone away is no reason to stop the work.
        let _ = io::stdout().lock().write_all(&printed);
        match status {
            Ok(status) if status.success() => Ok(()),
            Ok(status) => Err(Failure::from_command(
                failed(step),
                &self.command,
                status,
                step.advice,
            )),
            Err(error) => Err(process::not_started(&failed(step), &self.command, &error)),
        }
    }
}

impl Drop for BackgroundBuild {
    fn drop(&mut self) {
        // It has ended already, unless a step before it failed.
        let _ = self.child.kill();
    }
}
