//! Saving, reading and showing reports. The first screen does not need it, so it is loaded
//! after it (see `view::later`).

use std::cell::RefCell;

use leptos::ev::Event;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_split::wasm_split;

use crate::browser::document::environment::environment;
use crate::browser::document::file_drop::{self, File};
use crate::browser::document::files;
use crate::browser::document::urls::BrowserUrls;
use crate::state::run::run_error::{RunError, notify_error};
use crate::state::store::Store;
use playground_core::documents::document_error::DocumentError;
use playground_core::documents::report::{self, RecordedReport};
use playground_core::session::comparison::Comparison;

/// The longest file that is read as a report, in bytes: enough for 100,000 requests in a few
/// lanes.
const MAX_BYTES: f64 = 200_000_000.0;

/// The number of reports that are kept in memory for the console; the oldest is discarded.
const MAX_REPORTS: usize = 8;

thread_local! {
    /// The reports that were last read, each with its handle.
    static READ: RefCell<Vec<(u32, RecordedReport)>> = const { RefCell::new(Vec::new()) };
}

/// Reads a report from its JSON text, and returns a handle to it.
///
/// # Errors
/// The text is not a valid report, or the part of the page that reads it could not be loaded.
#[wasm_split(parts, wasm_split_path = leptos::wasm_split, fallible)]
pub fn read_report(text: String) -> Result<u32, RunError> {
    let report = read(&text)?;
    READ.with_borrow_mut(|all| {
        let handle = all.last().map_or(1, |(last, _)| last + 1);
        if all.len() == MAX_REPORTS {
            all.remove(0);
        }
        all.push((handle, report));
        Ok(handle)
    })
}

/// Shows the report with this handle.
///
/// # Errors
/// Something runs, or there is no such report; nothing has changed.
#[wasm_split(parts, wasm_split_path = leptos::wasm_split, fallible)]
pub fn show_read_report(store: Store, handle: f64) -> Result<(), RunError> {
    READ.with_borrow(|all| {
        let mut all = all.iter();
        let found = all.find(|(number, _)| f64::from(*number) == handle);
        let (_, report) = found.ok_or(RunError::UnknownReport)?;
        show_report(store, report)
    })
}

/// Shows the report in the file that was selected.
pub fn open_chosen(store: Store, event: &Event) {
    if let Some(file) = files::chosen(event) {
        open(store, file);
    }
}

/// Shows the report in a file.
pub fn open(store: Store, file: File) {
    spawn_local(async move {
        let text = file_drop::text_of(file, MAX_BYTES).await;
        let report = text
            .ok_or(RunError::Unreadable)
            .and_then(|text| read(&text));
        if let Err(reason) = report.and_then(|report| show_report(store, &report)) {
            notify_error(store, &reason);
        }
    });
}

/// Saves the report of the comparison on the page as a file.
pub fn save_report(store: Store) {
    let report = store
        .live
        .peek(|all| all.report(&environment()).to_string());
    if report
        .and_then(|text| files::save("report.json", &text))
        .is_none()
    {
        notify_error(store, &RunError::NotSaved);
    }
}

fn read(text: &str) -> Result<RecordedReport, RunError> {
    // From the browser's own parser, each of millions of values would be copied one by one.
    let document = serde_json::from_str(text);
    let document = document.map_err(|error| DocumentError::NotJson(error.to_string()));
    document
        .and_then(|document| report::read(document, &BrowserUrls::new()))
        .map_err(RunError::Refused)
}

/// Shows a recorded report in place of the comparison on the page.
///
/// # Errors
/// Something runs; nothing has changed.
pub fn show_report(store: Store, report: &RecordedReport) -> Result<(), RunError> {
    if store.is_busy_now() {
        return Err(RunError::Busy);
    }
    let experiment = &report.experiment;
    if store.reading.get_untracked().as_ref() != Ok(experiment) {
        store.draft.update(|draft| *draft = draft.with(experiment));
    }
    let requests = experiment.workload.requests;
    store
        .live
        .replace(Comparison::from_report(report), Vec::new());
    store.selected.update(|selected| {
        *selected = selected.filter(|index| index.0 < requests);
    });
    store.live.refresh();
    let browser = report.environment.browser();
    let made_with = browser.map_or_else(String::new, |browser| format!(", made with {browser}"));
    store.notify(
        format!(
            "This is a recorded report{made_with}: nothing was sent now. ▶ Run all runs the same \
             experiment here."
        ),
        false,
    );
    Ok(())
}
