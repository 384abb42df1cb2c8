//! Experiment documents, read and written. The first screen does without them, so what does this
//! is loaded after it (see `view::later`).

use leptos::wasm_split::wasm_split;

use crate::browser::document::documents;
use crate::browser::document::urls::BrowserUrls;
use crate::state::run::run_error::RunError;
use playground_core::documents::experiment;
use playground_core::experiment::Experiment;

/// Reads an experiment from its JSON text.
///
/// # Errors
/// The text is no valid experiment, or the part of the page that reads it could not be loaded.
#[wasm_split(parts, wasm_split_path = leptos::wasm_split, fallible)]
pub fn read_experiment(text: String) -> Result<Experiment, RunError> {
    documents::parse(&text)
        .and_then(|document| experiment::read(document, &BrowserUrls::new()))
        .map_err(RunError::Refused)
}

/// The JSON text of an experiment.
///
/// # Errors
/// The part of the page that writes it could not be loaded.
#[wasm_split(parts, wasm_split_path = leptos::wasm_split, fallible)]
pub fn write_experiment(experiment: Experiment) -> Result<String, RunError> {
    Ok(documents::to_text(&experiment::to_json(&experiment)))
}
