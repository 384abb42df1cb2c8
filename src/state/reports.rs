//! Reports that are saved, read back and shown. A first visit does without all of it, so
//! it is loaded when it is first wanted (see `view::later`).

use std::cell::RefCell;
use std::rc::Rc;

use leptos::ev::{DragEvent, Event};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_split::wasm_split;

use super::commands::{RunError, notify_error};
use super::comparison::Comparison;
use super::store::Store;
use crate::browser::file_drop::{self, File};
use crate::browser::files;
use crate::browser::recording::Recording;
use crate::browser::target::Target;
use crate::browser::urls::BrowserUrls;
use playground_core::documents::document_error::DocumentError;
use playground_core::documents::report_reader::{self, RecordedReport};
use playground_core::lab::state::RunStats;
use playground_core::run::browser_times::most_at_once;
use playground_core::timeline::axis::end_when_done;
use playground_core::units::{RunId, TimePoint};

/// A report of 100,000 requests in a few lanes has room in it. In bytes.
const LONGEST: f64 = 200_000_000.0;

/// Each takes its room: a script that reads one after the other forgets the first.
const KEPT: usize = 8;

thread_local! {
    /// The reports that were read last, each with its handle.
    static READ: RefCell<Vec<(u32, RecordedReport)>> = const { RefCell::new(Vec::new()) };
}

/// Reads a report from its JSON text, and gives a handle of it.
///
/// # Errors
/// It is none, or the part of the page that reads it did not come.
#[wasm_split(parts, wasm_split_path = leptos::wasm_split, fallible)]
pub fn read_report(text: String) -> Result<u32, RunError> {
    let report = read(&text)?;
    READ.with_borrow_mut(|all| {
        let handle = all.last().map_or(1, |(last, _)| last + 1);
        if all.len() == KEPT {
            all.remove(0);
        }
        all.push((handle, report));
        Ok(handle)
    })
}

/// Puts the report of this handle on the page.
///
/// # Errors
/// Something runs, or there is none; nothing has changed.
#[wasm_split(parts, wasm_split_path = leptos::wasm_split, fallible)]
pub fn show_read_report(store: Store, handle: f64) -> Result<(), RunError> {
    READ.with_borrow(|all| {
        let mut all = all.iter();
        let found = all.find(|(number, _)| f64::from(*number) == handle);
        let (_, report) = found.ok_or(RunError::UnknownReport)?;
        show_report(store, report)
    })
}

/// Shows the report in a file that is dropped.
pub fn open_dropped(store: Store, event: &DragEvent) {
    if let Some(file) = file_drop::file_in(event) {
        spawn_local(async move {
            if let Err(reason) = open_later(store, file).await {
                notify_error(store, &reason);
            }
        });
    }
}

#[wasm_split(parts, wasm_split_path = leptos::wasm_split, fallible)]
fn open_later(store: Store, file: File) -> Result<(), RunError> {
    open(store, file);
    Ok(())
}

/// Shows the report in the file that was chosen.
pub fn open_chosen(store: Store, event: &Event) {
    if let Some(file) = files::chosen(event) {
        open(store, file);
    }
}

fn open(store: Store, file: File) {
    spawn_local(async move {
        let text = file_drop::text_of(file, LONGEST).await;
        let report = text
            .ok_or(RunError::Unreadable)
            .and_then(|text| read(&text));
        if let Err(reason) = report.and_then(|report| show_report(store, &report)) {
            notify_error(store, &reason);
        }
    });
}

/// Saves the report of what is on the page as a file.
pub fn save_report(store: Store) {
    let report = store.peek(|all| all.report().to_string());
    if report
        .and_then(|text| files::save("report.json", &text))
        .is_none()
    {
        notify_error(store, &RunError::NotSaved);
    }
}

fn read(text: &str) -> Result<RecordedReport, RunError> {
    // The browser's own parser would bring each of millions of values over one by one.
    let document = serde_json::from_str(text);
    let document = document.map_err(|error| DocumentError::NotJson(error.to_string()));
    document
        .and_then(|document| report_reader::read(document, &BrowserUrls::new()))
        .map_err(RunError::Refused)
}

/// Puts a recorded report on the page, in the place of a run that has ended.
///
/// # Errors
/// Something runs, and nothing has changed.
pub fn show_report(store: Store, report: &RecordedReport) -> Result<(), RunError> {
    if store.is_busy_now() {
        return Err(RunError::Busy);
    }
    let experiment = &report.experiment;
    if store.reading.get_untracked().as_ref() != Ok(experiment) {
        store.draft.update(|draft| *draft = draft.with(experiment));
    }
    let requests = experiment.workload.requests;
    *store.comparison().borrow_mut() = Some(comparison_of(report));
    store.selected.update(|selected| {
        *selected = selected.filter(|index| index.0 < requests);
    });
    store.invalidate_lanes();
    store.refresh();
    let browser = report.environment.browser();
    let made_with = browser.map_or_else(String::new, |browser| format!(", made with {browser}"));
    store.notify(
        format!(
            "This is a recorded report{made_with}: nothing was sent just now. ▶ Run all runs its \
             experiment anew, here."
        ),
        false,
    );
    Ok(())
}

fn comparison_of(report: &RecordedReport) -> Comparison {
    let mut runs = (0..).map(RunId);
    // What was recorded counts, also where it would be planned otherwise today.
    let ideals: Vec<_> = report.lanes.iter().map(|lane| lane.ideal).collect();
    let draw_run = || runs.next().unwrap_or_default();
    let mut all = Comparison::with_ideals(report.experiment.clone(), draw_run, &ideals);
    let target = Target::Recorded(Rc::new(Recording {
        environment: report.environment.clone(),
        is_lab: report.experiment.source.is_lab(),
        urls: report.lanes.iter().map(|lane| lane.urls.clone()).collect(),
    }));
    for (lane, recorded) in all.lanes.iter_mut().zip(&report.lanes) {
        lane.run = recorded.run.clone();
        lane.target = Some(target.clone());
        if let Some(&(_, limit)) = lane.run.in_flight_over_time().limits().last() {
            lane.limit = limit;
        }
        lane.started = Some(TimePoint::START);
        lane.startup = recorded.startup;
        lane.waiting = recorded.waiting;
        lane.at_source = recorded.max_in_flight_at_source.map(|most| RunStats {
            max_in_flight: most,
            refused: recorded.refused_at_source.unwrap_or(0),
            counter: recorded.counter_at_source.unwrap_or(0).into(),
            ..RunStats::default()
        });
        lane.at_server = most_at_once(&lane.run).filter(|_| target.is_one_server());
        lane.was_hidden = recorded.was_hidden;
        lane.heartbeat = recorded.heartbeat.clone();
        let longest = lane.run.last_end().unwrap_or_default() - TimePoint::START;
        lane.axis_end = end_when_done(longest);
    }
    all
}
