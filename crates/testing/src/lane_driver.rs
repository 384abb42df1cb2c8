//! Runs a lane to its end on a manual clock, and checks what must be true of every run.

use std::cell::{Cell, RefCell};

use playground_core::experiment::Policy;
use playground_core::experiment::plan::Plan;
use playground_core::experiment::strategy::Strategy;
use playground_core::experiment::workload::{WorkKind, Workload};
use playground_core::lab::state::LabState;
use playground_core::run::Run;
use playground_core::run::event::{RunEvent, RunEventKind, Step};
use playground_core::units::{AttemptNumber, RequestIndex, TimePoint};
use playground_engine::control::LaneControl;
use playground_engine::host_limits::HostLimits;
use playground_engine::lane::Lane;
use playground_engine::ports::Clock;

use crate::drive::Driven;
use crate::manual_clock::ManualClock;
use crate::poll_loop::{Act, Pace, drive};
use crate::reply::Reply;
use crate::scripted_fetch::{Log, ScriptedFetch};

type Watch = Box<dyn Fn(&RunEvent, &LaneControl)>;

/// A lane to run, and the actions on it meanwhile.
pub struct LaneDriver {
    plan: Plan,
    policy: Policy,
    limit: u32,
    has_threads: bool,
    in_batches: bool,
    starts_at: TimePoint,
    host_limits: HostLimits,
    body_limit_bytes: u64,
    pace: Pace,
    control: LaneControl,
    script: Option<Box<dyn Fn(RequestIndex, AttemptNumber) -> Reply>>,
    frozen: Option<(f64, f64)>,
    acts: Vec<Act>,
    watch: Watch,
}

impl LaneDriver {
    /// A lane with this number of requests, each answered by the script.
    pub fn scripted(
        requests: u32,
        limit: u32,
        script: impl Fn(RequestIndex, AttemptNumber) -> Reply + 'static,
    ) -> Self {
        Self::scripted_kind(WorkKind::Fetch, requests, limit, script)
    }

    /// A lane with this number of requests of this kind, each answered by the script.
    pub fn scripted_kind(
        kind: WorkKind,
        requests: u32,
        limit: u32,
        script: impl Fn(RequestIndex, AttemptNumber) -> Reply + 'static,
    ) -> Self {
        let workload = Workload {
            kind,
            requests,
            ..Workload::default()
        };
        Self {
            script: Some(Box::new(script)),
            ..Self::planned(Plan::new(workload), limit)
        }
    }

    /// A lane that the lab answers as planned.
    pub fn planned(plan: Plan, limit: u32) -> Self {
        Self {
            plan,
            policy: Policy::default(),
            limit,
            has_threads: false,
            in_batches: false,
            starts_at: TimePoint::START,
            host_limits: HostLimits::default(),
            body_limit_bytes: u64::MAX,
            pace: Pace::default(),
            control: LaneControl::new(),
            script: None,
            frozen: None,
            acts: Vec::new(),
            watch: Box::new(|_, _| {}),
        }
    }

    pub fn policy(self, policy: Policy) -> Self {
        Self { policy, ..self }
    }

    /// On as many threads as the limit allows, instead of the page's one.
    pub fn on_threads(self) -> Self {
        let has_threads = true;
        Self {
            has_threads,
            ..self
        }
    }

    /// In batches of the limit's size.
    pub fn in_batches(self) -> Self {
        let in_batches = true;
        Self { in_batches, ..self }
    }

    /// Starts at this time of the clock.
    pub fn starts_at(self, ms: f64) -> Self {
        let starts_at = TimePoint::from_ms(ms);
        Self { starts_at, ..self }
    }

    /// The page is busy from one time to another: whoever is due then wakes at the end.
    pub fn frozen(self, from_ms: f64, to_ms: f64) -> Self {
        let frozen = Some((from_ms, to_ms));
        Self { frozen, ..self }
    }

    pub fn host_limits(self, host_limits: HostLimits) -> Self {
        Self {
            host_limits,
            ..self
        }
    }

    pub fn body_limit(self, body_limit_bytes: u64) -> Self {
        Self {
            body_limit_bytes,
            ..self
        }
    }

    pub fn pace(self, pace: Pace) -> Self {
        Self { pace, ..self }
    }

    /// Acts at this time, before the sleepers due then wake. At 0 it acts before the
    /// lane's first poll.
    pub fn at(self, ms: f64, act: impl FnOnce(&LaneControl) + 'static) -> Self {
        self.act(ms, false, act)
    }

