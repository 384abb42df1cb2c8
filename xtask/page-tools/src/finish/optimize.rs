//! Making WebAssembly smaller with wasm-opt.

use std::env;
use std::path::Path;
use std::process::Command;

use anyhow::Result;

use crate::files::files_in;

/// Where xtask has found wasm-opt.
const WASM_OPT: &str = "FETCH_PLAYGROUND_WASM_OPT";

/// The WebAssembly features to use are the ones that the Rust compiler names in each file. Nothing
/// of Rust's is in the first kilobyte of memory, which makes addresses shorter.
const OPTIONS: [&str; 4] = [
    "-Oz",
    "--low-memory-unused",
    "--strip-producers",
    "--strip-target-features",
];

/// Optimises every WebAssembly file below the folder. That one cannot be optimised is a warning:
/// the page works without.
pub fn all_in(staging: &Path) -> Result<()> {
    let Some(wasm_opt) = env::var_os(WASM_OPT) else {
        eprintln!(
            "warning: there is no wasm-opt, so a first visit loads half as much again; \
             `cargo xtask setup` installs it"
        );
        return Ok(());
    };
    let names = files_in(staging)?;
    for name in names.iter().filter(|name| name.ends_with(".wasm")) {
        let wasm = staging.join(name);
        println!("wasm-opt: {name}");
        let mut command = Command::new(&wasm_opt);
        // It writes its output when all else is done, so a failure leaves the file as it was.
        let status = command
            .args(OPTIONS)
            .arg(&wasm)
            .arg("-o")
            .arg(&wasm)
            .status();
        if !status.is_ok_and(|status| status.success()) {
            eprintln!("warning: wasm-opt failed on {name}, which stays as it was");
        }
    }
    Ok(())
}
