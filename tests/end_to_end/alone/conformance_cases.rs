//! What both labs are asked, one after the other.

use crate::addresses::{RUN, quick};
use playground_core::experiment::plan::Answer;
use playground_core::experiment::workload::{Capacity, OverflowPolicy};
use playground_core::lab::address::{LabCall, LabKey, LabRequest};
use playground_core::lab::counter::CounterCall;
use playground_core::units::RunId;
use serde_json::{Value, json};

fn case(call: &str) -> Value {
    json!({"call": call, "headAt": 0, "endAt": 0})
}

fn work(asked: LabRequest) -> Value {
    let (head, end) = (asked.delay_ms, asked.delay_ms + asked.transfer_ms);
    json!({"call": LabCall::Work(asked).to_string(), "headAt": head, "endAt": end})
}

fn left(asked: LabRequest, after: &str) -> Value {
    let mut case = work(asked);
    case["leaveAfter"] = json!(after);
    case
}

/// Asks a server that can work on one request at once, and works on another for so long.
fn full(run: RunId, beyond: OverflowPolicy, other_ms: Option<u32>) -> Value {
    let of_run = |index, answer, delay_ms| LabRequest {
        key: LabKey {
            run,
            ..quick(index).key
        },
        delay_ms,
        answer,
        capacity: Some(Capacity {
            requests: 1,
            beyond,
        }),
        ..quick(index)
    };
    let other = match other_ms {
        Some(ms) => of_run(0, Answer::Whole { status: 200 }, ms),
        None => of_run(0, Answer::Never, 0),
    };
    let mut case = work(of_run(1, Answer::Whole { status: 200 }, 40));
    if beyond != OverflowPolicy::Wait {
        case["headAt"] = json!(0);
        case["endAt"] = json!(0);
    }
    case["beside"] = json!(LabCall::Work(other).to_string());
    case
}

/// The counter of a run of its own.
fn counter(write: Option<u64>) -> Value {
    const DELAY_MS: u32 = 30;
    let call = LabCall::Counter(CounterCall {
        run: RunId(81),
        delay_ms: DELAY_MS,
        write,
    });
    json!({"call": call.to_string(), "headAt": DELAY_MS, "endAt": DELAY_MS})
}

fn whole(index: u32, status: u16) -> LabRequest {
    LabRequest {
        answer: Answer::Whole { status },
        ..quick(index)
    }
}

/// Each call, and what to do about it.
pub fn cases() -> Vec<Value> {
    let slow = |index| LabRequest {
        delay_ms: 60,
        bytes: 1_001,
        chunks: 7,
        transfer_ms: 70,
        ..quick(index)
    };
    let broken = |index| LabRequest {
        answer: Answer::Broken,
        ..slow(index)
    };
    let never = |index| LabRequest {
        answer: Answer::Never,
        ..quick(index)
    };
    let endless = |index| LabRequest {
        bytes: 1_000_000,
        chunks: 1_000,
        transfer_ms: 120_000,
        ..quick(index)
    };
    vec![
        case("ping"),
        work(quick(0)),
        work(slow(1)),
        work(LabRequest {
            bytes: 0,
            ..quick(2)
        }),
        work(LabRequest {
            bytes: 3_000_000,
            ..quick(3)
        }),
        work(whole(4, 404)),
        work(LabRequest {
            retry_after_seconds: Some(3),
            ..whole(5, 429)
        }),
        work(whole(6, 500)),
        work(LabRequest {
            delay_ms: 40,
            transfer_ms: 40,
            ..whole(7, 503)
        }),
        work(broken(8)),
        left(never(9), "sent"),
        left(slow(10), "sent"),
        left(endless(11), "head"),
        // What is in flight at the end is 0, whatever was left.
        case(&LabCall::Stats(RUN).to_string()),
        case(&LabCall::Stats(RunId(12)).to_string()),
        case("nothing"),
        case("work?run=1"),
        case("stats?run=many"),
        case("ping?loud=1"),
        full(RunId(78), OverflowPolicy::TooManyRequests, None),
        full(RunId(79), OverflowPolicy::Unavailable, None),
        full(RunId(80), OverflowPolicy::Wait, Some(300)),
        case(&LabCall::Stats(RunId(79)).to_string()),
        case(&LabCall::Stats(RunId(80)).to_string()),
        counter(None),
        counter(Some(5)),
        counter(None),
        case(&LabCall::Stats(RunId(81)).to_string()),
        case("counter?run=81&delay=0&write=-1"),
    ]
}