    /// Acts at a time at which a sleeper is due, so that the lane finds both in the
    /// same poll.
    pub fn along_with(self, ms: f64, act: impl FnOnce(&LaneControl) + 'static) -> Self {
        self.act(ms, true, act)
    }

    fn act(mut self, ms: f64, along: bool, act: impl FnOnce(&LaneControl) + 'static) -> Self {
        let (at, act) = (TimePoint::from_ms(ms), Box::new(act));
        self.acts.push(Act { at, along, act });
        self.acts.sort_by(|a, b| a.at.ms().total_cmp(&b.at.ms()));
        self
    }

    /// Sees each event as it happens, in the middle of the lane's poll.
    pub fn watch(self, watch: impl Fn(&RunEvent, &LaneControl) + 'static) -> Self {
        Self {
            watch: Box::new(watch),
            ..self
        }
    }

    /// Runs the lane to its end.
    pub fn run(mut self) -> Driven {
        let clock = ManualClock::default();
        clock.set_now(self.starts_at);
        if let Some((from, to)) = self.frozen {
            clock.freeze(TimePoint::from_ms(from), TimePoint::from_ms(to));
        }
        let plan = self.plan.clone();
        let script = self.script.take().unwrap_or_else(|| {
            let (lab, clock) = (LabState::default(), clock.clone());
            Box::new(move |index, attempt| Reply::by_lab(&lab, &plan, index, attempt, clock.now()))
        });
        let (mut fetch, limit) = (ScriptedFetch::new(&clock, script), self.limit);
        let mut strategy = Strategy::Concurrent { limit };
        // Updates wait for the engine's lock and never for a thread.
        if self.has_threads || self.plan.workload().updates() {
            fetch = fetch.on_threads();
        }
        if self.has_threads {
            strategy = Strategy::Threads { workers: limit };
        }
        if self.in_batches {
            strategy = Strategy::Batched { size: limit };
        }
        let log = fetch.log();
        let fold = RefCell::new(Run::new(strategy, self.plan.workload().requests));
        let events = RefCell::new(Vec::new());
        let limit = Cell::new(self.limit);

        let ending = {
            let lane = Lane {
                plan: &self.plan,
                policy: self.policy,
                started: clock.now(),
                limit: self.limit,
                batch_size: strategy.batch_size(),
                host_limits: &self.host_limits,
                body_limit_bytes: self.body_limit_bytes,
                fetch: &fetch,
                clock: &clock,
                control: &self.control,
                on_event: |event: RunEvent| {
                    events.borrow_mut().push(event);
                    let mut run = fold.borrow_mut();
                    run.apply(event).expect("every event is legal");
                    check_limit(&run, &event, &limit);
                    check_cancelled(&event, &log);
                    drop(run);
                    (self.watch)(&event, &self.control);
                },
            };
            let acts = std::mem::take(&mut self.acts);
            drive(lane.run(), &clock, self.pace, acts, &self.control, || {
                assert_eq!(
                    log.in_flight(),
                    fold.borrow().in_flight().len(),
                    "the fetches in flight are those of the events"
                );
            })
        };

        let (run, events) = (fold.into_inner(), events.into_inner());
        assert_eq!(run.ending(), Some(ending), "the last event has the ending");
        assert!(matches!(
            events.last().map(|event| event.kind),
            Some(RunEventKind::Finished(_))
        ));
        assert_eq!(log.in_flight(), 0, "no fetch is left alive");
        assert_eq!(clock.sleepers(), 0, "no timer is left behind");
        Driven {
            run,
            events,
            fetch: log,
        }
    }
}

/// Nothing starts beyond the limit that is in force.
fn check_limit(run: &Run, event: &RunEvent, limit: &Cell<u32>) {
    match event.kind {
        RunEventKind::LimitChanged(new) => limit.set(new),
        RunEventKind::Request(index, Step::Dispatched) => assert!(
            run.in_flight().len() <= limit.get() as usize,
            "request {index} is number {} in flight under a limit of {}",
            run.in_flight().len(),
            limit.get()
        ),
        _ => {}
    }
}

/// The fetch of a cancelled request is dropped before its event.
fn check_cancelled(event: &RunEvent, log: &Log) {
    if let RunEventKind::Request(index, Step::Cancelled(_)) = event.kind {
        assert_eq!(
            log.in_flight(),
            0,
            "request {index} was cancelled too early"
        );
    }
}
