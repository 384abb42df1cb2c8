//! A run as it might have been recorded, in two documents: our report, and a HAR of the same
//! requests with the same times.

use std::collections::BinaryHeap;

use playground_core::analysis::ideal::ideal_makespan;
use playground_core::documents::report::{Environment, LaneReport, to_json};
use playground_core::experiment::plan::{Answer, Plan, PlannedAttempt};
use playground_core::experiment::source::Source;
use playground_core::experiment::strategy::Strategy;
use playground_core::experiment::workload::{Fault, Faults, Workload};
use playground_core::experiment::{Experiment, Policy};
use playground_core::lab::address::{FOLDER, LabCall, LabKey, LabRequest};
use playground_core::run::Run;
use playground_core::run::event::{Ending, RunEvent, RunEventKind, Step};
use playground_core::run::observations::LaneObservations;
use playground_core::run::outcome::{Outcome, OutcomeKind};
use playground_core::units::{AttemptNumber, InOrder, RequestIndex, RunId, TimePoint};
use serde_json::{Value, json};

const LIMIT: u32 = 100;
/// The share of requests that the lab answers with 500.
const FAILING: f64 = 0.02;
/// What a request costs beside what is planned, in ms.
const OVERHEAD_MS: f64 = 1.7;
/// All requests queue from here on.
const BEGUN: &str = "2026-01-01T00:00:00.000Z";

/// One request's life, in ms from the lane's start.
#[derive(Clone, Copy)]
struct Life {
    dispatched: f64,
    responded: f64,
    ended: f64,
    status: u16,
    bytes: u64,
}

pub struct RecordedRun {
    plan: Plan,
    lives: Vec<Life>,
}

impl RecordedRun {
    pub fn new(requests: u32) -> Self {
        let plan = Plan::new(Workload {
            requests,
            faults: Faults::NONE.with(Fault::ServerError, FAILING),
            ..Workload::default()
        });
        // When the slots are free; the largest of a heap comes first.
        let mut free: BinaryHeap<_> = (0..LIMIT)
            .map(|_| std::cmp::Reverse(InOrder(TimePoint::from_ms(0.0))))
            .collect();
        let lives = plan.indexes().map(|index| {
            let planned = plan.attempt(index, AttemptNumber::FIRST);
            let slot = free.pop().expect("there are as many slots as the limit");
            let life = live(&planned, slot.0.0.ms());
            free.push(std::cmp::Reverse(InOrder(TimePoint::from_ms(life.ended))));
            life
        });
        let lives = lives.collect();
        Self { plan, lives }
    }

    fn url(&self, request: RequestIndex) -> String {
        let key = LabKey {
            run: RunId(1),
            request,
            attempt: AttemptNumber::FIRST,
        };
        format!(
            "{FOLDER}{}",
            LabCall::Work(LabRequest::from_plan(key, &self.plan))
        )
    }

    /// How many requests end well.
    pub fn succeeded(&self) -> u32 {
        let succeeded = self.lives.iter().filter(|life| life.status < 400);
        succeeded.count() as u32
    }

    /// The report, as the page makes it of such a run.
    pub fn report(&self) -> Value {
        let run = self.run();
        let policy = Policy::default();
        let strategy = run.strategy();
        assert_eq!(run.counts().of(OutcomeKind::Succeeded), self.succeeded());
        let experiment = Experiment {
            workload: *self.plan.workload(),
            lanes: vec![strategy.into()],
            policy,
            ..Experiment::default()
        };
        let environment = Environment {
            user_agent: "Benchmark/1.0".to_owned(),
            hardware_concurrency: 8,
            cross_origin_isolated: false,
            app_version: env!("CARGO_PKG_VERSION").to_owned(),
        };
        let lane = LaneReport {
            source: &Source::BuiltInLab,
            run: &run,
            ideal: Some(ideal_makespan(&self.plan, &policy, strategy)),
            observations: LaneObservations {
                max_in_flight_at_source: Some(LIMIT),
                ..LaneObservations::default()
            },
            url: &|index| self.url(index),
        };
        to_json(&experiment, &environment, &[lane])
    }

