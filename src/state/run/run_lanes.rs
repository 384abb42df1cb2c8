//! Runs a comparison: puts it on the page, runs its lanes and returns its report.

use std::pin::pin;

use futures::future::{Either, select};
use leptos::prelude::*;

use crate::browser::document::page;
use crate::browser::fetch::source::{self, SourceProblem};
use crate::browser::fetch::target::Target;
use crate::browser::timing::computing::Pace;
use crate::state::results::parts::write_report;
use crate::state::run::announcements;
use crate::state::run::frame_loop;
use crate::state::run::lane_handles::LaneHandles;
use crate::state::run::question;
use crate::state::run::run_error::RunError;
use crate::state::run::run_lane::run_lane;
use crate::state::run::source_advice::explain_source;
use crate::state::store::{Activity, Store};
use playground_core::experiment::Experiment;
use playground_core::experiment::source::Source;
use playground_core::session::comparison::Comparison;
use playground_core::session::report_size::ReportTooLong;
use playground_core::units::{LaneIndex, RunId};
use playground_engine::control::LaneControl;

/// A comparison that has run to its end.
pub struct Finished {
    store: Store,
}

impl Finished {
    /// The report document, made only when it is needed: 100,000 requests take a while.
    ///
    /// # Errors
    /// The part of the page that writes it could not be loaded.
    pub async fn report(&self) -> Result<serde_json::Value, RunError> {
        write_report(self.store).await
    }
}

/// Runs lane after lane, so that they do not disturb each other, from `first` on; the lanes
/// before it are on the page and stay.
pub async fn run_lanes(
    store: Store,
    experiment: Experiment,
    first: usize,
) -> Result<Finished, RunError> {
    if store.is_busy_now() {
        return Err(RunError::Busy);
    }
    store.notice.set(None);
    store.activity.set(Activity::Connecting);
    let targets = match prepare(store, &experiment).await {
        Ok(targets) => targets,
        Err(reason) => {
            store.activity.set(Activity::Idle);
            return Err(reason);
        }
    };
    if let Some(too_long) = ReportTooLong::of(&experiment) {
        store.notify(too_long.to_string(), false);
    }
    let pace = needs_pace(&experiment).then(Pace::measure);
    begin(store, experiment, targets, first);
    let watching = frame_loop::start(store);
    let lanes = store.live.peek(|all| all.lanes.len()).unwrap_or(0);
    for lane in (first..lanes).map(LaneIndex) {
        store.activity.set(Activity::Running(lane));
        run_lane(store, pace, lane).await;
    }
    drop(watching);
    store.activity.set(Activity::Idle);
    store.live.refresh();
    announcements::announce_summary(store);
    Ok(Finished { store })
}

/// Asks whether it may be run, and waits until the source responds or the user stops.
async fn prepare(store: Store, experiment: &Experiment) -> Result<Vec<Target>, RunError> {
    if !question::may_run(store, experiment).await {
        return Err(RunError::Declined);
    }
    let control = LaneControl::new();
    store.connecting.set_value(control.clone());
    if !experiment.workload.fetches() {
        return Ok(vec![Target::none(); experiment.lanes.len()]);
    }
    let targets = pin!(connect(experiment));
    match select(targets, pin!(control.stopped())).await {
        Either::Left((Ok(targets), _)) => Ok(targets),
        Either::Left((Err(problem), _)) => Err(explain_source(problem).await),
        Either::Right(_) => Err(RunError::Stopped),
    }
}

/// Connects to the source of each lane; most lanes have the same.
async fn connect(experiment: &Experiment) -> Result<Vec<Target>, SourceProblem> {
    let mut known: Vec<(&Source, Target)> = Vec::new();
    let mut targets = Vec::new();
    for lane in &experiment.lanes {
        let source = lane.source(&experiment.source);
        let target = match known.iter().find(|(other, _)| *other == source) {
            Some((_, target)) => target.clone(),
            None => source::connect(source, experiment.workload.requests).await?,
        };
        known.push((source, target.clone()));
        targets.push(target);
    }
    Ok(targets)
}

/// Whether something is computed on the page or in its workers.
fn needs_pace(experiment: &Experiment) -> bool {
    // A page that blocks may have to compute instead.
    experiment.workload.computes() || experiment.blocks()
}

/// Puts the experiment on the page and makes its lanes.
fn begin(store: Store, experiment: Experiment, targets: Vec<Target>, first: usize) {
    if store.reading.get_untracked().as_ref() != Ok(&experiment) {
        store.draft.update(|draft| *draft = draft.with(&experiment));
    }
    let mut comparison = Comparison::new(experiment, || RunId(page::random_id()));
    for (lane, target) in comparison.lanes.iter_mut().zip(&targets) {
        lane.urls = Some(target.urls());
        lane.is_secret = store.is_teaching();
    }
    let requests = comparison.experiment.workload.requests;
    let handles = targets.into_iter().map(LaneHandles::new);
    store
        .live
        .replace_keeping(comparison, handles.collect(), first);
    store.selected.update(|selected| {
        *selected = selected.filter(|index| index.0 < requests);
    });
    store.announcement.set("Running.".to_owned());
}
