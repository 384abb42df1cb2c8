//! Reports that are saved, read back and shown. A first visit does without all of it, so
//! it is loaded when it is first wanted (see `view::later`).

use std::rc::Rc;

use futures::future::LocalBoxFuture;
use leptos::ev::{DragEvent, Event};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_split::wasm_split;

use super::commands::{NotRun, say_why};
use super::comparison::Comparison;
use super::store::Store;
use crate::browser::drop::{self, File};
use crate::browser::files;
use crate::browser::recording::Recording;
use crate::browser::target::Target;
use crate::browser::urls::BrowserUrls;
use crate::export::refusal::Refusal;
use crate::export::report_reader::{self, RecordedReport};
use crate::lab::state::RunStats;
use crate::model::browser_times::most_at_once;
use crate::model::units::{RunId, TimePoint};
use crate::timeline::axis::end_when_done;

/// A report of 100,000 requests in a few lanes has room in it. In bytes.
const LONGEST: f64 = 400_000_000.0;

/// Reads a report from its JSON text.
///
/// # Errors
/// It is none, or the part of the page that reads it did not come.
pub fn read_report(text: String) -> LocalBoxFuture<'static, Result<Rc<RecordedReport>, NotRun>> {
    Box::pin(read(text))
}

/// Puts a recorded report on the page, in the place of a run that has ended.
///
/// # Errors
/// Something runs, and nothing has changed.
pub fn show_report(
    store: Store,
    report: Rc<RecordedReport>,
) -> LocalBoxFuture<'static, Result<(), NotRun>> {
    Box::pin(show(store, report))
}

/// Saves the report of what is on the page as a file.
pub fn save_report(store: Store) {
    spawn_local(async move {
        if let Err(reason) = save(store).await {
            say_why(store, &reason);
        }
    });
}

/// Shows the report in the file that was chosen.
pub fn open_chosen(store: Store, event: &Event) {
    if let Some(file) = files::chosen(event) {
        open(store, file);
    }
}

/// Shows the report in the file that was dropped.
pub fn open_dropped(store: Store, event: &DragEvent) {
    if let Some(file) = drop::file_in(event) {
        open(store, file);
    }
}

fn open(store: Store, file: File) {
    spawn_local(async move {
        let opened = async {
            let text = drop::text_of(file, LONGEST).await;
            let report = read_report(text.ok_or(NotRun::Unreadable)?).await?;
            show_report(store, report).await
        };
        if let Err(reason) = opened.await {
            say_why(store, &reason);
        }
    });
}

#[wasm_split(parts, wasm_split_path = leptos::wasm_split, fallible)]
fn read(text: String) -> Result<Rc<RecordedReport>, NotRun> {
    // The browser's own parser would bring each of millions of values over one by one.
    let document = serde_json::from_str(&text);
    let document = document.map_err(|error| Refusal::NotJson(error.to_string()));
    let report = document
        .and_then(|document| report_reader::read(document, &BrowserUrls::new()))
        .map_err(NotRun::Refused)?;
    Ok(Rc::new(report))
}

#[wasm_split(parts, wasm_split_path = leptos::wasm_split, fallible)]
fn save(store: Store) -> Result<(), NotRun> {
    let report = store.look(|all| all.report().to_string());
    let saved = report.and_then(|text| files::save("report.json", &text));
    saved.ok_or(NotRun::NotSaved)
}

#[wasm_split(parts, wasm_split_path = leptos::wasm_split, fallible)]
fn show(store: Store, report: Rc<RecordedReport>) -> Result<(), NotRun> {
    if store.is_busy_now() {
        return Err(NotRun::Busy);
    }
    let experiment = &report.experiment;
    if store.reading.get_untracked().as_ref() != Ok(experiment) {
        store.draft.update(|draft| *draft = draft.with(experiment));
    }
    let requests = experiment.workload.requests;
    let made_with = report.environment.browser();
    *store.comparison().borrow_mut() = Some(comparison_of(&report));
    store.selected.update(|selected| {
        *selected = selected.filter(|index| index.0 < requests);
    });
    store.show_lanes_anew();
    store.refresh();
    let made_with = made_with.map_or_else(String::new, |browser| format!(", made with {browser}"));
    store.say(
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
    let mut all = Comparison::new(report.experiment.clone(), || {
        runs.next().unwrap_or_default()
    });
    let target = Target::Recorded(Rc::new(Recording {
        environment: report.environment.clone(),
        is_lab: report.experiment.source.is_lab(),
        urls: report.lanes.iter().map(|lane| lane.urls.clone()).collect(),
    }));
    for (lane, recorded) in all.lanes.iter_mut().zip(&report.lanes) {
        lane.run = recorded.run.clone();
        // What was recorded counts, also where it would be planned otherwise today.
        lane.ideal = recorded.ideal.or(lane.ideal);
        if let Some(&(_, limit)) = lane.run.in_flight_over_time().limits().last() {
            lane.limit = limit;
        }
        lane.started = Some(TimePoint::START);
        lane.startup = recorded.startup;
        lane.waiting = recorded.waiting;
        lane.at_source = recorded.max_in_flight_at_source.map(|most| RunStats {
            max_in_flight: most,
            ..RunStats::default()
        });
        lane.at_server = most_at_once(&lane.run).filter(|_| target.is_one_server());
        lane.was_hidden = recorded.was_hidden;
        lane.heartbeat = recorded.heartbeat.clone();
        let longest = lane.run.last_end().unwrap_or_default() - TimePoint::START;
        lane.axis_end = end_when_done(longest);
    }
    all.target = Some(target);
    all
}
