//! A lane without overhead, simulated in the plainest way there is: half a
//! millisecond after the other, look who has ended, who is back, and who may
//! start.

use fetch_playground::model::experiment::Policy;
use fetch_playground::model::plan::Plan;
use fetch_playground::model::units::{AttemptNumber, RequestIndex, Span};

/// The ideal makespan by brute force.
pub fn simulated_ms(plan: &Plan, policy: &Policy, slots: u32) -> f64 {
    struct Away {
        back_at: u64,
        request: (RequestIndex, AttemptNumber),
    }
    let halves = |span: Span| (span.ms() * 2.0) as u64;
    let mut queue: Vec<_> = plan
        .indexes()
        .map(|index| (index, AttemptNumber::FIRST))
        .collect();
    let (mut running, mut backing_off): (Vec<Away>, Vec<Away>) = (Vec::new(), Vec::new());
    let mut now = 0;
    let mut last_end = 0;
    loop {
        let mut i = 0;
        while i < running.len() {
            if running[i].back_at > now {
                i += 1;
                continue;
            }
            let (index, attempt) = running.remove(i).request;
            last_end = now;
            if let Some(wait) = plan.backoff_after(index, attempt, policy) {
                backing_off.push(Away {
                    back_at: now + halves(wait),
                    request: (index, attempt.next()),
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
        while !queue.is_empty() && running.len() < slots as usize {
            let (index, attempt) = queue.remove(0);
            let length = halves(plan.attempt(index, attempt).length(policy));
            running.push(Away {
                back_at: now + length,
                request: (index, attempt),
            });
        }
        if running.iter().any(|away| away.back_at == now) {
            continue;
        }
        if running.is_empty() && backing_off.is_empty() {
            return last_end as f64 / 2.0;
        }
        now += 1;
    }
}
