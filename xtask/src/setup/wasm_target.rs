//! The Rust standard library for WebAssembly.

use std::path::Path;

use crate::failure::Failure;
use crate::places;
use crate::process;
use crate::terminal::print;

pub const TARGET: &str = "wasm32-unknown-unknown";

/// Looks where the compiler itself will look, so that it holds for toolchains
/// from rustup and from a distribution alike.
pub fn ensure() -> Result<(), Failure> {
    if is_installed() {
        return Ok(());
    }
    if process::on_path("rustup").is_none() {
        return Err(Failure::new(
            format!("the Rust target {TARGET} is missing, and there is no rustup to add it"),
            "Install Rust with rustup (https://rustup.rs), or your distribution's package of \
             the standard library for wasm32 (on Debian `libstd-rust-dev-wasm32`).",
        ));
    }
    print(format!("Setup: adding the Rust target {TARGET} (seconds)."));
    process::run(
        "adding the WebAssembly target failed",
        process::command("rustup")
            .args(["target", "add", TARGET])
            .current_dir(places::repository()),
        "See that the network is reachable and that `rustup show` names a toolchain; then run it again.",
    )?;
    if is_installed() {
        return Ok(());
    }
    Err(Failure::new(
        format!("rustup added {TARGET}, but not to the compiler that is in use"),
        "See with `rustc --print sysroot` which compiler is first on PATH; rustup's must come first.",
    ))
}

fn is_installed() -> bool {
    process::output_of("rustc", &["--print", "sysroot"]).is_some_and(|sysroot| {
        Path::new(&sysroot)
            .join("lib/rustlib")
            .join(TARGET)
            .join("lib")
            .is_dir()
    })
}
