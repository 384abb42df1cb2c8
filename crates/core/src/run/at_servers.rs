//! How many requests were at their servers at once, by the browser's times.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::run::Run;
use crate::run::request::RequestRecord;
use crate::units::InOrder;

/// The most requests that were at their servers at once, from being sent to the response's
/// first byte. `None` where the browser does not tell of every response.
pub fn max_at_servers(run: &Run) -> Option<u32> {
    let attempts = run.requests().iter().flat_map(RequestRecord::attempts);
    let mut sent = BinaryHeap::new();
    let mut answered = BinaryHeap::new();
    for attempt in attempts.filter(|attempt| attempt.responded.is_some()) {
        let points = attempt.times?.points?;
        sent.push(Reverse(InOrder(points.request_start)));
        answered.push(Reverse(InOrder(points.response_start)));
    }
    let (mut now, mut max) = (0, 0);
    while let Some(next) = sent.pop() {
        // Of two at the same tick, the answer was first: it freed the connection.
        while answered.peek().is_some_and(|answer| answer.0 <= next.0) {
            answered.pop();
            now -= 1;
        }
        now += 1;
        max = max.max(now);
    }
    Some(max as u32)
}
