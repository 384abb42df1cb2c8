//! The page's entry: makes panics visible, puts the page up, and exports the
//! console API.

#[cfg(target_arch = "wasm32")]
mod exports {
    use std::cell::Cell;

    use fetch_playground::browser::document::documents;
    use fetch_playground::browser::document::urls::BrowserUrls;
    use fetch_playground::state::commands;
    use fetch_playground::state::crash;
    use fetch_playground::state::results::parts;
    use fetch_playground::state::run::run_error::{self, RunError};
    use fetch_playground::state::store::Store;
    use fetch_playground::view::app::App;
    use leptos::prelude::*;
    use playground_core::documents::experiment;
    use playground_core::experiment::Experiment;
    use wasm_bindgen::JsValue;
    use wasm_bindgen::prelude::wasm_bindgen;

    thread_local! {
        static STORE: Cell<Option<Store>> = const { Cell::new(None) };
    }

    /// Runs when the module is loaded.
    #[wasm_bindgen(start)]
    pub fn start() {
        crash::install_hook();
        leptos::mount::mount_to_body(|| {
            let store = Store::new();
            crash::watch(store);
            STORE.set(Some(store));
            view! { <App store /> }
        });
    }

    /// The default experiment, as a document.
    #[wasm_bindgen(js_name = defaultExperiment)]
    pub async fn default_experiment() -> Result<JsValue, JsValue> {
        Ok(documents::to_object(&experiment::to_json(
            &Experiment::default(),
        )))
    }

    /// Runs an experiment document (an object or JSON text) on the page and
    /// resolves to its report.
    #[wasm_bindgen(js_name = runExperiment)]
    pub async fn run_experiment(document: JsValue) -> Result<JsValue, JsValue> {
        match run(&document).await {
            Ok(report) => Ok(documents::to_object(&report)),
            Err(reason) => Err(refuse(&reason)),
        }
    }

    /// Reads a report document (an object or JSON text) and resolves to a handle of it.
    #[wasm_bindgen(js_name = readReport)]
    pub async fn read_report(document: JsValue) -> Result<JsValue, JsValue> {
        let read = match documents::text_of(&document) {
            Ok(text) => commands::read_report(text).await,
            Err(refusal) => Err(RunError::Refused(refusal)),
        };
        read.map(JsValue::from).map_err(|reason| refuse(&reason))
    }

    /// Puts a report that was read on the page.
    #[wasm_bindgen(js_name = showReport)]
    pub async fn show_report(handle: JsValue) -> Result<JsValue, JsValue> {
        let Some(store) = STORE.get() else {
            return Ok(JsValue::UNDEFINED);
        };
        // What is no number is no handle, and neither is 0.
        let handle = handle.as_f64().unwrap_or_default();
        let shown = commands::show_read_report(store, handle).await;
        shown.map_or_else(|reason| Err(refuse(&reason)), |()| Ok(JsValue::UNDEFINED))
    }

    /// Says why on the page, and gives the error that says so to the script.
    fn refuse(reason: &RunError) -> JsValue {
        if let Some(store) = STORE.get() {
            run_error::notify_error(store, reason);
        }
        documents::to_error(&reason.to_string())
    }

    async fn run(document: &JsValue) -> Result<serde_json::Value, RunError> {
        let document = documents::read(document).map_err(RunError::Refused)?;
        let experiment =
            experiment::read(document, &BrowserUrls::new()).map_err(RunError::Refused)?;
        let store = STORE.get().ok_or(RunError::Busy)?;
        // A report that could not be written would be a run in vain.
        parts::load_parts().await?;
        let finished = commands::run_experiment(store, experiment).await?;
        finished.report().await
    }
}

const fn main() {}
