//! Takes the parts of the page that it does without at first out of what it waits for.
//!
//! The page marks them with `#[wasm_split]`. What only they need goes into a wasm of its
//! own, which shares memory and function table with the page's and is loaded when it is
//! first called. That is decided on what the compiler wrote (build.rs has it keep what it
//! knows of who needs what), so the page is joined to JavaScript here once more.

use std::fs;
use std::path::{Path, PathBuf};

use wasm_bindgen_cli_support::Bindgen;

use super::loaders::{LOADERS, Loaders};
use super::staging::{files_in, read, read_text, write_text};
use crate::failure::Failure;
use crate::places;

const PAGE: &str = "fetch-playground";
const ADVICE: &str = "Run `cargo clean` and build again. If it stays so, `wasm_split_helpers` and \
     `wasm_split_cli_support` in Cargo.lock do not fit together.";

/// Replaces the page's wasm and its glue in the folder, and puts the parts beside them.
pub fn take_out(staging: &Path, profile: &str) -> Result<(), Failure> {
    let files = files_in(staging)?;
    let stem = files.iter().find_map(|name| stem_of(name));
    let stem = stem.ok_or_else(|| failed("the build has no wasm of the page"))?;
    let compiled = compiled_page(profile)?;
    let work = empty_folder(&compiled)?;
    let parts = split(&compiled, &work)?;
    join(&work, stem, staging)?;
    let mut loaders = Loaders::read(&read_text(&work.join(LOADERS))?)
        .ok_or_else(|| failed("the loaders have another form"))?;
    for part in parts {
        let name = loaders.publish(&part, stem);
        let name = name.ok_or_else(|| failed(format!("nobody loads {}", part.display())))?;
        fs::copy(&part, staging.join(name)).map_err(|error| Failure::of_file(&part, &error))?;
    }
    let glue = staging.join(format!("{stem}.js"));
    let whole = loaders.in_glue(&read_text(&glue)?);
    write_text(
        &glue,
        &whole.ok_or_else(|| failed("the glue has another form"))?,
    )?;
    fs::remove_dir_all(&work).map_err(|error| Failure::of_file(&work, &error))
}

fn failed(why: impl std::fmt::Display) -> Failure {
    Failure::new(format!("the page could not be split: {why}"), ADVICE)
}

/// The name that the page's files have in common.
fn stem_of(name: &str) -> Option<&str> {
    let stem = name.strip_suffix("_bg.wasm")?;
    stem.starts_with(PAGE).then_some(stem)
}

/// What the compiler wrote, before anything was joined to it.
fn compiled_page(profile: &str) -> Result<PathBuf, Failure> {
    Ok(places::target()?
        .join("wasm32-unknown-unknown")
        .join(profile)
        .join(format!("{PAGE}.wasm")))
}

fn empty_folder(compiled: &Path) -> Result<PathBuf, Failure> {
    let folder = compiled.with_extension("split");
    // What an interrupted build left behind.
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).map_err(|error| Failure::of_file(&folder, &error))?;
    Ok(folder)
}

/// Splits, and gives the parts.
fn split(compiled: &Path, work: &Path) -> Result<Vec<PathBuf>, Failure> {
    let wasm = read(compiled)?;
    let main = work.join("main.wasm");
    let mut options = wasm_split_cli_support::Options::new(&wasm);
    options.output_dir = work;
    options.main_out_path = &main;
    options.link_name = LOADERS;
    let split = wasm_split_cli_support::transform(options).map_err(failed)?;
    Ok(split.split_modules)
}

/// Joins the page's wasm to JavaScript, as Trunk did with the whole.
fn join(work: &Path, stem: &str, staging: &Path) -> Result<(), Failure> {
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(work.join("main.wasm"))
        .out_name(stem)
        .typescript(false)
        // Table and memory are the parts' too.
        .keep_lld_exports(true)
        .web(true)
        .and_then(|bindgen| bindgen.generate(staging))
        .map_err(|error| failed(format!("{error:#}")))
}
