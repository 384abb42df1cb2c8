//! The tools that make the finished page smaller. They are never required.

use std::path::PathBuf;

use super::npm;
use crate::apt;
use crate::process;
use crate::terminal::print;

pub struct SizeTool {
    program: &'static str,
    /// Carries the program, on npm and in Debian.
    package: &'static str,
    version: &'static str,
    size: &'static str,
    /// In which page-tools expects its path.
    pub variable: &'static str,
}

pub const SIZE_TOOLS: [SizeTool; 2] = [
    SizeTool {
        program: "wasm-opt",
        package: "binaryen",
        version: "132",
        size: "100 MB unpacked, seconds",
        variable: "FETCH_PLAYGROUND_WASM_OPT",
    },
    SizeTool {
        program: "esbuild",
        package: "esbuild",
        version: "0.28.2",
        size: "10 MB, seconds",
        variable: "FETCH_PLAYGROUND_ESBUILD",
    },
];

const CONSEQUENCE: &str = "Only size is lost: a release build works, but is over the budget that \
     `cargo xtask test` keeps. Node.js with npm, or your distribution's package, would change that.";

/// Installs them if that is possible, and says what is lost if it is not.
pub fn ensure() {
    for tool in &SIZE_TOOLS {
        tool.ensure();
    }
}

impl SizeTool {
    fn ensure(&self) {
        if self.find().is_some() {
            return;
        }
        let installed = if process::on_path("npm").is_some() {
            npm::ensure(self.package, self.version, self.size).map(drop)
        } else {
            apt::install(&[self.package], self.size, CONSEQUENCE)
        };
        if let Err(failure) = installed {
            print(failure);
        }
        if self.find().is_none() {
            print(format!(
                "Setup: going on without {}. {CONSEQUENCE}",
                self.program
            ));
        }
    }

    /// The user's own, or the one that was installed for this repository.
    pub fn find(&self) -> Option<PathBuf> {
        process::on_path(self.program).or_else(|| {
            let modules = npm::folder(self.package, self.version).ok()?;
            process::executable_in(&modules.join(".bin"), self.program)
        })
    }
}
