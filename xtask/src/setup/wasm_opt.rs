//! wasm-opt, which makes the finished page smaller. It is never required.

use std::path::PathBuf;

use super::npm;
use crate::process;
use crate::talk::say;

const PACKAGE: &str = "binaryen";
const VERSION: &str = "132";

const LOST: &str = "Only size is lost: a release build works, but its WebAssembly is almost twice \
     as large. Node.js with npm, or your distribution's `binaryen`, would change that.";

/// Gets `wasm-opt` if it can be had, and says what is lost if it cannot.
pub fn ensure() {
    if find().is_some() {
        return;
    }
    if process::on_path("npm").is_none() {
        say(format!("Setup: going on without wasm-opt. {LOST}"));
    } else if let Err(failure) = npm::ensure(PACKAGE, VERSION, "100 MB unpacked, seconds") {
        say(format!(
            "{failure}\nSetup: going on without wasm-opt. {LOST}"
        ));
    }
}

/// The user's own, or ours.
pub fn find() -> Option<PathBuf> {
    process::on_path("wasm-opt").or_else(|| {
        let programs = npm::folder(PACKAGE, VERSION).ok()?.join(".bin");
        process::executable_in(&programs, "wasm-opt")
    })
}
