//! Runs a comparison: puts it on the page, runs its lanes, gives its report.

use std::pin::pin;
use std::rc::Rc;

use futures::future::{Either, select};
use leptos::prelude::*;

use super::commands::NotRun;
use super::comparison::{Comparison, LaneState};
use super::explaining::explain_failures;
use super::live;
use super::memory;
use super::question;
use super::store::{Activity, SharedComparison, Store};
use super::timing;
use crate::browser::clock::BrowserClock;
use crate::browser::environment::environment;
use crate::browser::fetch::BrowserFetch;
use crate::browser::page;
use crate::browser::source;
use crate::browser::target::Target;
use crate::engine::control::LaneControl;
use crate::engine::host_limits::HostLimits;
use crate::engine::lane::Lane;
use crate::engine::ports::Clock;
use crate::export::experiment::check_runnable;
use crate::lab::address::LabKey;
use crate::lab::identity::LabIdentity;
use crate::lab::state::RunStats;
use crate::model::browser_times::most_at_once;
use crate::model::decimal::format_fixed;
use crate::model::event::RunEvent;
use crate::model::experiment::Experiment;
use crate::model::explain::format_span;
use crate::model::run::IllegalEvent;
use crate::model::source::Source;
use crate::model::strategy::Strategy;
use crate::model::units::{AttemptNumber, RunId};
use crate::model::url_list::MOST_IN_FLIGHT_ABROAD;

/// A comparison that has run to its end.
pub struct Finished {
    store: Store,
    target: Target,
}

impl Finished {
    /// The report document. It is made only when it is asked for: a hundred
    /// thousand requests take their time.
    pub fn report(&self) -> serde_json::Value {
        let report = self.store.look(|all| {
            all.report(&environment(), &|run, request| {
                let attempt = AttemptNumber::FIRST;
                let key = LabKey {
                    run,
                    request,
                    attempt,
                };
                self.target.url(key, &all.plan)
            })
        });
        report.unwrap_or_default()
    }
}

/// Lane after lane, so that they do not disturb each other.
pub(super) async fn run_lanes(store: Store, experiment: Experiment) -> Result<Finished, NotRun> {
    if store.is_busy_now() {
        return Err(NotRun::Busy);
    }
    check_runnable(&experiment).map_err(NotRun::Refused)?;
    store.notice.set(None);
    store.activity.set(Activity::Connecting);
    let target = match prepare(store, &experiment).await {
        Ok(target) => target,
        Err(reason) => {
            store.activity.set(Activity::Idle);
            return Err(reason);
        }
    };
    begin(store, experiment, &target);
    let watching = live::watch(store);
    let lanes = store.look(|all| all.lanes.len()).unwrap_or(0);
    for place in 0..lanes {
        store.activity.set(Activity::Running(place));
        run_lane(store, &target, place).await;
    }
    drop(watching);
    store.activity.set(Activity::Idle);
    store.refresh();
    store.announcement.set(summary(store));
    Ok(Finished { store, target })
}

/// Asks whether it may be run, and waits for the source, until that answers or the
/// user stops waiting.
async fn prepare(store: Store, experiment: &Experiment) -> Result<Target, NotRun> {
    if !question::may_run(store, experiment).await {
        return Err(NotRun::Declined);
    }
    let control = LaneControl::new();
    store.connecting.set_value(control.clone());
    let requests = experiment.workload.requests;
    let target = pin!(source::connect(&experiment.source, requests));
    match select(target, pin!(control.stopped())).await {
        Either::Left((target, _)) => target.map_err(NotRun::Source),
        Either::Right(_) => Err(NotRun::Stopped),
    }
}

/// Puts the experiment on the page and makes its lanes.
fn begin(store: Store, experiment: Experiment, target: &Target) {
    if store.reading.get_untracked().as_ref() != Ok(&experiment) {
        store.draft.update(|draft| *draft = draft.with(&experiment));
    }
    if let Some(words) = memory::remember_experiment(&experiment) {
        store.say(words, false);
    }
    let mut comparison = Comparison::new(experiment, || RunId(page::random_id()));
    comparison.target = Some(target.clone());
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

async fn run_lane(store: Store, target: &Target, place: usize) {
    let comparison = store.comparison();
    let planned = store.look(|all| {
        let lane = all.lanes.get(place)?;
        let policy = all.experiment.policy;
        let control = lane.control.clone();
        let fetch = BrowserFetch {
            target: target.clone(),
            run: lane.run_id,
            plan: Rc::clone(&all.plan),
            answers: Rc::clone(&lane.answers),
        };
        let host_limits = host_limits(&all.experiment, lane.limit);
        Some((fetch, policy, lane.limit, host_limits, control))
    });
    let Some((fetch, policy, limit, host_limits, control)) = planned.flatten() else {
        return;
    };
    // One uncounted request wakes the lab. If it is away, the requests will say so.
    let before = match target.lab() {
        Some(lab) => lab.ping().await.ok(),
        None => None,
    };
    let started = BrowserClock.now();
    with_lane(&comparison, place, |lane| {
        lane.started = Some(started);
        lane.beat(started);
        if page::is_hidden() {
            lane.hide();
        }
    });
    let timings = timing::watch(store, target, place, fetch.run, started);
    let lane = Lane {
        plan: &fetch.plan,
        policy,
        started,
        limit,
        host_limits: &host_limits,
        body_limit_bytes: target.body_limit(),
        fetch: &fetch,
        clock: &BrowserClock,
        control: &control,
        on_event: |event| {
            fold(store, &comparison, place, event);
        },
    };
    lane.run().await;
    with_lane(&comparison, place, |lane| {
        // A hidden page has no frames, so its end is none either.
        if !page::is_hidden() {
            lane.beat(BrowserClock.now());
        }
    });
    if let Some(lab) = target.lab() {
        let after = lab.stats(fetch.run).await.ok();
        take_count(&comparison, place, before, after);
    }
    timing::until_told(store, place, timings).await;
    with_lane(&comparison, place, |lane| {
        lane.at_server = most_at_once(&lane.run).filter(|_| target.is_one_server());
    });
    explain_failures(store, place, target, started).await;
}

/// How many may be in flight to each host of other people.
fn host_limits(experiment: &Experiment, limit: u32) -> HostLimits {
    match &experiment.source {
        // One at a time keeps to the list's order.
        Source::Urls(list) if limit > 1 => {
            let hosts = list.host_abroad_of(experiment.workload.requests);
            HostLimits::new(MOST_IN_FLIGHT_ABROAD, hosts)
        }
        _ => HostLimits::default(),
    }
}

/// Takes the lab's own count. `before`: which lab was there before the lane.
fn take_count(
    comparison: &SharedComparison,
    place: usize,
    before: Option<LabIdentity>,
    after: Option<(RunStats, LabIdentity)>,
) {
    with_lane(comparison, place, |lane| {
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
