//! Getting the tools a build needs: what fits is used, what is missing is
//! installed, and nobody's own tool is overwritten.

mod cargo_tool;
pub mod npm;
mod trunk;
mod wasm_bindgen;
pub mod wasm_opt;
mod wasm_target;

use std::env;
use std::ffi::{OsStr, OsString};
use std::path::PathBuf;
use std::process::Command;

use crate::failure::Failure;
use crate::places;

/// Starts programs so that they find the tools that fit.
#[derive(Default)]
pub struct Toolbox {
    /// `PATH` with our folders in front; `None` where nothing had to be added.
    path: Option<OsString>,
}

/// Checks every tool and installs what is missing. Silent when nothing is.
pub fn prepare() -> Result<Toolbox, Failure> {
    wasm_target::ensure()?;
    let mut folders: Vec<PathBuf> = Vec::new();
    folders.extend(trunk::ensure()?);
    folders.extend(wasm_bindgen::ensure()?);
    wasm_opt::ensure();
    Toolbox::with(folders)
}

impl Toolbox {
    fn with(folders: Vec<PathBuf>) -> Result<Self, Failure> {
        if folders.is_empty() {
            return Ok(Self::default());
        }
        let rest = env::var_os("PATH").unwrap_or_default();
        let all = folders.into_iter().chain(env::split_paths(&rest));
        let path = env::join_paths(all).map_err(|error| {
            Failure::new(
                format!("the tools folder cannot be put on PATH: {error}"),
                "Set XDG_CACHE_HOME to a folder whose name has no path separator in it.",
            )
        })?;
        Ok(Self { path: Some(path) })
    }

    /// A command that runs in the repository's root.
    pub fn command<A: AsRef<OsStr>>(
        &self,
        program: &str,
        arguments: impl IntoIterator<Item = A>,
    ) -> Command {
        let mut command = Command::new(program);
        command.args(arguments).current_dir(places::repository());
        if let Some(path) = &self.path {
            command.env("PATH", path);
        }
        command
    }

    /// Trunk, with its habits seen to.
    pub fn trunk<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> Command {
        let mut command = self.command("trunk", arguments);
        // It looks for a newer version of itself, which a closed network delays.
        command.env("TRUNK_SKIP_VERSION_CHECK", "true");
        // It refuses the usual `NO_COLOR=1` as "invalid value '1'".
        if env::var_os("NO_COLOR").is_some() {
            command.env("NO_COLOR", "true");
        }
        command
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_folders_come_before_the_users() {
        let toolbox = Toolbox::with(vec![PathBuf::from("/ours/bin")]).unwrap();
        let path = toolbox.path.unwrap();
        let first = env::split_paths(&path).next().unwrap();
        assert_eq!(first, PathBuf::from("/ours/bin"));
        assert_eq!(
            env::split_paths(&path).count(),
            1 + env::split_paths(&env::var_os("PATH").unwrap()).count()
        );
    }

    #[test]
    fn path_is_left_alone_when_nothing_is_added() {
        assert!(Toolbox::with(Vec::new()).unwrap().path.is_none());
    }
}
