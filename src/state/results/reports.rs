//! Saving, reading and showing reports. The first screen does not need it, so it is loaded
//! after it (see `view::later`).

use std::cell::RefCell;

use leptos::ev::Event;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_split::wasm_split;

use crate::browser::document::environment::environment;
use crate::browser::document::file_drop::{self, File};
use crate::browser::document::files::{self, FileWriter};
use crate::browser::document::urls::BrowserUrls;
use crate::browser::timing::clock::BrowserClock;
use crate::state::run::run_error::{RunError, notify_error};
use crate::state::store::Store;
use playground_core::documents::document_error::DocumentError;
use playground_core::documents::report::{self, MAX_REPORT_BYTES, RecordedReport, ReportPieces};
use playground_core::session::comparison::Comparison;
use playground_core::session::report_size::ReportTooLong;
use playground_core::units::Span;
use playground_core::wording::numbers::format_percent;
use playground_engine::ports::Clock;

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
        let text = file_drop::text_of(file, MAX_REPORT_BYTES as f64).await;
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
    spawn_local(async move {
        store.notice.set(None);
        match save(store).await {
            Ok(()) => store.notice.set(None),
            Err(reason) => notify_error(store, &reason),
        }
    });
}

async fn save(store: Store) -> Result<(), RunError> {
    let generation = store.live.generation();
    let too_long = store.live.peek(|all| ReportTooLong::of(&all.experiment));
    if let Some(too_long) = too_long.flatten() {
        return Err(RunError::ReportTooLong(too_long));
    }
    let (here, mut pieces) = (environment(), ReportPieces::default());
    let (file, mut bytes) = (FileWriter::default(), 0);
    while let Some((text, share)) = store
        .live
        .peek(|all| all.next_piece(&mut pieces, &here))
        .flatten()
    {
        file.write(&text).ok_or(RunError::NotSaved)?;
        bytes += text.len() as u64;
        if bytes > MAX_REPORT_BYTES {
            return Err(RunError::ReportTooLong(ReportTooLong { bytes }));
        }
        if share < 1.0 {
            let percent = format_percent(share * 100.0);
            store.notify(format!("Saving the report: {percent}"), false);
        }
        // The page responds meanwhile, and may have gone on to something else.
        BrowserClock.sleep(Span::ZERO).await;
        if store.is_busy_now() || store.live.generation() != generation {
            return Err(RunError::SaveInterrupted);
        }
    }
    file.save("report.json").ok_or(RunError::NotSaved)
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
