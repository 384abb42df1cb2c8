//! Runs a comparison: puts it on the page, runs its lanes, gives its report.

use std::pin::pin;
use std::rc::Rc;

use futures::future::{Either, select};
use leptos::prelude::*;

use super::commands::NotRun;
use super::comparison::{Comparison, LaneState};
use super::live;
use super::memory;
use super::store::{Activity, SharedComparison, Store};
use super::timing;
use crate::browser::clock::BrowserClock;
use crate::browser::environment::environment;
use crate::browser::fetch::LabFetch;
use crate::browser::lab_client::Lab;
use crate::browser::page;
use crate::browser::source;
use crate::engine::control::LaneControl;
use crate::engine::lane::Lane;
use crate::engine::ports::Clock;
use crate::export::draft::Draft;
use crate::export::experiment::check_runnable;
use crate::model::decimal::format_fixed;
use crate::model::event::RunEvent;
use crate::model::experiment::Experiment;
use crate::model::explain::format_span;
use crate::model::ranges;
use crate::model::run::IllegalEvent;
use crate::model::source::Source;
use crate::model::strategy::Strategy;
use crate::model::units::{AttemptNumber, RunId};

/// A comparison that has run to its end.
pub struct Finished {
    store: Store,
    lab: Lab,
}

impl Finished {
    /// The report document. It is made only when it is asked for: a hundred
    /// thousand requests take their time.
    pub fn report(&self) -> serde_json::Value {
        let report = self.store.look(|all| {
            all.report(&environment(), &|run, index| {
                let fetch = LabFetch::new(self.lab.clone(), run, Rc::clone(&all.plan));
                fetch.url(index, AttemptNumber::FIRST)
            })
        });
        report.unwrap_or_default()
    }
}

/// Lane after lane, so that they do not disturb each other.
pub(super) async fn run_lanes(store: Store, experiment: Experiment) -> Result<Finished, NotRun> {
    if store.activity.get_untracked() != Activity::Idle {
        return Err(NotRun::Busy);
    }
    check_runnable(&experiment).map_err(NotRun::Refused)?;
    store.notice.set(None);
    store.activity.set(Activity::Connecting);
    let lab = match connect(store, &experiment.source).await {
        Ok(lab) => lab,
        Err(reason) => {
            store.activity.set(Activity::Idle);
            return Err(reason);
        }
    };
    begin(store, experiment);
    let watching = live::watch(store);
    let lanes = store.look(|all| all.lanes.len()).unwrap_or(0);
    for place in 0..lanes {
        store.activity.set(Activity::Running(place));
        run_lane(store, &lab, place).await;
    }
    drop(watching);
    store.activity.set(Activity::Idle);
    store.refresh();
    store.announcement.set(summary(store));
    Ok(Finished { store, lab })
}

/// Waits for the source, until it answers or the user stops waiting.
async fn connect(store: Store, source: &Source) -> Result<Lab, NotRun> {
    let control = LaneControl::new();
    store.connecting.set_value(control.clone());
    let lab = pin!(source::connect(source));
    match select(lab, pin!(control.stopped())).await {
        Either::Left((lab, _)) => lab.map_err(NotRun::Source),
        Either::Right(_) => Err(NotRun::Stopped),
    }
}

/// Puts the experiment on the page and makes its lanes.
fn begin(store: Store, experiment: Experiment) {
    let draft = Draft::of(&experiment);
    if store.reading.get_untracked().as_ref() != Ok(&experiment) {
        store.draft.set(draft);
    }
    if let Some(words) = memory::remember_experiment(&experiment) {
        store.say(words, false);
    }
    let comparison = Comparison::new(experiment, || RunId(page::random_id()));
    let requests = comparison.experiment.workload.requests;
    *store.comparison().borrow_mut() = Some(comparison);
    store.selected.update(|selected| {
        *selected = selected.filter(|index| index.0 < requests);
    });
    store
        .generation
        .update(|count| *count = count.wrapping_add(1));
    store.announcement.set("Running.".to_owned());
}

async fn run_lane(store: Store, lab: &Lab, place: usize) {
    let comparison = store.comparison();
    let planned = store.look(|all| {
        let lane = all.lanes.get(place)?;
        let policy = all.experiment.policy;
        let control = lane.control.clone();
        let plan = Rc::clone(&all.plan);
        Some((plan, policy, lane.limit, control, lane.run_id))
    });
    let Some((plan, policy, limit, control, run_id)) = planned.flatten() else {
        return;
    };
    // One uncounted request wakes the lab. If it is away, the requests will say so.
    let before = lab.ping().await.ok();
    let started = BrowserClock.now();
    with_lane(&comparison, place, |lane| {
        lane.started = Some(started);
        lane.was_hidden = page::is_hidden();
    });
    let timings = timing::watch(store, lab, place, run_id, started);
    let fetch = LabFetch::new(lab.clone(), run_id, Rc::clone(&plan));
    let lane = Lane {
        plan: &plan,
        policy,
        started,
        limit,
        body_limit_bytes: ranges::BODY_BYTES.max,
        fetch: &fetch,
        clock: &BrowserClock,
        control: &control,
        on_event: |event| {
            fold(store, &comparison, place, event);
        },
    };
    lane.run().await;
    let after = lab.stats(run_id).await.ok();
    timing::until_told(store, place, timings).await;
    with_lane(&comparison, place, |lane| {
        let (stats, identity) = after.unzip();
        // Counters of another start of the lab are not this run's.
        lane.lab_is_silent = identity.is_none();
        lane.lab_changed = identity.is_some() && identity != before;
        lane.at_source = stats.filter(|_| !lane.lab_changed);
    });
}

/// Folds an event into a lane.
pub(super) fn fold(store: Store, comparison: &SharedComparison, place: usize, event: RunEvent) {
    with_lane(comparison, place, |lane| {
        if let Err(illegal) = lane.fold(event) {
            complain(store, illegal);
        }
    });
}

fn with_lane(comparison: &SharedComparison, place: usize, change: impl FnOnce(&mut LaneState)) {
    let mut comparison = comparison.borrow_mut();
    if let Some(lane) = comparison.as_mut().and_then(|all| all.lanes.get_mut(place)) {
        change(lane);
    }
}

/// An error should never happen in silence, least of all our own.
fn complain(store: Store, illegal: IllegalEvent) {
    let words = format!(
        "The page made a mistake in its own accounts ({illegal}), so do not trust this run. \
         Please report it with the settings above."
    );
    store.say(words, true);
}

/// The comparison in a sentence for each lane, to be spoken once.
fn summary(store: Store) -> String {
    let sentences = store.look(|all| {
        let lanes = all.lanes.iter().enumerate().map(|(place, lane)| {
            let title = lane.run.strategy().title();
            let makespan = lane.run.makespan().map(format_span).unwrap_or_default();
            let failures = match lane.run.counts().failures() {
                0 => String::new(),
                1 => ", 1 failure".to_owned(),
                count => format!(", {count} failures"),
            };
            match all
                .speedup(place)
                .filter(|_| lane.run.strategy() != Strategy::Sequential)
            {
                Some(times) => {
                    let times = format_fixed(times, 1);
                    format!("{title}: {makespan}, {times} times faster{failures}.")
                }
                None => format!("{title}: {makespan}{failures}."),
            }
        });
        lanes.collect::<Vec<_>>().join(" ")
    });
    format!("Finished. {}", sentences.unwrap_or_default())
}
