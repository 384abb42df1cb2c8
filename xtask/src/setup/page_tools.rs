//! The programs of this repository that a build needs, `wasm-bindgen` among them: see the package
//! page-tools.
//!
//! They are compiled without optimisation. That takes half the time, and they still need no more
//! than two seconds for the page.

use std::fs;
use std::path::PathBuf;

use super::size_tools::SIZE_TOOLS;
use crate::failure::Failure;
use crate::places;
use crate::process;
use crate::terminal::print;

const PROGRAM: &str = "page-tools";

/// The other names under which it is started.
const NAMES: [&str; 2] = ["wasm-bindgen", "wasm-bindgen-test-runner"];

/// Whether they have been built before; a change since then takes seconds.
pub fn are_built() -> bool {
    places::programs().is_ok_and(|folder| process::executable_in(&folder, PROGRAM).is_some())
}

/// Builds them, and names the folder to put on `PATH`.
pub fn ensure() -> Result<PathBuf, Failure> {
    if !are_built() {
        print("Setup: building wasm-bindgen and the other tools of the build.");
    }
    let program = build()?;
    let folder = folder()?;
    fs::create_dir_all(&folder).map_err(|error| Failure::from_file(&folder, &error))?;
    for name in NAMES {
        let link = folder.join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
        // A link to an earlier build would keep that one.
        let _ = fs::remove_file(&link);
        fs::hard_link(&program, &link)
            .or_else(|_| fs::copy(&program, &link).map(drop))
            .map_err(|error| Failure::from_file(&link, &error))?;
    }
    Ok(folder)
}

/// Builds them and runs one of their commands.
pub fn run(command: &str) -> Result<(), Failure> {
    let mut tool = process::command(build()?);
    tool.arg(command)
        .env("FETCH_PLAYGROUND_DIST", places::dist());
    for size_tool in &SIZE_TOOLS {
        if let Some(program) = size_tool.find() {
            tool.env(size_tool.variable, program);
        }
    }
    process::run(
        &format!("{command} failed"),
        &mut tool,
        "Read the error above.",
    )
}

fn build() -> Result<PathBuf, Failure> {
    let mut cargo = process::command("cargo");
    cargo.args(["build", "--package", PROGRAM]);
    let (what, advice) = (
        "the tools of the build do not compile",
        "Read the compiler's error above. If it is the network, run it again.",
    );
    process::run_labelled("tools", what, &mut cargo, advice)?;
    let folder = places::programs()?;
    process::executable_in(&folder, PROGRAM).ok_or_else(|| {
        Failure::new(
            format!("{PROGRAM} was built, but is not in {}", folder.display()),
            "Start xtask as `cargo xtask`, with the same target folder for both.",
        )
    })
}

fn folder() -> Result<PathBuf, Failure> {
    Ok(places::programs()?.join("page-tools-path"))
}
