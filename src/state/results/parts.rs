//! The parts of the page that are loaded when it stands (see `view::later`): so that
//! nothing has to be fetched amid a run, and all of it is kept for offline use.

use leptos::task::spawn_local;
use leptos::wasm_split::wasm_split;

use crate::browser::document::environment::environment;
use crate::browser::lab::registration;
use crate::state::run::run_error::RunError;
use crate::state::store::Store;

/// Fetches them behind everything else. That they do not come is said when they are
/// needed.
pub fn load_behind() {
    spawn_local(async {
        let _said_later = load().await;
        registration::keep_all();
    });
}

/// Waits until they are there.
///
/// # Errors
/// They do not come.
pub async fn load_parts() -> Result<(), RunError> {
    load().await.map_err(|_| RunError::PartMissing)
}

/// The report of what is on the page.
#[wasm_split(parts, wasm_split_path = leptos::wasm_split, fallible, preload(load))]
pub fn write_report(store: Store) -> Result<serde_json::Value, RunError> {
    let report = store.live.peek(|all| all.report(&environment()));
    Ok(report.unwrap_or_default())
}
