//! Workloads, policies, experiments and runs for tests that need many or any.

use playground_core::experiment::plan::Plan;
use playground_core::experiment::planned_lane::PlannedLane;
use playground_core::experiment::random::{Draw, Purpose};
use playground_core::experiment::source::{HTTP1_ORIGIN, Source};
use playground_core::experiment::strategy::{Strategy, StrategyKind};
use playground_core::experiment::workload::{
    Capacity, Fault, Faults, Latency, OverflowPolicy, WorkKind, Workload,
};
use playground_core::experiment::{Backoff, Experiment, Lock, OnError, Policy, PolicyOverrides};
use playground_core::run::Run;
use playground_core::run::event::{Ending, RunEvent, RunEventKind, Step};
use playground_core::run::outcome::Outcome;
use playground_core::units::{AttemptNumber, RequestIndex, Span, TimePoint};

/// Random choices that are the same in every execution of a test.
pub struct Dice(Draw);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(Draw::new(seed, Purpose::Latency))
    }

    /// A whole number from `min` to `max`, both included.
    pub fn whole(&mut self, min: u32, max: u32) -> u32 {
        self.0.whole(min, max)
    }

    /// Whether an event with this probability in tenths happens.
    pub fn chance(&mut self, tenths: u32) -> bool {
        self.whole(0, 9) < tenths
    }

    pub fn latency(&mut self, longest: u32) -> Latency {
        match self.whole(0, 2) {
            0 => Latency::Constant {
                value: self.whole(0, longest),
            },
            1 => {
                let min = self.whole(0, longest);
                Latency::Uniform {
                    min,
                    max: self.whole(min, longest),
                }
            }
            _ => Latency::LogNormal {
                median: self.whole(0, longest / 2),
                sigma: f64::from(self.whole(0, 12)) / 8.0,
            },
        }
    }

    /// Fractions in hundredths, with a sum of 1 at most.
    pub fn faults(&mut self) -> Faults {
        const MOST: u32 = 100 / Fault::ALL.len() as u32;
        Fault::ALL.into_iter().fold(Faults::NONE, |faults, fault| {
            let hundredths = if self.chance(5) {
                self.whole(0, MOST)
            } else {
                0
            };
            faults.with(fault, f64::from(hundredths) / 100.0)
        })
    }

    /// A server capacity with any overflow policy.
    pub fn capacity(&mut self, most: u32) -> Capacity {
        let beyond = self.whole(0, 2) as usize;
        Capacity {
            requests: self.whole(1, most),
            beyond: OverflowPolicy::ALL[beyond],
        }
    }

    /// Requests without computations to a server without limits.
    pub fn workload(&mut self, max_requests: u32) -> Workload {
        Workload {
            kind: WorkKind::Fetch,
            requests: self.whole(1, max_requests),
            latency: self.latency(300),
            body_bytes: u64::from(self.whole(0, 200_000)),
            transfer_ms: self.whole(0, 90),
            faults: self.faults(),
            capacity: None,
            compute_ms: 100,
            seed: u64::from(self.whole(0, u32::MAX)),
        }
    }

    /// A workload of any kind, each equally likely, to a server without limits.
    pub fn workload_of_any_kind(&mut self, max_requests: u32) -> Workload {
        Workload {
            kind: self.one_of(&WorkKind::ALL),
            compute_ms: self.whole(1, 10_000),
            ..self.workload(max_requests)
        }
    }

    pub fn policy(&mut self) -> Policy {
        Policy {
            timeout_ms: self.whole(1, 1_500),
            retries: self.whole(0, 4),
            backoff: self.one_of(&Backoff::ALL),
            on_error: OnError::Collect,
            lock: self.one_of(&Lock::ALL),
        }
    }

    pub fn lane(&mut self) -> Strategy {
        let kind = self.one_of(&StrategyKind::ALL);
        self.strategy(kind)
    }

    fn strategy(&mut self, kind: StrategyKind) -> Strategy {
        let most = kind.limit_setting().map_or(1, |it| it.range().max as u32);
        kind.with_limit(self.whole(1, most))
    }

    /// A lane that can run this workload, one in five with overrides.
    fn planned_lane(&mut self, workload: &Workload) -> PlannedLane {
        let strategy = if workload.updates() {
            let kinds = StrategyKind::ALL.into_iter();
            let able: Vec<_> = kinds.filter(|kind| kind.runs_on_event_loop()).collect();
            let kind = self.one_of(&able);
            self.strategy(kind)
        } else {
            self.lane()
        };
        let mut lane = PlannedLane::from(strategy);
        if self.chance(2) {
            let all = self.policy();
            lane.overrides = PolicyOverrides {
                timeout_ms: self.chance(2).then_some(all.timeout_ms),
                retries: self.chance(2).then_some(all.retries),
                backoff: self.chance(2).then_some(all.backoff),
                on_error: self.chance(2).then_some(all.on_error),
                lock: self.chance(2).then_some(all.lock),
            };
            lane.source = self.chance(2).then(|| Source::LabServer {
                origin: HTTP1_ORIGIN.to_owned(),
            });
        }
        lane
    }

    fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.whole(0, all.len() as u32 - 1) as usize]
    }

    /// Any experiment with a lab.
    pub fn experiment(&mut self) -> Experiment {
        let lanes = self.whole(1, 8);
        let capacity = self.chance(3).then(|| self.capacity(1_000));
        let workload = Workload {
            capacity,
            ..self.workload_of_any_kind(100_000)
        };
        Experiment {
            workload,
            lanes: (0..lanes).map(|_| self.planned_lane(&workload)).collect(),
            policy: Policy {
                on_error: if self.chance(5) {
                    OnError::Collect
                } else {
                    OnError::FailFast
                },
                ..self.policy()
            },
            ..Experiment::default()
        }
    }
}

