//! Programs that cargo installs.

use std::path::Path;
use std::process::Command;

use crate::process;

/// Trunk's own release profile optimises and links everything as one unit: on two cores that takes
/// three times as long, for a program that waits for others.
const QUICK_BUILD: [(&str, &str); 5] = [
    ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0"),
    ("CARGO_PROFILE_RELEASE_LTO", "off"),
    ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "256"),
    ("CARGO_PROFILE_RELEASE_DEBUG", "false"),
    ("CARGO_PROFILE_RELEASE_STRIP", "true"),
];

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

/// `cargo install` or the like, into this folder or cargo's own.
pub fn command(subcommand: &str, root: Option<&Path>) -> Command {
    let mut command = process::command("cargo");
    command.arg(subcommand);
    for variable in NOT_FOR_TOOLS {
        command.env_remove(variable);
    }
    if let Some(root) = root {
        command.arg("--root").arg(root);
    }
    command
}

/// `cargo install`, for a program that is to be built quickly.
pub fn install(root: Option<&Path>) -> Command {
    let mut command = command("install", root);
    command.envs(QUICK_BUILD);
    command
}
