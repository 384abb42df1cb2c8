//! The first requests of a lane with a high limit start in bursts, so that the page has a
//! frame between them.

use std::future::Future;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

use playground_core::experiment::Policy;
use playground_core::experiment::plan::Plan;
use playground_core::experiment::workload::Workload;
use playground_core::run::event::{Ending, RunEventKind, Step};
use playground_core::run::request::{RequestRecord, Stage};
use playground_core::units::RequestIndex;
use playground_engine::control::LaneControl;
use playground_engine::host_limits::HostLimits;
use playground_engine::lane::Lane;
use playground_engine::ports::Clock;

use playground_testing::expected_run::ExpectedRun;
use playground_testing::lane_driver::LaneDriver;
use playground_testing::manual_clock::ManualClock;
use playground_testing::reply::Reply;
use playground_testing::samples::Dice;
use playground_testing::scripted_fetch::ScriptedFetch;

/// How many requests start in one burst.
const BURST: usize = 128;

fn expected() -> ExpectedRun {
    ExpectedRun::default()
}

/// A lane of 1,000 requests, to be polled by hand.
struct PolledLane {
    plan: Plan,
    host_limits: HostLimits,
    clock: ManualClock,
    fetch: ScriptedFetch,
    control: LaneControl,
}

impl PolledLane {
    fn new() -> Self {
        let clock = ManualClock::default();
        Self {
            plan: Plan::new(Workload {
                requests: 1_000,
                ..Workload::default()
            }),
            host_limits: HostLimits::default(),
            fetch: ScriptedFetch::new(&clock, |_, _| Reply::at(50.0)),
            clock,
            control: LaneControl::new(),
        }
    }

    async fn run(&self, limit: u32) -> Ending {
        self.run_with(limit, None).await
    }

    async fn run_in_batches(&self, size: u32) -> Ending {
        self.run_with(size, Some(size)).await
    }

    async fn run_with(&self, limit: u32, batch_size: Option<u32>) -> Ending {
        let lane = Lane {
            plan: &self.plan,
            policy: Policy::default(),
            started: self.clock.now(),
            limit,
            batch_size,
            host_limits: &self.host_limits,
            body_limit_bytes: u64::MAX,
            fetch: &self.fetch,
            clock: &self.clock,
            control: &self.control,
            on_event: |_| {},
        };
        lane.run().await
    }

    fn sent(&self) -> usize {
        self.fetch.log().dispatches().len()
    }
}

/// Polls until all that can happen without the clock has happened: a burst, and after it
/// the wait for the next one.
fn settle<T>(mut future: Pin<&mut impl Future<Output = T>>) -> Poll<T> {
    let mut poll = || {
        future
            .as_mut()
            .poll(&mut Context::from_waker(Waker::noop()))
    };
    for _ in 0..4 {
        if let Poll::Ready(output) = poll() {
            return Poll::Ready(output);
        }
    }
    Poll::Pending
}

#[test]
fn the_limit_is_reached_after_the_bursts() {
    let driven = LaneDriver::scripted(1_000, 500, |_, _| Reply::at(50.0)).run();
    expected()
        .succeeded(1_000)
        .max_in_flight(500)
        .check(&driven.run);
    assert!(
        !driven.run.limit_changed(),
        "a burst is no change of the limit"
    );
}

#[test]
fn one_burst_starts_each_time_the_clock_has_been_slept_on() {
    let lane = PolledLane::new();
    let mut run = pin!(lane.run(900));
    for bursts in 1..=3 {
        assert_eq!(settle(run.as_mut()), Poll::Pending);
        assert_eq!(lane.sent(), bursts * BURST);
        lane.clock.wake_next();
    }
}

#[test]
fn every_batch_starts_in_bursts() {
    let lane = PolledLane::new();
    let mut run = pin!(lane.run_in_batches(500));
    let mut seen = vec![0];
    while lane.sent() < 1_000 {
        assert_eq!(settle(run.as_mut()), Poll::Pending);
        if seen.last() != Some(&lane.sent()) {
            seen.push(lane.sent());
        }
        lane.clock.wake_next();
    }
    let in_bursts = [0, 128, 256, 384, 500, 628, 756, 884, 1_000];
    assert_eq!(seen, in_bursts);
}

#[test]
fn a_lane_stopped_after_its_first_burst_starts_no_second_one() {
    let lane = PolledLane::new();
    let mut run = pin!(lane.run(900));
    assert_eq!(settle(run.as_mut()), Poll::Pending);
    assert_eq!(lane.sent(), BURST);
    lane.control.stop();
    lane.clock.wake_next();
    assert_eq!(settle(run.as_mut()), Poll::Ready(Ending::Stopped));
    assert_eq!(lane.sent(), BURST);
}

#[test]
fn a_lane_stopped_during_its_first_burst_starts_no_other_request() {
    let driven = LaneDriver::scripted(1_000, 900, |_, _| Reply::at(50.0))
        .watch(|event, control| {
            if event.kind == RunEventKind::Request(RequestIndex(5), Step::Dispatched) {
                control.stop();
            }
        })
        .run();
    assert_eq!(driven.run.ending(), Some(Ending::Stopped));
    assert_eq!(driven.fetch.dispatches().len(), 6);
}

#[test]
fn a_limit_lowered_during_the_bursts_holds() {
    let driven = LaneDriver::scripted(1_000, 900, |_, _| Reply::at(50.0))
        .watch(|event, control| {
            if event.kind == RunEventKind::Request(RequestIndex(5), Step::Dispatched) {
                control.set_limit(40);
            }
        })
        .run();
    expected().succeeded(1_000).check(&driven.run);
    assert!(
        driven.run.max_in_flight() as usize <= BURST,
        "{}",
        driven.run.max_in_flight()
    );
}

#[test]
fn a_limit_raised_by_more_than_a_burst_is_reached_in_bursts() {
    let lane = PolledLane::new();
    let mut run = pin!(lane.run(10));
    assert_eq!(settle(run.as_mut()), Poll::Pending);
    assert_eq!(lane.sent(), 10);
    lane.control.set_limit(700);
    for bursts in 1..=5 {
        assert_eq!(settle(run.as_mut()), Poll::Pending);
        assert_eq!(lane.sent(), 10 + bursts * BURST);
        lane.clock.wake_next();
    }
    assert_eq!(settle(run.as_mut()), Poll::Pending);
    assert_eq!(lane.sent(), 700);
}

#[test]
fn a_lane_of_fewer_requests_than_its_limit_ends_with_them() {
    let driven = LaneDriver::scripted(200, 1_000, |_, _| Reply::at(5.0)).run();
    expected()
        .succeeded(200)
        .max_in_flight(200)
        .check(&driven.run);
    let last = driven.run.last_end().expect("it ended").ms();
    assert!((last - 5.0).abs() < 1e-9, "{last} ms");
}

/// Those that back off, or wait for a permit after that, by looking at each.
#[test]
fn requests_between_two_attempts_are_known_at_every_moment() {
    let mut dice = Dice::new(733);
    for _ in 0..500 {
        let run = dice.any_run(20).run;
        let between = run.between_attempts().iter();
        let mut known: Vec<_> = between.map(|index| index.0).collect();
        known.sort_unstable();
        let waits = |record: &RequestRecord| {
            record.stage == Stage::BackingOff
                || record.stage == Stage::Waiting && !record.earlier.is_empty()
        };
        let all = (0..).zip(run.requests());
        let found = all.filter(|(_, record)| waits(record));
        let found: Vec<u32> = found.map(|(index, _)| index).collect();
        assert_eq!(known, found);
    }
}
