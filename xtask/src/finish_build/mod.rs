//! What is left to do when Trunk has built the page. Trunk calls this as its
//! post-build hook (see Trunk.toml), in the folder it is about to publish.
//!
//! The order matters: optimising changes the wasm, so the build id comes after
//! it; the id covers the templates before they are filled in, as it cannot cover
//! itself.

mod build_id;
mod glue;
mod later;
mod loaders;
mod minify;
mod optimize;
mod order;
mod paths;
mod script_sources;
mod service_worker;
pub mod staging;

use std::env;
use std::path::{Path, PathBuf};

use crate::failure::Failure;
use crate::setup::wasm_opt;
use crate::talk::{say, warn};
use staging::{files_in, read, read_text, write_text};

const PAGE: &str = "index.html";
const SERVICE_WORKER: &str = "service_worker.js";

/// Whether a file is loaded only when somebody needs it: the fetch workers' are, and the
/// parts of the page that come later.
pub fn is_later(name: &str) -> bool {
    name.starts_with("fetch_worker") || name.starts_with(loaders::PREFIX)
}

pub fn run() -> Result<(), Failure> {
    let staging = staging_folder()?;
    let profile = env::var("TRUNK_PROFILE").unwrap_or_else(|_| "debug".to_owned());
    later::take_out(&staging, &profile)?;
    if profile == "release" {
        optimize_all(&staging)?;
        minify_all(&staging)?;
    }

    let mut files = Vec::new();
    for name in files_in(&staging)? {
        let content = read(&staging.join(&name))?;
        files.push((name, content));
    }
    let build_id = build_id::of(&files);
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();

    let worker = staging.join(SERVICE_WORKER);
    let filled = service_worker::filled(&read_text(&worker)?, &build_id, &names)?;
    write_text(&worker, &filled)?;

    let page = staging.join(PAGE);
    let compact = without_indents(&read_text(&page)?);
    write_text(&page, &script_sources::filled(&compact)?)?;
    say(format!("Finished build {build_id}: {} files.", files.len()));
    Ok(())
}

/// The page without what only arranges it for those who write it.
fn without_indents(page: &str) -> String {
    let lines = page.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.flat_map(|line| [line, "\n"]).collect()
}

fn staging_folder() -> Result<PathBuf, Failure> {
    env::var_os("TRUNK_STAGING_DIR")
        .map(PathBuf::from)
        .filter(|folder| folder.is_dir())
        .ok_or_else(|| {
            Failure::new(
                "finish-build was started without a staging folder",
                "Trunk starts it after each build; run `cargo xtask build` or `cargo xtask serve`.",
            )
        })
}

/// Shortens style sheets and wasm-bindgen's scripts. That one cannot be shortened is a
/// warning: it works as it is. Our own script has places to fill in, and only loses its
/// comments then.
fn minify_all(staging: &Path) -> Result<(), Failure> {
    for name in files_in(staging)? {
        let shorter = match name.rsplit_once('.') {
            Some((_, "css")) => minify::shorter_style,
            Some((_, "js")) if name != SERVICE_WORKER => minify::shorter_script,
            _ => continue,
        };
        let path = staging.join(&name);
        match shorter(&read_text(&path)?) {
            Some(text) => write_text(&path, &text)?,
            None => warn(format!(
                "xtask: {name} could not be minified; only size is lost."
            )),
        }
    }
    Ok(())
}

/// Shrinks every wasm file. That it cannot be done is a warning: the page works
/// without.
fn optimize_all(staging: &Path) -> Result<(), Failure> {
    let Some(program) = wasm_opt::find() else {
        warn(
            "xtask: no wasm-opt, so a first visit loads half as much again; \
             `cargo xtask setup` gets it.",
        );
        return Ok(());
    };
    for name in files_in(staging)? {
        if !name.ends_with(".wasm") {
            continue;
        }
        let path = staging.join(&name);
        let before = read(&path)?;
        match optimize::smaller(&program, &path) {
            Ok(Some(after)) => {
                let before = before.len();
                say(format!("wasm-opt: {name}, {before} to {after} bytes."));
            }
            Ok(None) => say(format!("wasm-opt: {name} is as small as it gets.")),
            Err(failure) => warn(format!(
                "{failure}\nxtask: going on with {name} as it was; only size is lost."
            )),
        }
    }
    Ok(())
}
