//! Splits the page's WebAssembly, so that what it can do without at first is loaded later.
//!
//! The page marks the functions that begin its later part with `#[wasm_split]`. wasm-split decides
//! what only they need, by what the compiler wrote with `--emit-relocs` (see build.rs), and writes
//! the later part and the script that loads it. What remains is joined to JavaScript by
//! wasm-bindgen, in place of what Trunk has joined.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, anyhow, bail};
use serde_json::Value;
use wasm_bindgen_cli_support::Bindgen;

use crate::files::{LATER, files_in, read, read_text, write};

const PAGE: &str = "fetch-playground";

/// Replaces the page's WebAssembly and JavaScript in the folder, and adds the later part.
pub fn replace_page(staging: &Path, profile: &str) -> Result<()> {
    let files = files_in(staging)?;
    let stem = files.iter().find_map(|name| stem_of(name));
    let stem = stem.context("the build has no WebAssembly of the page")?;
    let compiled = compiled_page(profile)?;
    let main = compiled.with_extension("main.wasm");
    split(&compiled, &main, staging, stem)
        .context("the page could not be split; after `cargo clean`, build again")?;
    Bindgen::new()
        .input_path(&main)
        .out_name(stem)
        .typescript(false)
        // The later part shares memory and function table.
        .keep_lld_exports(true)
        .web(true)
        .and_then(|bindgen| bindgen.generate(staging))
        .context("wasm-bindgen failed on the first part of the page")
}

/// The name that the page's files have in common.
fn stem_of(name: &str) -> Option<&str> {
    let stem = name.strip_suffix("_bg.wasm")?;
    stem.starts_with(PAGE).then_some(stem)
}

/// What the compiler wrote.
fn compiled_page(profile: &str) -> Result<PathBuf> {
    let mut command = Command::new("cargo");
    command.args(["metadata", "--no-deps", "--format-version=1"]);
    let output = command.output().context("cargo could not be started")?;
    let metadata: Value = serde_json::from_slice(&output.stdout)
        .context("`cargo metadata` does not say where cargo builds")?;
    let target = metadata["target_directory"].as_str();
    let target = target.context("`cargo metadata` names no target folder")?;
    let folder = Path::new(target).join("wasm32-unknown-unknown");
    Ok(folder.join(profile).join(format!("{PAGE}.wasm")))
}

/// Writes the first part to `main`, and the later part and its loader into the folder.
fn split(compiled: &Path, main: &Path, staging: &Path, stem: &str) -> Result<()> {
    // In every name, so that no cache mixes two builds.
    let checksum = stem.rsplit('-').next().unwrap_or(stem);
    let wasm = read(compiled)?;
    // The page's JavaScript imports the loader, and the loader takes the page's memory from it.
    let loader = format!("./loader-{checksum}.js");
    let page = format!("./{stem}.js");
    let mut options = wasm_split_cli_support::Options::new(&wasm);
    options.output_dir = staging;
    options.main_out_path = main;
    options.link_name = &loader;
    options.main_module = &page;
    let split = wasm_split_cli_support::transform(options).map_err(|error| anyhow!("{error:#}"))?;

    let loader = staging.join(loader);
    let mut script = read_text(&loader)?;
    for part in split.split_modules {
        let name = part.file_name().unwrap_or_default().display().to_string();
        let published = format!("{LATER}{checksum}-{name}");
        if !script.contains(&name) {
            bail!("no loader loads {name}");
        }
        script = script.replace(&name, &published);
        fs::rename(&part, staging.join(published))?;
    }
    write(&loader, script)
}
