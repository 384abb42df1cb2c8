//! A lane without overhead, simulated in steps of half a millisecond: in each step,
//! requests end, return from their backoff, get a thread or the lock, and start.

use playground_core::experiment::plan::Plan;
use playground_core::experiment::strategy::Strategy;
use playground_core::experiment::workload::WorkKind;
use playground_core::experiment::{Lock, Policy};
use playground_core::units::{AttemptNumber, RequestIndex, Span};

/// The ideal makespan by simulation.
pub fn simulated_ms(plan: &Plan, policy: &Policy, strategy: Strategy) -> f64 {
    let spans = simulated_spans_ms(plan, policy, strategy);
    spans.iter().map(|span| span.1).fold(0.0, f64::max)
}

/// When each request begins, and when it ends for good.
pub fn simulated_spans_ms(plan: &Plan, policy: &Policy, strategy: Strategy) -> Vec<(f64, f64)> {
    struct Away {
        back_at: u64,
        request: (RequestIndex, AttemptNumber),
        computes: bool,
    }
    let halves = |span: Span| (span.ms() * 2.0) as u64;
    let (page, slots) = match strategy {
        Strategy::Sequential | Strategy::Blocking => (true, 1),
        Strategy::Batched { size: limit } | Strategy::Concurrent { limit } => {
            (true, limit as usize)
        }
        Strategy::Threads { workers } => (false, workers as usize),
    };
    let workload = plan.workload();
    let (alone, slots) = match policy.lock {
        _ if workload.kind != WorkKind::Update => (page, slots),
        Lock::None => (false, slots),
        Lock::Update => (true, slots),
        Lock::Request => (true, 1),
    };
    let is_computed = |(index, attempt)| {
        workload.kind != WorkKind::Fetch && !plan.attempt(index, attempt).fails(policy)
    };
    let requests = plan.workload().requests;
    let first_attempts = |from: u32| {
        let batch = strategy.batch_size().unwrap_or(requests);
        let to = (from + batch).min(requests);
        (from..to).map(|index| (RequestIndex(index), AttemptNumber::FIRST))
    };
    let mut queue: Vec<_> = first_attempts(0).collect();
    let mut begun = queue.len() as u32;
    let (mut running, mut backing_off): (Vec<Away>, Vec<Away>) = (Vec::new(), Vec::new());
    let mut read = Vec::new();
    let mut now = 0;
    let mut spans = vec![(0.0, 0.0); requests as usize];
    loop {
        let mut i = 0;
        while i < running.len() {
            if running[i].back_at > now {
                i += 1;
                continue;
            }
            let ended = running.remove(i);
            let (index, attempt) = ended.request;
            if is_computed(ended.request) && !ended.computes {
                read.push(ended.request);
                continue;
            }
            spans[index.as_usize()].1 = now as f64 / 2.0;
            if let Some(wait) = plan.backoff_after(index, attempt, policy) {
                backing_off.push(Away {
                    back_at: now + halves(wait),
                    request: (index, attempt.next()),
                    computes: false,
                });
            }
        }
        let mut i = 0;
        while i < backing_off.len() {
            if backing_off[i].back_at == now {
                queue.push(backing_off.remove(i).request);
            } else {
                i += 1;
            }
        }
        while !read.is_empty() {
            if alone && running.iter().any(|away| away.computes) {
                break;
            }
            running.push(Away {
                back_at: now + 2 * u64::from(workload.compute_ms),
                request: read.remove(0),
                computes: true,
            });
        }
        while !queue.is_empty() && running.len() + read.len() < slots {
            let (index, attempt) = queue.remove(0);
            if attempt == AttemptNumber::FIRST {
                spans[index.as_usize()].0 = now as f64 / 2.0;
            }
            let length = halves(plan.attempt(index, attempt).length(policy));
            running.push(Away {
                back_at: now + length,
                request: (index, attempt),
                computes: false,
            });
        }
        if running.iter().any(|away| away.back_at == now) {
            continue;
        }
        if running.is_empty() && backing_off.is_empty() {
            if begun == requests {
                return spans;
            }
            queue.extend(first_attempts(begun));
            begun += queue.len() as u32;
            continue;
        }
        now += 1;
    }
}
