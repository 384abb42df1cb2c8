//! The last step of a build. Trunk starts it as its post-build hook (see Trunk.toml), in the
//! folder it is about to publish.
//!
//! The order matters: splitting and optimising change files, so the build id comes after them.
//! The id covers the templates before they are filled in, as it cannot cover itself.

mod build_id;
mod optimize;
mod script_sources;
mod service_worker;
mod split;

use std::env;
use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::files::{PAGE, files_in, read, read_text, write};

const SERVICE_WORKER: &str = "service_worker.js";

pub fn run() -> Result<()> {
    let staging = staging_folder()?;
    let profile = env::var("TRUNK_PROFILE").unwrap_or_else(|_| "debug".to_owned());
    split::replace_page(&staging, &profile)?;
    if profile == "release" {
        optimize::wasm_in(&staging)?;
        optimize::scripts_and_styles_in(&staging)?;
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
    write(&worker, filled)?;

    let page = staging.join(PAGE);
    write(&page, script_sources::filled(&read_text(&page)?)?)?;
    println!("Finished build {build_id}: {} files.", files.len());
    Ok(())
}

fn staging_folder() -> Result<PathBuf> {
    env::var_os("TRUNK_STAGING_DIR")
        .map(PathBuf::from)
        .filter(|folder| folder.is_dir())
        .context(
            "finish-build was started without a staging folder: Trunk starts it after each \
             build, so run `cargo xtask build` or `cargo xtask serve`",
        )
}
