//! The programs that turn compiled WebAssembly into the finished page.
//!
//! One program under several names, as they share most of their code. Called `wasm-bindgen`
//! or `wasm-bindgen-test-runner`, it is that program; xtask puts it on `PATH` under these
//! names. Called `page-tools`, it takes a command:
//!
//! - `finish-build`: the last step of a build, which Trunk starts through `cargo xtask`
//! - `size`: what a first visit loads

#![forbid(unsafe_code)]
#![warn(clippy::unwrap_used, clippy::expect_used)]

mod files;
mod finish;
mod size;

use std::env;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Result, bail};

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    let arguments = || env::args_os();
    let name = arguments().next().unwrap_or_default();
    match Path::new(&name).file_stem().and_then(|name| name.to_str()) {
        Some("wasm-bindgen") => wasm_bindgen_cli::wasm_bindgen::run_cli_with_args(arguments()),
        Some("wasm-bindgen-test-runner") => {
            wasm_bindgen_cli::wasm_bindgen_test_runner::run_cli_with_args(arguments())
        }
        _ => match arguments().nth(1).as_deref().and_then(|word| word.to_str()) {
            Some("finish-build") => finish::run(),
            Some("size") => size::run(),
            _ => bail!("page-tools is started by `cargo xtask`; see `cargo xtask help`"),
        },
    }
}
