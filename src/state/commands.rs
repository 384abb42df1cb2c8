//! The commands of buttons, keys and the console: run, stop, change the settings and the limit.

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
    open_chosen, read_report, save_report, show_read_report, show_report,
};
use crate::state::run::run_error::{RunError, notify_error};
use crate::state::run::run_lanes::{Finished, run_lanes};
use crate::state::run::source_advice::explain_source;
use crate::state::store::Store;
use playground_core::experiment::Experiment;
use playground_core::experiment::presets::Preset;
use playground_core::experiment::ranges;
use playground_core::experiment::source::Source;
use playground_core::experiment::strategy::StrategyKind;
use playground_core::form::draft::{Draft, Field};
use playground_core::session::lane_state::LaneState;
use playground_engine::control::LaneControl;

/// The longest file that is read as a list of URLs, in bytes.
const MAX_LIST_BYTES: f64 = 10_000_000.0;

/// Starts the built-in lab while the user looks at the page, so that the first run starts
/// immediately and the page is stored for offline use without a run; and checks whether
/// another source that is selected is available.
pub fn wake_source(store: Store) {
    spawn_local(async move {
        notify_if_missing(store, Source::BuiltInLab).await;
        // After the lab's service worker has started, which caches them.
        parts::load_behind(store);
    });
    let selected = store.draft.with_untracked(|draft| draft.source.clone());
    if selected != Source::BuiltInLab {
        check_source(store, selected);
    }
}

/// Selects the source of the next runs, and notifies the user if it is not available.
pub fn choose_source(store: Store, source: Source) {
    store.notice.set(None);
    store
        .draft
        .update(|draft| draft.choose_source(source.clone(), &BrowserUrls::new()));
    if let Source::Urls(_) = source {
        // Their list is typed there.
        store.settings_are_open.set(true);
    }
    check_source(store, source);
}

/// Adds a lane of a kind, or removes all of that kind.
pub fn set_lane(store: Store, kind: StrategyKind, is_on: bool) {
    store.draft.update(|draft| draft.set_lane(kind, is_on));
    show_plan(store);
}

/// Puts a preset experiment into the fields, and keeps the selected source.
pub fn take_preset(store: Store, preset: &Preset) {
    store.notice.set(None);
    store.draft.update(|draft| {
        let source = draft.source.clone();
        *draft = draft.with(&preset.experiment);
        draft.choose_source(source, &BrowserUrls::new());
    });
    show_plan(store);
}

/// Shows the planned lanes instead of the last run's, which belong to another experiment.
pub fn show_plan(store: Store) {
    if !store.is_busy_now() {
        store.live.clear();
    }
}

/// Sets the list of URLs.
pub fn set_urls(store: Store, text: String) {
    store.draft.update(|draft| {
        draft.set(Field::Urls, text);
        draft.choose_source(Source::Urls(Arc::default()), &BrowserUrls::new());
    });
}

/// Allows a file to be dropped on the list of URLs.
pub fn allow_drop(event: &DragEvent) {
    file_drop::allow(event);
}

/// Reads the URLs in a file that is dropped; the browser inserts dropped text itself.
pub fn take_dropped(store: Store, event: &DragEvent) {
    if let Some(file) = file_drop::file_in(event) {
        spawn_local(async move {
            match file_drop::text_of(file, MAX_LIST_BYTES).await {
                // Meanwhile another source may have been selected, or a run started.
                Some(text) => {
                    let has_list = |draft: &Draft| draft.is_used(Field::Urls);
                    if store.draft.with_untracked(has_list) && !store.is_busy_now() {
                        set_urls(store, text);
                    }
                }
                None => store.notify(
                    "That file cannot be read: a list of URLs is text of at most 10 MB.".to_owned(),
                    true,
                ),
            }
        });
    }
}

/// Notifies the user if a source is not available and is still selected.
fn check_source(store: Store, source: Source) {
    spawn_local(notify_if_missing(store, source));
}

async fn notify_if_missing(store: Store, source: Source) {
    if let Err(problem) = source::connect(&source, 0).await
        && store.draft.with_untracked(|draft| draft.source == source)
    {
        notify_error(store, &explain_source(problem).await);
    }
}

/// Runs the experiment in the fields.
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
            store.settings_are_open.set(true);
            if let Some(error) = errors.values().next() {
                notify_error(store, &RunError::Setting(error.clone()));
            }
        }
    }
}

/// Runs an experiment to its end. Boxed, so that its two callers share one copy of the
/// engine's code.
///
/// # Errors
/// It cannot be run; nothing was sent.
pub fn run_experiment(
    store: Store,
    experiment: Experiment,
) -> LocalBoxFuture<'static, Result<Finished, RunError>> {
    run_from(store, experiment, 0)
}

/// Runs an experiment from its lane `first` on; the lanes before it are on the page and stay.
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

/// Runs the lanes of an experiment that are not on the page yet, beside those that are.
///
/// # Errors
/// As [`run_experiment`].
pub async fn run_beside(store: Store, experiment: Experiment) -> Result<Finished, RunError> {
    let kept = store
        .live
        .peek(|all| all.count_reusable_lanes(&experiment))
        .unwrap_or(0);
    run_from(store, experiment, kept).await
}

/// Stops the whole comparison: the wait for its source, the running lane, and those after it.
pub fn stop(store: Store) {
    store.connecting.with_value(LaneControl::stop);
    for handles in store.live.all_handles() {
        handles.control.stop();
    }
}

/// Sets the limit in its field, and on the lane that runs.
pub fn set_limit(store: Store, limit: u32) {
    store
        .draft
        .update(|draft| draft.set(Field::Limit, limit.to_string()));
    apply_limit(store);
}

/// Applies the limit in the field to the lane that runs.
pub fn apply_limit(store: Store) {
    let Some(limit) = store.draft.with_untracked(Draft::limit) else {
        return;
    };
    let running = store.live.peek(|all| {
        let can_change = |lane: &LaneState| lane.run.strategy().kind().limit_can_change();
        let mut lanes = all.indexed_lanes();
        let (index, lane) = lanes.find(|(_, lane)| lane.is_running() && can_change(lane))?;
        let is_new = lane.limit != limit && ranges::LIMIT.contains(u64::from(limit));
        is_new.then_some(index)
    });
    if let Some(handles) = running.flatten().and_then(|lane| store.live.handles(lane)) {
        handles.control.set_limit(limit);
    }
}
