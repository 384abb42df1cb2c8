//! The page's entry: makes panics visible, puts the page up, and exports the
//! console API.

#[cfg(target_arch = "wasm32")]
mod exports {
    use std::cell::{Cell, RefCell};
    use std::rc::Rc;

    use fetch_playground::browser::documents;
    use fetch_playground::browser::urls::BrowserUrls;
    use fetch_playground::export::experiment;
    use fetch_playground::export::report_reader::RecordedReport;
    use fetch_playground::model::experiment::Experiment;
    use fetch_playground::state::commands::{self, NotRun};
    use fetch_playground::state::crash;
    use fetch_playground::state::store::Store;
    use fetch_playground::view::app::App;
    use leptos::prelude::*;
    use wasm_bindgen::JsValue;
    use wasm_bindgen::prelude::wasm_bindgen;

    /// Each takes its room: a script that reads one after the other forgets the first.
    const REPORTS_KEPT: usize = 8;

    thread_local! {
        static STORE: Cell<Option<Store>> = const { Cell::new(None) };
        /// The reports that were read last, each with its handle.
        static REPORTS: RefCell<Vec<(u32, Rc<RecordedReport>)>> = const { RefCell::new(Vec::new()) };
        static HANDLES: Cell<u32> = const { Cell::new(0) };
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
        let text = documents::text_of(&document);
        // The object is JavaScript's again, and may be let go while its text is read.
        drop(document);
        let report = match text {
            Ok(text) => commands::read_report(text).await,
            Err(refusal) => Err(NotRun::Refused(refusal)),
        };
        let report = report.map_err(|reason| refuse(&reason))?;
        let handle = HANDLES.get().wrapping_add(1);
        HANDLES.set(handle);
        REPORTS.with_borrow_mut(|all| {
            if all.len() == REPORTS_KEPT {
                all.remove(0);
            }
            all.push((handle, report));
        });
        Ok(handle.into())
    }

    /// Puts a report that was read on the page.
    #[wasm_bindgen(js_name = showReport)]
    pub async fn show_report(handle: JsValue) -> Result<(), JsValue> {
        let handle = handle.as_f64();
        let report = REPORTS.with_borrow(|all| {
            let mut all = all.iter();
            let found = all.find(|(number, _)| handle == Some(f64::from(*number)));
            found.map(|(_, report)| Rc::clone(report))
        });
        let shown = match (STORE.get(), report) {
            (Some(store), Some(report)) => commands::show_report(store, report).await,
            _ => Err(NotRun::UnknownReport),
        };
        shown.map_err(|reason| refuse(&reason))
    }

    /// Says why on the page, and gives the error that says so to the script.
    fn refuse(reason: &NotRun) -> JsValue {
        if let Some(store) = STORE.get() {
            commands::say_why(store, reason);
        }
        documents::to_error(&reason.to_string())
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
