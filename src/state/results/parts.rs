//! The parts of the page that are loaded after the first screen (see `view::later`): so that
//! nothing has to be fetched during a run, and all parts are cached for offline use.

use leptos::prelude::Set;
use leptos::task::spawn_local;
use leptos::wasm_split::wasm_split;

use crate::browser::document::environment::environment;
use crate::browser::document::{file_drop, page};
use crate::browser::lab::registration;
use crate::state::results::reports;
use crate::state::run::run_error::RunError;
use crate::state::store::Store;

/// Loads them in the background. A failure is reported when they are needed.
pub fn load_behind(store: Store) {
    spawn_local(async move {
        if listen(store).await.is_ok() {
            store.parts_are_loaded.set(1);
        }
        registration::keep_all();
    });
}

/// Listens for what the first screen does without.
#[wasm_split(parts, wasm_split_path = leptos::wasm_split, fallible)]
fn listen(store: Store) -> Result<(), RunError> {
    file_drop::on_files(move |file| reports::open(store, file));
    // Canvases are drawn again, in the pixels of the new screen.
    page::on_density(move || store.redraw());
    Ok(())
}

/// Waits until they are loaded.
///
/// # Errors
/// They could not be loaded.
pub async fn load_parts() -> Result<(), RunError> {
    load().await.map_err(|_| RunError::PartMissing)
}

/// The report of the comparison on the page.
#[wasm_split(parts, wasm_split_path = leptos::wasm_split, fallible, preload(load))]
pub fn write_report(store: Store) -> Result<serde_json::Value, RunError> {
    let report = store.live.peek(|all| all.report(&environment()));
    Ok(report.unwrap_or_default())
}
