//! Programs that `cargo install` provides, at a version that matters.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::Failure;
use crate::places;
use crate::process;
use crate::talk::say;

/// Variables meant for building this repository. Inherited by `cargo install`
/// they would send its output into our target folder, or build the tool itself
/// for the browser.
const NOT_FOR_TOOLS: [&str; 6] = [
    "CARGO_TARGET_DIR",
    "CARGO_BUILD_TARGET_DIR",
    "CARGO_BUILD_TARGET",
    "CARGO_BUILD_RUSTFLAGS",
    "CARGO_ENCODED_RUSTFLAGS",
    "RUSTFLAGS",
];

/// A tool to be found or installed.
pub struct CargoTool<'a> {
    /// The package that carries it.
    pub package: &'a str,
    /// The version to install.
    pub version: &'a str,
    /// The programs it must provide, side by side in one folder.
    pub programs: &'a [&'a str],
    /// Whether a version found fits.
    pub fits: fn(found: &str, wanted: &str) -> bool,
    /// How it has to be built from source.
    pub options: &'a [&'a str],
    pub variables: &'a [(&'a str, &'a str)],
    /// How long that takes, in words.
    pub duration: &'a str,
}

impl CargoTool<'_> {
    /// Sees to it that the tool is there, and names the folder that must come
    /// first on `PATH`, if any.
    ///
    /// Where none is installed at all it goes to cargo's own folder, so that
    /// the user's own `trunk serve` works from then on. Where another version
    /// is, somebody wants that one: ours goes to the private folder.
    pub fn ensure(&self) -> Result<Option<PathBuf>, Failure> {
        if let Some(found) = self.find()? {
            return Ok(found.to_put_first);
        }
        let root = if self.another_is_installed() {
            Some(self.private_root()?)
        } else {
            None
        };
        if !self.install_prebuilt(root.as_deref()) {
            self.build_from_source(root.as_deref())?;
        }
        let found = self.find()?.ok_or_else(|| {
            Failure::new(
                format!("{} was installed but is not to be found", self.package),
                format!(
                    "See where `cargo install {}` puts its programs, and put that folder on PATH.",
                    self.package
                ),
            )
        })?;
        if root.is_none()
            && let Some(folder) = &found.to_put_first
        {
            say(format!(
                "Setup: {} is not on PATH. These commands find it; to use it yourself, add it.",
                folder.display()
            ));
        }
        Ok(found.to_put_first)
    }

    fn find(&self) -> Result<Option<Found>, Failure> {
        let on_path = process::on_path(self.main_program());
        if on_path.and_then(|path| path.parent().map(|folder| self.is_in(folder))) == Some(true) {
            return Ok(Some(Found { to_put_first: None }));
        }
        let folders = [
            places::cargo_programs(),
            Some(self.private_root()?.join("bin")),
        ];
        Ok(folders
            .into_iter()
            .flatten()
            .find(|folder| self.is_in(folder))
            .map(|folder| Found {
                to_put_first: Some(folder),
            }))
    }

    fn is_in(&self, folder: &Path) -> bool {
        self.programs.iter().all(|name| {
            process::executable_in(folder, name)
                .and_then(|program| process::output_of(program, &["--version"]))
                .is_some_and(|text| {
                    version_in(&text).is_some_and(|found| (self.fits)(found, self.version))
                })
        })
    }

    fn another_is_installed(&self) -> bool {
        let in_cargos_folder = places::cargo_programs()
            .and_then(|folder| process::executable_in(&folder, self.main_program()));
        process::on_path(self.main_program()).is_some() || in_cargos_folder.is_some()
    }

    fn install_prebuilt(&self, root: Option<&Path>) -> bool {
        if process::on_path("cargo-binstall").is_none() {
            return false;
        }
        say(format!(
            "Setup: fetching {} {} ready-made, with cargo binstall.",
            self.package, self.version
        ));
        let mut command = self.cargo("binstall", root);
        command
            .args(["--no-confirm", "--disable-strategies", "compile"])
            .arg(format!("{}@{}", self.package, self.version));
        let result = process::run("no ready-made program was found", &mut command, "");
        if result.is_err() {
            say("Setup: that failed, which is no harm: it is built from source instead.");
        }
        result.is_ok() && matches!(self.find(), Ok(Some(_)))
    }

    fn build_from_source(&self, root: Option<&Path>) -> Result<(), Failure> {
        say(format!(
            "Setup: building {} {} from source, once. This takes {}.",
            self.package, self.version, self.duration
        ));
        let mut command = self.cargo("install", root);
        command
            .arg(self.package)
            .args(["--version", self.version])
            .args(self.options)
            .envs(self.variables.iter().copied());
        process::run(
            &format!("installing {} {} failed", self.package, self.version),
            &mut command,
            &format!(
                "Read the error above. If it is the network, run it again; otherwise put \
                 `{}` {} on PATH by other means.",
                self.main_program(),
                self.version
            ),
        )
    }

    fn cargo(&self, subcommand: &str, root: Option<&Path>) -> Command {
        let mut command = Command::new("cargo");
        command.arg(subcommand).current_dir(places::repository());
        for variable in NOT_FOR_TOOLS {
            command.env_remove(variable);
        }
        if let Some(root) = root {
            command.arg("--root").arg(root);
        }
        command
    }

    fn private_root(&self) -> Result<PathBuf, Failure> {
        Ok(places::private_tools()?.join(format!("{}-{}", self.package, self.version)))
    }

    fn main_program(&self) -> &str {
        self.programs.first().copied().unwrap_or(self.package)
    }
}

/// A tool that is there.
struct Found {
    to_put_first: Option<PathBuf>,
}

/// The version in an answer like `trunk 0.21.14` or `wasm-bindgen 0.2.130 (abc)`.
fn version_in(answer: &str) -> Option<&str> {
    answer.split_whitespace().nth(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_from_what_tools_answer() {
        assert_eq!(version_in("trunk 0.21.14"), Some("0.21.14"));
        assert_eq!(version_in("wasm-bindgen 0.2.130 (3a1b)"), Some("0.2.130"));
        assert_eq!(version_in(""), None);
    }
}
