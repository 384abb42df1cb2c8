//! The phases of requests in their lane, and the legend of the phases its bars can have.

use playground_core::experiment::planned_lane::PlannedLane;
use playground_core::experiment::policy::{Backoff, Lock, PolicyOverrides};
use playground_core::experiment::source::Source;
use playground_core::experiment::strategy::Strategy;
use playground_core::experiment::workload::{Fault, Faults, WorkKind, Workload};
use playground_core::experiment::{Experiment, Policy};
use playground_core::run::Run;
use playground_core::run::queue::Queue;
use playground_core::timeline::bar::Phase;
use playground_core::timeline::legend::{may_have, title_and_meaning};

use Phase::{
    BackingOff, Computing, Receiving, Updating, WaitingForConnection, WaitingForLock,
    WaitingForPage, WaitingForPermit, WaitingForResponse, WaitingForThread,
};

const CONCURRENT: Strategy = Strategy::Concurrent { limit: 20 };
const THREADS: Strategy = Strategy::Threads { workers: 4 };

fn workload(kind: WorkKind) -> Workload {
    Workload {
        kind,
        ..Workload::default()
    }
}

fn locked(strategy: Strategy, lock: Lock) -> PlannedLane {
    PlannedLane {
        overrides: PolicyOverrides {
            lock: Some(lock),
            ..PolicyOverrides::default()
        },
        ..strategy.into()
    }
}

fn experiment(kind: WorkKind, lanes: Vec<PlannedLane>) -> Experiment {
    Experiment {
        workload: workload(kind),
        lanes,
        ..Experiment::default()
    }
}

/// The phases that any lane can have.
fn drawn(all: &Experiment) -> Vec<Phase> {
    let any = |phase: &Phase| all.lanes.iter().any(|lane| may_have(*phase, all, lane));
    Phase::ALL.into_iter().filter(any).collect()
}

#[test]
fn a_request_waits_for_a_permit_a_worker_or_the_lock() {
    let queue = |strategy, kind, lock| {
        Run::new(strategy, 20)
            .sharing(&workload(kind), lock)
            .queue()
    };
    assert_eq!(
        queue(CONCURRENT, WorkKind::Update, Lock::Request),
        Queue::Lock
    );
    assert_eq!(queue(THREADS, WorkKind::Update, Lock::Request), Queue::Lock);
    // There is no lock without updates, and no wait for it before the answer.
    assert_eq!(
        queue(CONCURRENT, WorkKind::Fetch, Lock::Request),
        Queue::Permit
    );
    assert_eq!(
        queue(CONCURRENT, WorkKind::Update, Lock::Update),
        Queue::Permit
    );
    assert_eq!(queue(THREADS, WorkKind::Update, Lock::None), Queue::Worker);
    // One at a time: the request that has the permit has the lock.
    let sequential = queue(Strategy::Sequential, WorkKind::Update, Lock::Request);
    assert_eq!(sequential, Queue::Permit);
    assert_eq!(Run::new(THREADS, 20).queue(), Queue::Worker);
    let batched = Strategy::Batched { size: 5 };
    assert_eq!(Run::new(batched, 20).queue(), Queue::Batch);
    assert_eq!(queue(batched, WorkKind::Update, Lock::Request), Queue::Lock);
}

#[test]
fn a_bar_has_the_phases_of_its_lanes_requests() {
    let phases = [WaitingForPermit, WaitingForThread, Computing, Receiving];
    let in_lane = |kind, lock| {
        let run = Run::new(CONCURRENT, 20).sharing(&workload(kind), lock);
        phases.map(|phase| phase.in_lane(&run))
    };
    assert_eq!(in_lane(WorkKind::Mixed, Lock::Request), phases);
    assert_eq!(
        in_lane(WorkKind::Update, Lock::Update),
        [WaitingForPermit, WaitingForLock, Updating, Receiving]
    );
    assert_eq!(
        in_lane(WorkKind::Update, Lock::Request),
        [WaitingForLock, WaitingForLock, Updating, Receiving]
    );
}

#[test]
fn the_legend_has_only_phases_that_the_lanes_can_have() {
    let plain = [WaitingForPermit, WaitingForResponse, Receiving];
    let lanes = vec![Strategy::Sequential.into(), CONCURRENT.into()];
    let mut all = experiment(WorkKind::Fetch, lanes);
    assert_eq!(drawn(&all), plain);

    all.policy.retries = 2;
    assert_eq!(drawn(&all), [&plain[..], &[BackingOff]].concat());
    all.policy.backoff = Backoff::None;
    assert_eq!(drawn(&all), [&plain[..], &[WaitingForPage]].concat());
    // A planned 429 asks for a wait, and a third-party server may.
    all.workload.faults = Faults::NONE.with(Fault::TooManyRequests, 0.1);
    let both = [&plain[..], &[BackingOff, WaitingForPage]].concat();
    assert_eq!(drawn(&all), both);

    all.policy = Policy::default();
    all.source = Source::LabServer {
        origin: "http://localhost:8080".to_owned(),
    };
    assert!(drawn(&all).contains(&WaitingForConnection));

    let computing = experiment(WorkKind::Compute, vec![THREADS.into()]);
    assert_eq!(
        drawn(&computing),
        [WaitingForPermit, WaitingForThread, Computing]
    );
    // The page computes instead of waiting for answers.
    let blocking = experiment(WorkKind::Fetch, vec![Strategy::Blocking.into()]);
    assert_eq!(
        drawn(&blocking),
        [WaitingForPermit, WaitingForThread, Computing]
    );
}

#[test]
fn the_legend_has_the_lock_if_there_is_one() {
    let update = |lanes: &[PlannedLane]| drawn(&experiment(WorkKind::Update, lanes.to_vec()));
    let none = locked(CONCURRENT, Lock::None);
    let request = locked(CONCURRENT, Lock::Request);
    let open = [WaitingForPermit, WaitingForResponse, Receiving, Updating];
    assert_eq!(update(std::slice::from_ref(&none)), open);
    let alone = [WaitingForResponse, Receiving, WaitingForLock, Updating];
    assert_eq!(update(std::slice::from_ref(&request)), alone);
    let both = update(&[none, request]);
    assert!(both.contains(&WaitingForPermit) && both.contains(&WaitingForLock));
}

#[test]
fn the_wait_to_start_has_one_name_for_all_lanes_that_have_it() {
    let title = |strategies: &[Strategy]| {
        let lanes = strategies.iter().copied().map(PlannedLane::from).collect();
        title_and_meaning(WaitingForPermit, &experiment(WorkKind::Fetch, lanes)).0
    };
    assert_eq!(
        title(&[Strategy::Sequential, CONCURRENT]),
        "Waiting for a permit"
    );
    assert_eq!(title(&[THREADS]), "Waiting for a worker");
    let both = title(&[CONCURRENT, THREADS]);
    assert_eq!(both, "Waiting for a permit or a worker");
    let batched = Strategy::Batched { size: 5 };
    assert_eq!(title(&[batched]), "Waiting for its batch");
    for other in [CONCURRENT, THREADS] {
        assert_eq!(
            title(&[other, batched]),
            "Waiting for a permit, a worker or a batch"
        );
    }
    let lanes = vec![locked(CONCURRENT, Lock::Request), THREADS.into()];
    let beside = title_and_meaning(WaitingForPermit, &experiment(WorkKind::Update, lanes));
    assert_eq!(beside.0, "Waiting for a worker");
}
