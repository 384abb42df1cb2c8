//! Makes the page smaller, with wasm-opt and esbuild. That a tool is missing or fails is a
//! warning: the page works without.

use std::env;
use std::ffi::OsString;
use std::io;
use std::path::Path;
use std::process::{Command, ExitStatus};

use anyhow::Result;

use crate::files::files_in;

/// Where xtask has found the tools.
const WASM_OPT: &str = "FETCH_PLAYGROUND_WASM_OPT";
const ESBUILD: &str = "FETCH_PLAYGROUND_ESBUILD";

/// The WebAssembly features to use are the ones that the Rust compiler names in each file. Nothing
/// of Rust's is in the first kilobyte of memory, which makes addresses shorter. Larger functions are
/// not inlined even where they are called once: many resemble each other, and gzip finds that. It
/// finds more where functions of one name stand side by side.
const WASM_OPT_OPTIONS: [&str; 6] = [
    "-Oz",
    "--one-caller-inline-max-function-size=20",
    "--reorder-functions-by-name",
    "--low-memory-unused",
    "--strip-producers",
    "--strip-target-features",
];

const ESBUILD_OPTIONS: [&str; 3] = ["--minify", "--allow-overwrite", "--log-level=warning"];

/// Optimises every WebAssembly file below the folder.
pub fn wasm_in(staging: &Path) -> Result<()> {
    let Some(wasm_opt) = tool("wasm-opt", WASM_OPT) else {
        return Ok(());
    };
    let names = files_in(staging)?;
    let names = names.iter().filter(|name| name.ends_with(".wasm"));
    // All at once, since each of them keeps one core busy. They write their output when all else is
    // done, so a failure leaves the file as it was.
    let running: Vec<_> = names
        .map(|name| {
            println!("wasm-opt: {name}");
            let wasm = staging.join(name);
            let mut command = Command::new(&wasm_opt);
            command
                .args(WASM_OPT_OPTIONS)
                .arg(&wasm)
                .arg("-o")
                .arg(&wasm);
            let child = command.spawn();
            (command, child)
        })
        .collect();
    for (command, child) in running {
        warn_if_failed(&command, child.and_then(|mut child| child.wait()));
    }
    Ok(())
}

/// Minifies every script and style sheet below the folder. The places in the service worker that are
/// filled in later are literals, which stay as they are.
pub fn scripts_and_styles_in(staging: &Path) -> Result<()> {
    let Some(esbuild) = tool("esbuild", ESBUILD) else {
        return Ok(());
    };
    let names = files_in(staging)?;
    let is_text = |name: &&String| name.ends_with(".js") || name.ends_with(".css");
    let mut command = Command::new(esbuild);
    command.current_dir(staging).args(ESBUILD_OPTIONS);
    command.arg("--outdir=.").args(names.iter().filter(is_text));
    let ended = command.status();
    warn_if_failed(&command, ended);
    Ok(())
}

fn tool(name: &str, variable: &str) -> Option<OsString> {
    let program = env::var_os(variable);
    if program.is_none() {
        eprintln!(
            "warning: there is no {name}, so a first visit loads more than it should; `cargo \
             xtask setup` installs it"
        );
    }
    program
}

fn warn_if_failed(command: &Command, ended: io::Result<ExitStatus>) {
    if !ended.is_ok_and(|status| status.success()) {
        eprintln!("warning: this failed, and only size is lost: {command:?}");
    }
}
