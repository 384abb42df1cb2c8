//! Runs one lane of a comparison, from the start of its workers to the diagnosis of failures.

use std::pin::pin;
use std::rc::Rc;

use futures::future::{Either, select};

use crate::browser::document::page;
use crate::browser::fetch::browser_fetch::{BrowserFetch, FetchTransport};
use crate::browser::fetch::requests::LaneRequests;
use crate::browser::fetch::worker_fetch::WorkerFetch;
use crate::browser::timing::clock::BrowserClock;
use crate::browser::timing::computing::Pace;
use crate::browser::timing::resource_timing::keep_latest_entries;
use crate::browser::workers::pool::{NoWorkers, WorkerPool};
use crate::state::run::diagnosis::diagnose;
use crate::state::run::lane_events::fold;
use crate::state::run::lane_handles::LaneHandles;
use crate::state::run::timing;
use crate::state::store::Store;
use playground_core::experiment::source::Source;
use playground_core::experiment::strategy::{Sender, Strategy, Waiting};
use playground_core::experiment::url_list::MAX_IN_FLIGHT_THIRD_PARTY;
use playground_core::experiment::{Experiment, Policy};
use playground_core::lab::address::LabCall;
use playground_core::lab::identity::LabIdentity;
use playground_core::lab::state::RunStats;
use playground_core::run::at_servers::max_at_servers;
use playground_core::run::event::{Ending, RunEvent, RunEventKind};
use playground_core::run::outcome::CancelledBy;
use playground_core::session::comparison::Comparison;
use playground_core::units::{LaneIndex, Span, TimePoint};
use playground_core::workers::message::Handshake;
use playground_engine::control::LaneControl;
use playground_engine::host_limits::HostLimits;
use playground_engine::lane::Lane;
use playground_engine::ports::Clock;

/// Everything that a lane is run with.
struct Setup {
    page: LaneRequests,
    strategy: Strategy,
    /// Whether the page computes in place of fetching.
    simulates_fetch: bool,
    policy: Policy,
    limit: u32,
    host_limits: HostLimits,
    control: LaneControl,
}

pub(super) async fn run_lane(store: Store, pace: Option<Pace>, lane: LaneIndex) {
    let live = store.live;
    let Some(handles) = live.handles(lane) else {
        return;
    };
    let setup = live.peek(|all| set_up(all, &handles, pace, lane));
    let Some(setup) = setup.flatten() else {
        return;
    };
    let target = &setup.page.target.clone();
    // One uncounted request wakes the lab. If it does not respond, the requests will fail.
    let before = match target.lab() {
        Some(lab) => lab.ping().await.ok(),
        None => None,
    };
    if setup.strategy.kind().blocks_page() && !setup.simulates_fetch {
        let waiting = Some(Waiting::SyncXhr).filter(|_| setup.page.plan.workload().fetches());
        live.update_lane(lane, |lane| lane.waiting = waiting);
    }
    let Ok(pool) = start_workers(store, &setup, lane).await else {
        let at = BrowserClock.now();
        live.update_lane(lane, |lane| {
            lane.close(at, CancelledBy::NoWorkers, Ending::NoWorkers);
        });
        return;
    };
    keep_latest_entries();
    let started = BrowserClock.now();
    live.update_lane(lane, |lane| {
        lane.start(started, page::is_hidden());
    });
    let run = setup.page.run;
    let has_pool = pool.is_some();
    // The browser reports the requests of a worker to that worker only.
    let timings = if has_pool {
        None
    } else {
        timing::watch(store, target, lane, run, started)
    };
    let fetch = BrowserFetch {
        transport: transport_of(store, &setup, pool, lane, started),
        requests: setup.page,
    };
    let engine_lane = Lane {
        plan: &fetch.requests.plan,
        policy: setup.policy,
        started,
        limit: setup.limit,
        batch_size: setup.strategy.batch_size(),
        host_limits: &setup.host_limits,
        body_limit_bytes: target.body_limit(),
        fetch: &fetch,
        clock: &BrowserClock,
        control: &setup.control,
        on_event: |event| {
            fold(store, lane, event);
        },
    };
    let long_tasks = timing::watch_long_tasks(store, lane, started);
    engine_lane.run().await;
    // Stops the workers, which are not needed any more.
    drop(fetch);
    live.update_lane(lane, |lane| {
        // A hidden page has no frames, so the time until now is no gap between frames.
        if !page::is_hidden() {
            lane.beat(BrowserClock.now());
        }
    });
    // The current task is reported once it is over.
    BrowserClock.sleep(Span::ZERO).await;
    if let Some(long_tasks) = long_tasks {
        long_tasks.take_pending();
    }
    if let Some(lab) = target.lab().filter(|_| !setup.simulates_fetch) {
        let after = lab.stats(run).await.ok();
        take_count(store, lane, before, after);
    }
    timing::wait_for_times(store, lane, timings).await;
    live.update_lane(lane, |lane| {
        lane.at_server = max_at_servers(&lane.run).filter(|_| target.is_one_server());
    });
    diagnose(store, lane, handles, started).await;
}

