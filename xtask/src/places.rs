//! Where things are: the repository, what is built, and our own tools.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::failure::Failure;

/// The repository's root. Cargo tells at run time; the path known at compile
/// time would be wrong when two clones share one target folder.
pub fn repository() -> PathBuf {
    let xtask = env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    xtask.parent().map_or(xtask.clone(), Path::to_path_buf)
}

/// Where Trunk puts the finished page.
pub fn dist() -> PathBuf {
    repository().join("dist")
}

/// Where cargo puts what it builds, whatever says so: a variable, or its configuration.
pub fn target() -> Result<PathBuf, Failure> {
    let mut command = Command::new("cargo");
    command.args(["metadata", "--no-deps", "--format-version", "1"]);
    let failed = |why: &str| {
        Failure::new(
            format!("cargo does not tell where it builds: {why}"),
            "Run `cargo metadata`; it says what is wrong.",
        )
    };
    let output = command.current_dir(repository()).output();
    let output = output.map_err(|error| failed(&error.to_string()))?;
    let told: Option<Value> = serde_json::from_slice(&output.stdout).ok();
    let folder = told
        .as_ref()
        .and_then(|told| told["target_directory"].as_str());
    folder
        .map(PathBuf::from)
        .ok_or_else(|| failed("no folder is named"))
}

/// Tools that must not take the place of the user's own: each in a sub-folder
/// named after its version, shared by all clones, safe to delete.
pub fn private_tools() -> Result<PathBuf, Failure> {
    let cache = if cfg!(windows) {
        folder_from("LOCALAPPDATA")
    } else {
        folder_from("XDG_CACHE_HOME").or_else(|| home().map(|home| home.join(".cache")))
    };
    cache
        .map(|cache| cache.join("fetch-playground"))
        .ok_or_else(|| {
            Failure::new(
                "there is no folder to keep tools in",
                "Set XDG_CACHE_HOME or HOME (on Windows LOCALAPPDATA) to a folder you may write to.",
            )
        })
}

/// Where `cargo install` puts programs.
pub fn cargo_programs() -> Option<PathBuf> {
    folder_from("CARGO_INSTALL_ROOT")
        .or_else(|| folder_from("CARGO_HOME"))
        .or_else(|| home().map(|home| home.join(".cargo")))
        .map(|root| root.join("bin"))
}

fn home() -> Option<PathBuf> {
    folder_from(if cfg!(windows) { "USERPROFILE" } else { "HOME" })
}

/// An absolute folder named by a variable; the specification of
/// `XDG_CACHE_HOME` says to ignore relative ones.
fn folder_from(variable: &str) -> Option<PathBuf> {
    let folder = PathBuf::from(env::var_os(variable)?);
    folder.is_absolute().then_some(folder)
}

/// The version of a dependency that this repository is locked to.
pub fn locked_version(package: &str) -> Result<String, Failure> {
    let path = repository().join("Cargo.lock");
    let lock = fs::read_to_string(&path).map_err(|error| Failure::of_file(&path, &error))?;
    version_in(&lock, package).ok_or_else(|| {
        Failure::new(
            format!("{} names no package {package}", path.display()),
            "Run `cargo generate-lockfile`, and see that Cargo.toml still depends on it.",
        )
    })
}

/// Cargo writes the lock file itself, always in this one form, so a whole TOML
/// parser would be a dependency for two lines.
fn version_in(lock: &str, package: &str) -> Option<String> {
    let name_line = format!("name = \"{package}\"");
    let mut lines = lock.lines();
    lines.find(|line| *line == name_line)?;
    let version = lines.next()?.strip_prefix("version = \"")?;
    Some(version.strip_suffix('"')?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: &str = "\
[[package]]
name = \"wasm-bindgen-backend\"
version = \"9.9.9\"

[[package]]
name = \"wasm-bindgen\"
version = \"0.2.130\"
source = \"registry\"
";

    #[test]
    fn the_locked_version_is_that_of_the_very_package() {
        assert_eq!(version_in(LOCK, "wasm-bindgen").as_deref(), Some("0.2.130"));
        assert_eq!(version_in(LOCK, "wasm"), None);
    }

    #[test]
    fn this_repository_is_where_its_manifest_is() {
        assert!(repository().join("Cargo.toml").is_file());
        assert!(locked_version("sha2").is_ok());
    }
}
