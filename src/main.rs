//! The page's entry: makes panics visible, puts the page up, and exports the
//! console API.

#[cfg(target_arch = "wasm32")]
mod exports {
    use std::cell::Cell;

    use fetch_playground::browser::documents;
    use fetch_playground::browser::urls::BrowserUrls;
    use fetch_playground::export::experiment;
    use fetch_playground::model::experiment::Experiment;
    use fetch_playground::state::commands::{self, NotRun};
    use fetch_playground::state::crash;
    use fetch_playground::state::store::Store;
    use fetch_playground::view::app::App;
    use leptos::prelude::*;
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
            Err(reason) => {
                if let Some(store) = STORE.get() {
                    commands::say_why(store, &reason);
                }
                Err(documents::to_error(&reason.to_string()))
            }
        }
    }

    async fn run(document: &JsValue) -> Result<serde_json::Value, NotRun> {
        let document = documents::read(document).map_err(NotRun::Refused)?;
        let experiment =
            experiment::read(document, &BrowserUrls::new()).map_err(NotRun::Refused)?;
        let store = STORE.get().ok_or(NotRun::Busy)?;
        let finished = commands::run_experiment(store, experiment).await?;
        finished.report().await
    }
}

const fn main() {}
