//! Where things are: the repository, what is built, and the tools installed for it.

use std::env;
use std::path::{Path, PathBuf};

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

/// Where cargo has put xtask, and puts the other programs of the same profile.
pub fn programs() -> Result<PathBuf, Failure> {
    let failed = |why: String| Failure::new(why, "Start xtask as `cargo xtask`.");
    let program = env::current_exe()
        .map_err(|error| failed(format!("xtask does not know where it is: {error}")))?;
    let folder = program.parent();
    folder
        .map(Path::to_path_buf)
        .ok_or_else(|| failed("xtask is in no folder".to_owned()))
}

/// Tools that must not replace the user's own: each in a sub-folder
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_repository_is_where_its_manifest_is() {
        assert!(repository().join("Cargo.toml").is_file());
        assert!(repository().join("xtask").is_dir());
    }
}