/// Six requests of 4, 1, 3, 2, 5 and 1 ms, from the first seed that gives them.
pub fn six_requests() -> Workload {
    const WANTED: [u32; 6] = [4, 1, 3, 2, 5, 1];
    let workload_of = |seed| Workload {
        requests: 6,
        latency: Latency::Uniform { min: 1, max: 5 },
        transfer_ms: 0,
        seed,
        ..Workload::default()
    };
    let delays = |workload| {
        let plan = Plan::new(workload);
        let delay = |index| plan.attempt(index, AttemptNumber::FIRST).delay_ms;
        plan.indexes().map(delay).collect::<Vec<_>>()
    };
    (0..1_000_000)
        .map(workload_of)
        .find(|workload| delays(*workload) == WANTED)
        .expect("a seed gives these latencies")
}

/// One step of one request at this time.
pub const fn step(index: u32, ms: f64, step: Step) -> RunEvent {
    RunEvent {
        at: TimePoint::from_ms(ms),
        kind: RunEventKind::Request(RequestIndex(index), step),
    }
}

pub const fn finished(ms: f64, ending: Ending) -> RunEvent {
    RunEvent {
        at: TimePoint::from_ms(ms),
        kind: RunEventKind::Finished(ending),
    }
}

/// Request 0 fails at 45 ms, backs off, and succeeds at 160 ms.
pub const RETRIED: [RunEvent; 8] = [
    step(0, 0.0, Step::Queued),
    step(0, 5.0, Step::Dispatched),
    step(0, 40.0, Step::Responded { status: 503 }),
    step(
        0,
        45.0,
        Step::BackedOff {
            outcome: Outcome::HttpError { status: 503 },
            wait: Span::from_ms(60.0),
        },
    ),
    step(0, 105.0, Step::Queued),
    step(0, 110.0, Step::Dispatched),
    step(0, 140.0, Step::Responded { status: 200 }),
    step(0, 160.0, Step::Ended(Outcome::Succeeded)),
];

/// A run with these events, all of which must be legal.
#[track_caller]
pub fn fold(strategy: Strategy, requests: u32, events: &[RunEvent]) -> Run {
    let mut run = Run::new(strategy, requests);
    for event in events {
        run.apply(*event).expect("the event is legal");
    }
    run
}

/// A completed run whose requests were all dispatched at 0 and had these durations.
#[track_caller]
pub fn completed_run(strategy: Strategy, durations_ms: &[f64]) -> Run {
    let indexes = || (0..).zip(durations_ms);
    let mut events = Vec::new();
    for (index, _) in indexes() {
        events.push(step(index, 0.0, Step::Queued));
        events.push(step(index, 0.0, Step::Dispatched));
    }
    for (index, &ms) in indexes() {
        events.push(step(index, ms, Step::Responded { status: 200 }));
        events.push(step(index, ms, Step::Ended(Outcome::Succeeded)));
    }
    let end = durations_ms.iter().copied().fold(0.0, f64::max);
    events.push(finished(end, Ending::Completed));
    fold(strategy, durations_ms.len() as u32, &events)
}
