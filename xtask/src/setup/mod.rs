//! Installs what a build needs: a tool that is there and fits is used, what is missing is
//! installed, and no tool of the user's is overwritten.

pub mod cargo_tool;
pub mod npm;
mod page_tools;
mod size_tools;
mod trunk;
pub mod wasm_target;

use std::env;
use std::ffi::{OsStr, OsString};
use std::path::PathBuf;
use std::process::Command;
use std::thread;

use crate::failure::Failure;
use crate::process;
use crate::terminal::{print, warn};

pub use page_tools::run as run_page_tools;

/// Starts programs so that they find the tools that fit.
#[derive(Default)]
pub struct Toolbox {
    /// `PATH` with the tools' folders in front; `None` where nothing had to be added.
    path: Option<OsString>,
}

/// Provides all that building the page needs, and installs what is missing.
///
/// What takes long runs side by side: Trunk, and this repository's own code. The page itself is
/// compiled meanwhile, so that Trunk finds that done.
pub fn for_building() -> Result<Toolbox, Failure> {
    wasm_target::ensure()?;
    if trunk::find()?.is_some() && page_tools::are_built() {
        size_tools::ensure();
        return Toolbox::new([trunk::ensure()?, Some(page_tools::ensure()?)]);
    }
    print(
        "Setup: what is missing is installed or built, once. That takes 2 minutes on two cores, \
         or 6 if Trunk has to be built from source.",
    );
    let (trunk, page_tools) = thread::scope(|scope| {
        let trunk = scope.spawn(trunk::ensure);
        let size_tools = scope.spawn(size_tools::ensure);
        let page = scope.spawn(compile_page);
        let page_tools = page_tools::ensure();
        // A thread that panicked has printed why.
        let _ = size_tools.join();
        let _ = page.join();
        (trunk.join(), page_tools)
    });
    let trunk = trunk.unwrap_or(Ok(None))?;
    Toolbox::new([trunk, Some(page_tools?)])
}

/// Provides what compiling and running a test for the browser needs.
pub fn for_browser_tests() -> Result<Toolbox, Failure> {
    wasm_target::ensure()?;
    Toolbox::new([Some(page_tools::ensure()?)])
}

/// Compiles the page as Trunk will. An error is printed again by Trunk, which watches the source.
fn compile_page() {
    let bins = [
        "--bin fetch-playground",
        "--no-default-features --bin lab_service_worker --bin fetch_worker",
    ];
    for bin in bins {
        let words = format!("build --release --target {} {bin}", wasm_target::TARGET);
        let mut cargo = process::command("cargo");
        cargo.args(words.split(' '));
        let compiled = process::run_labelled("page", "compiling the page failed", &mut cargo, "");
        if let Err(failure) = compiled {
            warn(failure);
            return;
        }
    }
}

impl Toolbox {
    fn new(folders: impl IntoIterator<Item = Option<PathBuf>>) -> Result<Self, Failure> {
        let folders: Vec<PathBuf> = folders.into_iter().flatten().collect();
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

    /// A command that runs in the repository's root and finds the tools.
    pub fn command<A: AsRef<OsStr>>(
        &self,
        program: &str,
        arguments: impl IntoIterator<Item = A>,
    ) -> Command {
        let mut command = process::command(program);
        command.args(arguments);
        if let Some(path) = &self.path {
            command.env("PATH", path);
        }
        command
    }

    /// Trunk, without its unwanted habits.
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
    fn the_tools_folders_come_before_the_users() {
        let toolbox = Toolbox::new([Some(PathBuf::from("/tools/bin")), None]).unwrap();
        let path = toolbox.path.unwrap();
        let first = env::split_paths(&path).next().unwrap();
        assert_eq!(first, PathBuf::from("/tools/bin"));
        assert_eq!(
            env::split_paths(&path).count(),
            1 + env::split_paths(&env::var_os("PATH").unwrap()).count()
        );
    }

    #[test]
    fn path_is_left_alone_when_nothing_is_added() {
        assert!(Toolbox::new([None]).unwrap().path.is_none());
    }
}
