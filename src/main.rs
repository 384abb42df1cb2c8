//! The page's entry: makes panics visible, puts the page up, and exports the
//! console API.

#[cfg(target_arch = "wasm32")]
mod exports {
    use fetch_playground::browser::document::documents;
    use fetch_playground::state::commands;
    use fetch_playground::state::crash;
    use fetch_playground::state::experiment_documents::{read_experiment, write_experiment};
    use fetch_playground::state::memory;
    use fetch_playground::state::run::run_error::{self, RunError};
    use fetch_playground::state::store::Store;
    use fetch_playground::view::app::App;
    use futures::FutureExt;
    use futures::channel::oneshot;
    use futures::future::{LocalBoxFuture, Shared};
    use js_sys::JSON;
    use leptos::prelude::*;
    use playground_core::experiment::Experiment;
    use playground_core::session::report_size::ReportTooLong;
    use wasm_bindgen::JsValue;
    use wasm_bindgen::prelude::wasm_bindgen;

    thread_local! {
        /// The page's store, once the page is up; `None` if it crashed before.
        static STARTED: Shared<LocalBoxFuture<'static, Option<Store>>> =
            put_up_page().boxed_local().shared();
    }

    /// Runs when the module is loaded.
    #[wasm_bindgen(start)]
    pub fn start() {
        crash::install_hook();
        // Leptos has no tasks before something is mounted.
        wasm_bindgen_futures::spawn_local(started().map(drop));
    }

    fn started() -> Shared<LocalBoxFuture<'static, Option<Store>>> {
        STARTED.with(Shared::clone)
    }

    async fn put_up_page() -> Option<Store> {
        let (experiment, message) = memory::recall_experiment().await;
        let (sender, store) = oneshot::channel();
        leptos::mount::mount_to_body(move || {
            let store = Store::new(&experiment, message);
            crash::watch(store);
            // This function waits for it.
            let _received = sender.send(store);
            view! { <App store /> }
        });
        store.await.ok()
    }

    /// The default experiment, as a document.
    #[wasm_bindgen(js_name = defaultExperiment)]
    pub async fn default_experiment() -> Result<JsValue, JsValue> {
        match write_experiment(Experiment::default()).await {
            Ok(text) => JSON::parse(&text),
            Err(reason) => answer(Err(reason)).await,
        }
    }

    /// Runs an experiment document (an object or JSON text) on the page and
    /// resolves to its report.
    #[wasm_bindgen(js_name = runExperiment)]
    pub async fn run_experiment(document: JsValue) -> Result<JsValue, JsValue> {
        let report = run(&document).await;
        answer(report.map(|report| documents::to_object(&report))).await
    }

    /// Reads a report document (an object or JSON text) and resolves to a handle of it.
    #[wasm_bindgen(js_name = readReport)]
    pub async fn read_report(document: JsValue) -> Result<JsValue, JsValue> {
        let read = match documents::text_of(&document) {
            Ok(text) => commands::read_report(text).await,
            Err(refusal) => Err(RunError::Refused(refusal)),
        };
        answer(read.map(JsValue::from)).await
    }

    /// Puts a report that was read on the page.
    #[wasm_bindgen(js_name = showReport)]
    pub async fn show_report(handle: JsValue) -> Result<JsValue, JsValue> {
        // What is no number is no handle, and neither is 0.
        let handle = handle.as_f64().unwrap_or_default();
        let shown = match started().await {
            Some(store) => commands::show_read_report(store, handle).await,
            None => Err(RunError::Crashed),
        };
        answer(shown.map(|()| JsValue::UNDEFINED)).await
    }

    /// What a script is answered. If there is an error, the page says why too.
    async fn answer(result: Result<JsValue, RunError>) -> Result<JsValue, JsValue> {
        match result {
            Ok(value) => Ok(value),
            Err(reason) => {
                if let Some(store) = started().await {
                    run_error::notify_error(store, &reason);
                }
                Err(documents::to_error(&reason.to_string()))
            }
        }
    }

    async fn run(document: &JsValue) -> Result<serde_json::Value, RunError> {
        let text = documents::text_of(document).map_err(RunError::Refused)?;
        // Its part of the page writes the report too, so no run is in vain.
        let experiment = read_experiment(text).await?;
        if let Some(too_long) = ReportTooLong::of(&experiment) {
            return Err(RunError::ReportTooLong(too_long));
        }
        let store = started().await.ok_or(RunError::Crashed)?;
        let finished = commands::run_experiment(store, experiment).await?;
        finished.report().await
    }
}

const fn main() {}
