//! What can be done: run, stop, change the limit. Buttons, keys and the console
//! all come through here.

use std::pin::pin;
use std::sync::Arc;

use futures::future::{Either, LocalBoxFuture, select};
use leptos::ev::DragEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::document::file_drop;
use crate::browser::document::urls::BrowserUrls;
use crate::browser::fetch::source;
use crate::state::crash;
use crate::state::results::parts;
pub use crate::state::results::reports::{
    open_chosen, open_dropped, read_report, save_report, show_read_report, show_report,
};
use crate::state::run::run_error::{RunError, notify_error};
use crate::state::run::run_lanes::{Finished, run_lanes};
use crate::state::store::Store;
use playground_core::experiment::Experiment;
use playground_core::experiment::presets::Preset;
use playground_core::experiment::ranges;
use playground_core::experiment::source::Source;
use playground_core::experiment::strategy::Strategy;
use playground_core::form::draft::{Draft, Field};
use playground_core::session::lane_state::LaneState;
use playground_engine::control::LaneControl;

/// Longer files are no lists of addresses. In bytes.
const MAX_LIST: f64 = 10_000_000.0;

/// Brings the built-in lab up while the user looks at the page, so that the first
/// run starts at once and the page is kept for offline use without a run; and
/// asks whether another source that was chosen is there.
pub fn wake_source(store: Store) {
    spawn_local(async move {
        say_if_missing(store, Source::BuiltInLab).await;
        // Through the lab's worker, which keeps them.
        parts::load_behind();
    });
    let chosen = store.draft.with_untracked(|draft| draft.source.clone());
    if chosen != Source::BuiltInLab {
        look_for(store, chosen);
    }
}

/// Runs will ask this source from now on. Whether it is there is said at once.
pub fn choose_source(store: Store, source: Source) {
    store.notice.set(None);
    store
        .draft
        .update(|draft| draft.choose(source.clone(), &BrowserUrls::new()));
    look_for(store, source);
}

/// Adds the lanes of a kind, or takes them away.
pub fn set_lane(store: Store, kind: Strategy, wanted: bool) {
    store.draft.update(|draft| draft.set_lane(kind, wanted));
    show_plan(store);
}

/// Puts an experiment into the fields, to be sent to the source that is chosen.
pub fn take_preset(store: Store, preset: &Preset) {
    store.notice.set(None);
    store.draft.update(|draft| {
        let source = draft.source.clone();
        *draft = draft.with(&preset.experiment);
        draft.choose(source, &BrowserUrls::new());
    });
    show_plan(store);
}

/// Shows what is planned, and no longer what was run: other lanes are another
/// experiment.
pub fn show_plan(store: Store) {
    if !store.is_busy_now() {
        store.live.clear();
    }
}

/// Takes the addresses that are typed.
pub fn set_urls(store: Store, text: String) {
    store.draft.update(|draft| {
        draft.set(Field::Urls, text);
        draft.choose(Source::Urls(Arc::default()), &BrowserUrls::new());
    });
}

/// A file may be dropped on the list.
pub fn allow_drop(event: &DragEvent) {
    file_drop::allow(event);
}

/// Takes the addresses in a file that is dropped; dropped text comes as if typed.
pub fn take_dropped(store: Store, event: &DragEvent) {
    if let Some(file) = file_drop::file_in(event) {
        spawn_local(async move {
            match file_drop::text_of(file, MAX_LIST).await {
                // Another source may have been chosen, or a run begun, in the meantime.
                Some(text) => {
                    let takes = |draft: &Draft| draft.counts(Field::Urls);
                    if store.draft.with_untracked(takes) && !store.is_busy_now() {
                        set_urls(store, text);
                    }
                }
                None => store.notify(
                    "That file cannot be read here: lists are text, of 10 MB at most.".to_owned(),
                    true,
                ),
            }
        });
    }
}

/// Says so if the source is not to be had, and it is still the one that counts.
fn look_for(store: Store, source: Source) {
    spawn_local(say_if_missing(store, source));
}

async fn say_if_missing(store: Store, source: Source) {
    if let Err(problem) = source::connect(&source, 0).await
        && store.draft.with_untracked(|draft| draft.source == source)
    {
        store.notify(problem.to_string(), true);
    }
}

/// Runs what is in the fields.
pub fn run(store: Store) {
    if store.is_busy_now() {
        return;
    }
    match store.reading.get_untracked() {
        Ok(experiment) => spawn_local(async move {
            if let Err(reason) = run_experiment(store, experiment).await {
                notify_error(store, &reason);
            }
        }),
        Err(errors) => {
            if let Some(error) = errors.values().next() {
                notify_error(store, &RunError::Setting(error.clone()));
            }
        }
    }
}

/// Runs an experiment to its end. Boxed, so that its two callers share one copy
/// of the engine's code.
///
/// # Errors
/// It cannot be run; nothing was sent.
pub fn run_experiment(
    store: Store,
    experiment: Experiment,
) -> LocalBoxFuture<'static, Result<Finished, RunError>> {
    run_from(store, experiment, 0)
}

/// The same, from the lane at this place on; those before it are on the page and stay.
fn run_from(
    store: Store,
    experiment: Experiment,
    first: usize,
) -> LocalBoxFuture<'static, Result<Finished, RunError>> {
    Box::pin(async move {
        let run = pin!(run_lanes(store, experiment, first));
        match select(run, pin!(crash::crashed())).await {
            Either::Left((finished, _)) => finished,
            Either::Right(_) => Err(RunError::Crashed),
        }
    })
}

/// Runs what an experiment has more than what is on the page, beside it.
///
/// # Errors
/// As [`run_experiment`].
pub async fn run_beside(store: Store, experiment: Experiment) -> Result<Finished, RunError> {
    let kept = store
        .live
        .peek(|all| all.lanes_of(&experiment))
        .unwrap_or(0);
    run_from(store, experiment, kept).await
}

/// Ends the whole comparison: the wait for its source, the running lane, and
/// those after it.
pub fn stop(store: Store) {
    store.connecting.with_value(LaneControl::stop);
    for handles in store.live.all_handles() {
        handles.control.stop();
    }
}

/// Sets the limit: in its field, and on the lane that runs with it now.
pub fn set_limit(store: Store, limit: u32) {
    store
        .draft
        .update(|draft| draft.set(Field::Limit, limit.to_string()));
    apply_limit(store);
}

/// Takes the limit that is in the field over to the lane that is running.
pub fn apply_limit(store: Store) {
    let Some(limit) = store.draft.with_untracked(Draft::limit) else {
        return;
    };
    let running = store.live.peek(|all| {
        let is_concurrent = |lane: &LaneState| match lane.run.strategy() {
            Strategy::Concurrent { .. } => true,
            Strategy::Sequential | Strategy::Threads { .. } | Strategy::Blocking => false,
        };
        let mut lanes = all.indexed_lanes();
        let (index, lane) = lanes.find(|(_, lane)| lane.is_running() && is_concurrent(lane))?;
        let is_new = lane.limit != limit && ranges::LIMIT.contains(u64::from(limit));
        is_new.then_some(index)
    });
    if let Some(handles) = running.flatten().and_then(|lane| store.live.handles(lane)) {
        handles.control.set_limit(limit);
    }
}
