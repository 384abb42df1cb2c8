//! A sample of the plan that every machine must make. The native suites and the browser
//! suite both check it.

use playground_core::experiment::Backoff;
use playground_core::experiment::plan::Plan;
use playground_core::experiment::workload::{Fault, Faults, Latency, Workload};
use playground_core::units::{AttemptNumber, RequestIndex};

/// Index; the latencies of its first two attempts and the backoffs after its
/// first and third; under the default workload, seed 42.
const DEFAULT: [(u32, u32, u32, f64, f64); 8] = [
    (0, 91, 111, 78.0, 250.0),
    (1, 81, 79, 92.0, 297.0),
    (2, 114, 114, 58.0, 215.0),
    (3, 81, 91, 75.0, 370.0),
    (9, 44, 46, 85.0, 236.0),
    (37, 42, 118, 69.0, 209.0),
    (98, 100, 81, 96.0, 350.0),
    (99, 106, 79, 93.0, 211.0),
];

/// The same with log-normal latencies, median 80 ms and sigma 0.8.
const LOG_NORMAL: [(u32, u32, u32); 8] = [
    (0, 242, 15),
    (1, 96, 143),
    (2, 30, 46),
    (3, 130, 65),
    (9, 61, 68),
    (37, 91, 621),
    (98, 22, 88),
    (99, 34, 138),
];

/// The faults of the first two attempts if each kind has a tenth.
const FAULTS: [(u32, Option<Fault>, Option<Fault>); 10] = [
    (0, Some(Fault::Drop), None),
    (1, None, None),
    (2, Some(Fault::TooManyRequests), None),
    (4, None, Some(Fault::ServerError)),
    (6, Some(Fault::NotFound), Some(Fault::NotFound)),
    (7, Some(Fault::Slow), Some(Fault::TooManyRequests)),
    (9, None, Some(Fault::Drop)),
    (36, Some(Fault::Hang), None),
    (37, Some(Fault::ServerError), None),
    (99, Some(Fault::Hang), None),
];

/// The sum of all first latencies, which covers what the samples miss.
const DEFAULT_SUM: u64 = 8_315;
const LOG_NORMAL_SUM: u64 = 12_241;

/// The kinds of faults in these plans. A kind that is added later is not among them: it leaves
/// old plans as they were.
const KINDS: [Fault; 6] = [
    Fault::ServerError,
    Fault::NotFound,
    Fault::TooManyRequests,
    Fault::Slow,
    Fault::Hang,
    Fault::Drop,
];

/// Panics if the plan for seed 42 differs from the pinned one.
#[track_caller]
pub fn assert_pinned_plan() {
    let log_normal = Latency::LogNormal {
        median: 80,
        sigma: 0.8,
    };
    let a_tenth_each = KINDS
        .into_iter()
        .fold(Faults::NONE, |faults, fault| faults.with(fault, 0.1));
    let default = Plan::new(Workload::default());
    let log_normal = Plan::new(Workload {
        latency: log_normal,
        ..Workload::default()
    });
    let faulty = Plan::new(Workload {
        faults: a_tenth_each,
        ..Workload::default()
    });

    for (index, first, second, after_first, after_third) in DEFAULT {
        assert_eq!(delays(&default, index), (first, second), "request {index}");
        let backoff = |failed| {
            let failed = AttemptNumber(failed);
            default
                .backoff(RequestIndex(index), failed, Backoff::Jittered)
                .ms()
        };
        let backoffs = (backoff(1), backoff(3));
        assert_eq!(backoffs, (after_first, after_third), "request {index}");
    }
    for (index, first, second) in LOG_NORMAL {
        assert_eq!(
            delays(&log_normal, index),
            (first, second),
            "request {index}"
        );
    }
    for (index, first, second) in FAULTS {
        let fault = |attempt| {
            let attempt = AttemptNumber(attempt);
            faulty.attempt(RequestIndex(index), attempt).fault
        };
        assert_eq!((fault(1), fault(2)), (first, second), "request {index}");
    }
    assert_eq!(sum_of_delays(&default), DEFAULT_SUM);
    assert_eq!(sum_of_delays(&log_normal), LOG_NORMAL_SUM);
}

fn delays(plan: &Plan, index: u32) -> (u32, u32) {
    let delay = |attempt| {
        let attempt = AttemptNumber(attempt);
        plan.attempt(RequestIndex(index), attempt).delay_ms
    };
    (delay(1), delay(2))
}

fn sum_of_delays(plan: &Plan) -> u64 {
    plan.indexes()
        .map(|index| u64::from(plan.attempt(index, AttemptNumber::FIRST).delay_ms))
        .sum()
}
