//! Runs a lane to its end without any real time passing, and holds every run to
//! what must be true of all of them.

use std::cell::{Cell, RefCell};
use std::future::Future;
use std::pin::pin;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};

use fetch_playground::engine::control::LaneControl;
use fetch_playground::engine::lane::Lane;
use fetch_playground::engine::ports::Clock;
use fetch_playground::model::event::{Ending, RunEvent, RunEventKind, Step};
use fetch_playground::model::experiment::Policy;
use fetch_playground::model::plan::Plan;
use fetch_playground::model::run::Run;
use fetch_playground::model::strategy::Strategy;
use fetch_playground::model::units::{AttemptNumber, RequestIndex, TimePoint};
use fetch_playground::model::workload::Workload;

use super::manual_clock::ManualClock;
use super::scripted_fetch::{Log, Reply, ScriptedFetch};

/// How the clock treats those who are due at the same time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pace {
    /// It wakes them all, and the lane finds them ready in one poll.
    #[default]
    Together,
    /// It wakes one, and the lane settles before the next.
    OneByOne,
}

type Act = Box<dyn FnOnce(&LaneControl)>;
type Watch = Box<dyn Fn(&RunEvent, &LaneControl)>;

/// A lane to be run, and what is to happen to it meanwhile.
pub struct LaneDriver {
    plan: Plan,
    policy: Policy,
    limit: u32,
    body_limit_bytes: u64,
    pace: Pace,
    control: LaneControl,
    script: Option<Box<dyn Fn(RequestIndex, AttemptNumber) -> Reply>>,
    acts: Vec<(TimePoint, Act)>,
    watch: Watch,
}

/// What became of it.
pub struct Driven {
    pub run: Run,
    pub events: Vec<RunEvent>,
    pub fetch: Rc<Log>,
}

impl LaneDriver {
    /// A lane of so many requests, each answered as the script says.
    pub fn scripted(
        requests: u32,
        limit: u32,
        script: impl Fn(RequestIndex, AttemptNumber) -> Reply + 'static,
    ) -> Self {
        let workload = Workload {
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
            body_limit_bytes: u64::MAX,
            pace: Pace::default(),
            control: LaneControl::new(),
            script: None,
            acts: Vec::new(),
            watch: Box::new(|_, _| {}),
        }
    }

    pub fn policy(self, policy: Policy) -> Self {
        Self { policy, ..self }
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

    /// Does something when the clock says so many ms, before anybody who is due
    /// then wakes. At 0 it is done before the lane's first poll.
    pub fn at(mut self, ms: f64, act: impl FnOnce(&LaneControl) + 'static) -> Self {
        self.acts.push((TimePoint::from_ms(ms), Box::new(act)));
        self.acts.sort_by(|a, b| a.0.ms().total_cmp(&b.0.ms()));
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
        let plan = self.plan.clone();
        let script = self.script.take().unwrap_or_else(|| {
            Box::new(move |index, attempt| Reply::as_planned(&plan, index, attempt))
        });
        let fetch = ScriptedFetch::new(&clock, script);
        let log = fetch.log();
        let strategy = Strategy::Concurrent { limit: self.limit };
        let fold = RefCell::new(Run::new(strategy, self.plan.workload().requests));
        let events = RefCell::new(Vec::new());
        let limit = Cell::new(self.limit);

        let ending = {
            let lane = Lane {
                plan: &self.plan,
                policy: self.policy,
                limit: self.limit,
                body_limit_bytes: self.body_limit_bytes,
                fetch: &fetch,
                clock: &clock,
                control: &self.control,
                on_event: |event: RunEvent| {
                    events.borrow_mut().push(event);
                    let mut run = fold.borrow_mut();
                    run.apply(event).expect("every event is legal");
                    check_limit(&run, &event, &limit);
                    drop(run);
                    (self.watch)(&event, &self.control);
                },
            };
            let acts = std::mem::take(&mut self.acts);
            drive(lane.run(), &clock, self.pace, acts, &self.control, || {
                assert_eq!(
                    log.in_flight(),
                    fold.borrow().in_flight().len(),
                    "the fetches alive are those the events tell of"
                );
            })
        };

        let (run, events) = (fold.into_inner(), events.into_inner());
        assert_eq!(run.ending(), Some(ending), "the last event tells the ending");
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

impl Driven {
    /// The order in which requests were sent, retries included.
    pub fn order(&self) -> Vec<u32> {
        let dispatches = self.fetch.dispatches();
        dispatches.iter().map(|((index, _), _)| *index).collect()
    }

    /// When each attempt was sent.
    pub fn sent_at(&self, index: u32, attempt: u32) -> Option<f64> {
        let dispatches = self.fetch.dispatches();
        let of = |(key, _): &&(_, _)| *key == (index, attempt);
        dispatches.iter().find(of).map(|(_, at)| at.ms())
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

fn drive(
    lane: impl Future<Output = Ending>,
    clock: &ManualClock,
    pace: Pace,
    acts: Vec<(TimePoint, Act)>,
    control: &LaneControl,
    check_settled: impl Fn(),
) -> Ending {
    /// More polls than this without time passing is a lane that spins.
    const MOST_POLLS: usize = 1_000_000;
    let woken = Arc::new(Woken(AtomicBool::new(true)));
    let waker = Waker::from(Arc::clone(&woken));
    let mut lane = pin!(lane);
    let mut acts = acts.into_iter().peekable();
    while let Some((_, act)) = acts.next_if(|(at, _)| *at <= clock.now()) {
        act(control);
    }
    loop {
        let mut polls = 0;
        while woken.0.swap(false, Ordering::Relaxed) {
            if let Poll::Ready(ending) = lane.as_mut().poll(&mut Context::from_waker(&waker)) {
                return ending;
            }
            polls += 1;
            assert!(polls < MOST_POLLS, "the lane spins");
        }
        check_settled();
        let due = clock.next_due();
        if let Some((at, act)) = acts.next_if(|(at, _)| due.is_none_or(|due| *at <= due)) {
            clock.stand_at(at);
            act(control);
            continue;
        }
        let moved = match pace {
            Pace::Together => clock.wake_all_next(),
            Pace::OneByOne => clock.wake_next(),
        };
        assert!(moved, "the lane waits for what will never come");
    }
}

struct Woken(AtomicBool);

impl Wake for Woken {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::Relaxed);
    }
}
