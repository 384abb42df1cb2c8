//! wasm-opt, which makes the finished page smaller. It is never required.

use std::path::PathBuf;

use super::npm;
use crate::apt;
use crate::process;
use crate::terminal::print;

const PACKAGE: &str = "binaryen";
const VERSION: &str = "132";

const CONSEQUENCE: &str = "Only size is lost: a release build works, but its WebAssembly is half \
     as large again, which is over the budget that `cargo xtask test` keeps. Node.js with npm, or \
     your distribution's `binaryen`, would change that.";

/// Installs `wasm-opt` if that is possible, and says what is lost if it is not.
pub fn ensure() {
    if find().is_some() {
        return;
    }
    let installed = if process::on_path("npm").is_some() {
        npm::ensure(PACKAGE, VERSION, "100 MB unpacked, seconds").map(drop)
    } else {
        apt::install(&[PACKAGE], "about 10 MB, seconds", CONSEQUENCE)
    };
    if let Err(failure) = installed {
        print(failure);
    }
    if find().is_none() {
        print(format!("Setup: going on without wasm-opt. {CONSEQUENCE}"));
    }
}

/// The user's own, or the one that was installed for this repository.
pub fn find() -> Option<PathBuf> {
    process::on_path("wasm-opt").or_else(|| {
        let programs = npm::folder(PACKAGE, VERSION).ok()?.join(".bin");
        process::executable_in(&programs, "wasm-opt")
    })
}
