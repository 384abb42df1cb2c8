//! Trunk, which builds and serves the page.

use std::path::{Path, PathBuf};

use super::cargo_tool;
use crate::failure::Failure;
use crate::places;
use crate::process;
use crate::terminal::print;

/// The newest that Rust 1.95 can build.
const VERSION: &str = "0.21.14";

/// A Trunk that fits.
pub struct Found {
    /// The folder to put first on `PATH`, unless it is found there anyway.
    folder: Option<PathBuf>,
}

/// Provides Trunk, and names the folder to put first on `PATH`, if any.
///
/// Where none is installed at all it goes to cargo's own folder, so that
/// the user's own `trunk serve` works from then on. Where another version
/// is installed, the user has a reason for it: ours goes to the private folder.
pub fn ensure() -> Result<Option<PathBuf>, Failure> {
    if let Some(found) = find()? {
        return Ok(found.folder);
    }
    let root = if is_another_installed() {
        Some(private_root()?)
    } else {
        None
    };
    if !install_prebuilt(root.as_deref()) {
        build_from_source(root.as_deref())?;
    }
    let found = find()?.ok_or_else(|| {
        Failure::new(
            "Trunk was installed but is not to be found",
            "See where `cargo install trunk` puts its programs, and put that folder on PATH.",
        )
    })?;
    if root.is_none()
        && let Some(folder) = &found.folder
    {
        print(format!(
            "Setup: {} is not on PATH. These commands find it; to use it yourself, add it.",
            folder.display()
        ));
    }
    Ok(found.folder)
}

/// The user's own, or the one that was installed for this repository.
pub fn find() -> Result<Option<Found>, Failure> {
    if process::on_path("trunk").is_some_and(|program| fits(&program)) {
        return Ok(Some(Found { folder: None }));
    }
    let folders = [places::cargo_programs(), Some(private_root()?.join("bin"))];
    let folder = folders.into_iter().flatten().find(|folder| {
        process::executable_in(folder, "trunk").is_some_and(|program| fits(&program))
    });
    Ok(folder.map(|folder| Found {
        folder: Some(folder),
    }))
}

fn fits(program: &Path) -> bool {
    process::output_of(program, &["--version"]).is_some_and(|answer| {
        version_in(&answer).is_some_and(|found| is_same_minor(found, VERSION))
    })
}

/// The version in an answer like `trunk 0.21.14`.
fn version_in(answer: &str) -> Option<&str> {
    answer.split_whitespace().nth(1)
}

/// Any patch release of the same line reads our Trunk.toml.
fn is_same_minor(found: &str, wanted: &str) -> bool {
    let line = |version: &str| {
        let mut parts = version.split('.').map(str::to_owned);
        (parts.next(), parts.next())
    };
    line(found) == line(wanted)
}

fn is_another_installed() -> bool {
    let in_cargos_folder =
        places::cargo_programs().and_then(|folder| process::executable_in(&folder, "trunk"));
    process::on_path("trunk").is_some() || in_cargos_folder.is_some()
}

fn install_prebuilt(root: Option<&Path>) -> bool {
    if process::on_path("cargo-binstall").is_none() {
        return false;
    }
    print(format!(
        "Setup: fetching Trunk {VERSION} prebuilt, with cargo binstall."
    ));
    let mut command = cargo_tool::command("binstall", root);
    command
        .args(["--no-confirm", "--disable-strategies", "compile"])
        .arg(format!("trunk@{VERSION}"));
    let result = process::run_labelled("Trunk", "no prebuilt Trunk was found", &mut command, "");
    if result.is_err() {
        print("Setup: that failed, so Trunk is built from source instead.");
    }
    result.is_ok() && matches!(find(), Ok(Some(_)))
}

fn build_from_source(root: Option<&Path>) -> Result<(), Failure> {
    print(format!("Setup: building Trunk {VERSION} from source."));
    let mut command = cargo_tool::install(root);
    command
        .args(["trunk", "--version", VERSION, "--locked"])
        .args(["--no-default-features", "--features", "rustls"]);
    process::run_labelled(
        "Trunk",
        &format!("installing Trunk {VERSION} failed"),
        &mut command,
        &format!(
            "Read the error above. If it is the network, run it again; otherwise put \
             `trunk` {VERSION} on PATH by other means."
        ),
    )
}

fn private_root() -> Result<PathBuf, Failure> {
    Ok(places::private_tools()?.join(format!("trunk-{VERSION}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_patch_release_of_the_line_fits_and_no_other() {
        assert!(is_same_minor("0.21.14", VERSION));
        assert!(is_same_minor("0.21.7", VERSION));
        assert!(is_same_minor("0.21.0-rc.1", VERSION));
        assert!(!is_same_minor("0.22.0", VERSION));
        assert!(!is_same_minor("0.2.1", VERSION));
        assert!(!is_same_minor("1.21.14", VERSION));
    }

    #[test]
    fn the_version_is_read_from_the_answer() {
        assert_eq!(version_in("trunk 0.21.14"), Some("0.21.14"));
        assert_eq!(version_in(""), None);
    }
}
