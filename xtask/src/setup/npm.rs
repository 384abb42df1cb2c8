//! Packages from npm, each version in a folder of its own.

use std::path::{Path, PathBuf};

use crate::apt;
use crate::failure::Failure;
use crate::places;
use crate::process;
use crate::terminal::print;

const NODE_ADVICE: &str =
    "Install Node.js (https://nodejs.org, or your distribution's `nodejs` and `npm`).";

/// The `node_modules` folder a package lives in, whether or not it is there.
pub fn folder(package: &str, version: &str) -> Result<PathBuf, Failure> {
    Ok(private_folder(package, version)?.join("node_modules"))
}

/// Installs a package of exactly this version, unless it is there already.
pub fn ensure(package: &str, version: &str, size: &str) -> Result<PathBuf, Failure> {
    let modules = folder(package, version)?;
    if is_complete(&modules) {
        return Ok(modules);
    }
    let npm = program().ok_or_else(|| {
        Failure::new(
            format!("npm is needed to get {package} {version}, and is not on PATH"),
            NODE_ADVICE,
        )
    })?;
    print(format!(
        "Setup: getting {package} {version} with npm ({size})."
    ));
    process::run(
        &format!("getting {package} {version} failed"),
        process::command(npm)
            .arg("install")
            .arg("--prefix")
            .arg(private_folder(package, version)?)
            .arg(format!("{package}@{version}"))
            // One retry: its default keeps an offline machine waiting for minutes.
            .args([
                "--no-fund",
                "--no-audit",
                "--loglevel=error",
                "--fetch-retries=1",
            ]),
        "See that the network is reachable (`npm ping`); then run it again.",
    )?;
    Ok(modules)
}

/// npm itself; installed where that takes no password.
fn program() -> Option<PathBuf> {
    if let Some(npm) = process::on_path("npm") {
        return Some(npm);
    }
    if let Err(failure) = apt::install(&["npm"], "about 100 MB, minutes", NODE_ADVICE) {
        // The caller says what is missing then.
        print(failure);
    }
    process::on_path("npm")
}

fn private_folder(package: &str, version: &str) -> Result<PathBuf, Failure> {
    Ok(places::private_tools()?.join(format!("{package}-{version}")))
}

/// npm writes this file last: without it, an installation was interrupted.
fn is_complete(modules: &Path) -> bool {
    modules.join(".package-lock.json").is_file()
}
