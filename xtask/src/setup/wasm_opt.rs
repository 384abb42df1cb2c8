//! wasm-opt, which makes the finished page smaller. It is never required.

use std::path::PathBuf;

use super::npm;
use crate::apt;
use crate::process;
use crate::talk::say;

const PACKAGE: &str = "binaryen";
const VERSION: &str = "132";

const LOST: &str = "Only size is lost: a release build works, but its WebAssembly is half as \
     large again, which is over the budget that `cargo xtask test` keeps. Node.js with npm, or your \
     distribution's `binaryen`, would change that.";

/// Gets `wasm-opt` if it can be had, and says what is lost if it cannot.
pub fn ensure() {
    if find().is_some() {
        return;
    }
    let got = if process::on_path("npm").is_some() {
        npm::ensure(PACKAGE, VERSION, "100 MB unpacked, seconds").map(drop)
    } else {
        apt::install(&[PACKAGE], "about 10 MB, seconds", LOST)
    };
    if let Err(failure) = got {
        say(failure);
    }
    if find().is_none() {
        say(format!("Setup: going on without wasm-opt. {LOST}"));
    }
}

/// The user's own, or ours.
pub fn find() -> Option<PathBuf> {
    process::on_path("wasm-opt").or_else(|| {
        let programs = npm::folder(PACKAGE, VERSION).ok()?.join(".bin");
        process::executable_in(&programs, "wasm-opt")
    })
}