    fn run(&self) -> Run {
        let mut events = Vec::new();
        for (life, index) in self.lives.iter().zip(0..) {
            let outcome = match life.status {
                status @ 400.. => Outcome::HttpError { status },
                _ => Outcome::Succeeded,
            };
            let (status, total_bytes) = (life.status, life.bytes);
            let steps = [
                (0.0, Step::Queued),
                (life.dispatched, Step::Dispatched),
                (life.responded, Step::Responded { status }),
                (life.ended, Step::Received { total_bytes }),
                (life.ended, Step::Ended(outcome)),
            ];
            events.extend(steps.map(|(at, step)| (at, RequestIndex(index), step)));
        }
        // Of one time, those that end come first, as they free the others' slots.
        let order = |step: &Step| matches!(step, Step::Dispatched);
        events.sort_by(|(one, _, step), (other, _, next)| {
            one.total_cmp(other).then(order(step).cmp(&order(next)))
        });
        let strategy = Strategy::Concurrent { limit: LIMIT };
        let mut run = Run::new(strategy, self.lives.len() as u32);
        let last = events.last().map_or(0.0, |&(at, _, _)| at);
        let events = events
            .into_iter()
            .map(|(at, index, step)| (at, RunEventKind::Request(index, step)));
        let end = (last, RunEventKind::Finished(Ending::Completed));
        for (at, kind) in events.chain([end]) {
            let at = TimePoint::from_ms(at);
            run.apply(RunEvent { at, kind }).expect("a possible life");
        }
        run
    }

    /// The same requests as a HAR 1.2 (<http://www.softwareishard.com/blog/har-12-spec/>).
    pub fn har(&self) -> Value {
        let entries = self.lives.iter().zip(0..);
        let entries: Vec<_> = entries
            .map(|(life, index)| self.entry(life, RequestIndex(index)))
            .collect();
        json!({"log": {
            "version": "1.2",
            "creator": {"name": "Fetch Playground", "version": env!("CARGO_PKG_VERSION")},
            "pages": [{
                "startedDateTime": BEGUN, "id": "run", "title": "A run", "pageTimings": {},
            }],
            "entries": entries,
        }})
    }

    fn entry(&self, life: &Life, index: RequestIndex) -> Value {
        let url = format!("http://127.0.0.1/{}", self.url(index));
        let status_text = if life.status < 400 { "OK" } else { "Error" };
        json!({
            "pageref": "run",
            "startedDateTime": BEGUN,
            "time": life.ended,
            "request": {
                "method": "GET", "url": url, "httpVersion": "HTTP/1.1", "cookies": [],
                "headers": [], "queryString": [], "headersSize": -1, "bodySize": 0,
            },
            "response": {
                "status": life.status, "statusText": status_text, "httpVersion": "HTTP/1.1",
                "cookies": [], "headers": [{"name": "content-type", "value": "text/plain"}],
                "content": {"size": life.bytes, "mimeType": "text/plain"},
                "redirectURL": "", "headersSize": -1, "bodySize": life.bytes,
            },
            "cache": {},
            "timings": {
                "blocked": life.dispatched, "dns": -1, "connect": -1, "ssl": -1, "send": 0,
                "wait": life.responded - life.dispatched,
                "receive": life.ended - life.responded,
            },
        })
    }
}

fn live(planned: &PlannedAttempt, dispatched: f64) -> Life {
    let Answer::Whole { status } = planned.answer else {
        unreachable!("no other faults are planned")
    };
    let responded = dispatched + f64::from(planned.delay_ms) + OVERHEAD_MS;
    Life {
        dispatched,
        responded,
        ended: responded + f64::from(planned.transfer_ms),
        status,
        bytes: planned.body_bytes,
    }
}