fn set_up(
    all: &Comparison,
    handles: &LaneHandles,
    pace: Option<Pace>,
    lane: LaneIndex,
) -> Option<Setup> {
    let lane = all.lane(lane)?;
    Some(Setup {
        page: LaneRequests {
            target: handles.target.clone(),
            run: lane.run_id,
            plan: Rc::clone(&all.plan),
            responses: Rc::clone(&handles.responses),
            pace,
        },
        strategy: lane.run.strategy(),
        simulates_fetch: all.experiment.simulates_fetch(&lane.plan.planned),
        policy: lane.plan.policy,
        limit: lane.limit,
        host_limits: host_limits(&all.experiment, lane.limit),
        control: handles.control.clone(),
    })
}

/// Starts the lane's workers, if it has any; none for a lane that is stopped meanwhile.
async fn start_workers(
    store: Store,
    setup: &Setup,
    lane: LaneIndex,
) -> Result<Option<WorkerPool>, NoWorkers> {
    if !setup.strategy.kind().has_threads() {
        return Ok(None);
    }
    // Over a network a blocking request opens a connection of its own, whatever the
    // browser's limit, and leaves it open for the next lane (seen in Chromium): there
    // the workers await their requests.
    let lab = setup.page.target.lab().filter(|lab| !lab.is_on_network());
    let handshake = Handshake {
        ping: lab.map(|lab| lab.url(&LabCall::Ping)),
        computes: setup.page.plan.workload().computes(),
    };
    let begun = BrowserClock.now();
    let starting = pin!(WorkerPool::start(setup.strategy.limit(), handshake));
    let pool = match select(starting, pin!(setup.control.stopped())).await {
        Either::Left((pool, _)) => pool?,
        Either::Right(_) => return Ok(None),
    };
    let startup = (BrowserClock.now() - begun).rounded();
    let waiting = if pool.reaches_lab() {
        Waiting::SyncXhr
    } else {
        Waiting::AwaitedFetch
    };
    store.live.update_lane(lane, |lane| {
        lane.startup = Some(startup);
        lane.waiting = Some(waiting).filter(|_| setup.page.plan.workload().fetches());
    });
    Ok(Some(pool))
}

/// How the lane's requests are sent.
fn transport_of(
    store: Store,
    setup: &Setup,
    pool: Option<WorkerPool>,
    lane: LaneIndex,
    started: TimePoint,
) -> FetchTransport {
    match (setup.strategy.kind().sender(), pool) {
        (Sender::Workers, Some(pool)) => FetchTransport::Workers(WorkerFetch {
            is_blocking: pool.reaches_lab(),
            pool: Rc::new(pool),
            started,
            take_times: Rc::new(move |index, attempt, times| {
                let at = TimePoint::START + (BrowserClock.now() - started);
                let kind = RunEventKind::Timed(index, attempt, times);
                fold(store, lane, RunEvent { at, kind });
            }),
        }),
        (Sender::BlockedPage, _) => FetchTransport::Blocking {
            timeout: Span::from_whole_ms(setup.policy.timeout_ms),
        },
        // A lane that was stopped while its workers started sends nothing.
        (Sender::EventLoop, _) | (Sender::Workers, None) => FetchTransport::Awaited,
    }
}

/// The limit for each third-party server.
fn host_limits(experiment: &Experiment, limit: u32) -> HostLimits {
    match &experiment.source {
        // With a limit of 1, requests keep the order of the list.
        Source::Urls(list) if limit > 1 => {
            let hosts = list.third_party_host_of(experiment.workload.requests);
            HostLimits::new(MAX_IN_FLIGHT_THIRD_PARTY, hosts)
        }
        _ => HostLimits::default(),
    }
}

/// Takes the lab's own count. `before`: the lab that responded before the lane.
fn take_count(
    store: Store,
    lane: LaneIndex,
    before: Option<LabIdentity>,
    after: Option<(RunStats, LabIdentity)>,
) {
    store.live.update_lane(lane, |lane| {
        let (stats, identity) = after.unzip();
        // A lab that was restarted has not counted the whole run.
        lane.lab_is_silent = identity.is_none();
        lane.lab_changed = identity.is_some() && identity != before;
        lane.at_source = stats.filter(|_| !lane.lab_changed);
    });
}
