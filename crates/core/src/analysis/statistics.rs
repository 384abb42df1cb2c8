//! Statistics of a run.

use std::collections::BinaryHeap;

use crate::run::Run;
use crate::run::outcome::OutcomeKind;
use crate::run::request::RequestRecord;
use crate::units::{InOrder, RequestIndex, Span, TimePoint};

/// The duration from dispatch to end of the last attempt, for each request that was
/// dispatched, ended, and was not cancelled, in index order.
pub fn durations(run: &Run) -> impl Iterator<Item = Span> {
    run.requests().iter().filter_map(duration)
}

fn duration(request: &RequestRecord) -> Option<Span> {
    let kind = request.outcome()?.kind();
    request
        .attempt
        .duration()
        .filter(|_| kind != OutcomeKind::Cancelled)
}

/// The request with the longest of all [`durations`], the first among equals; `None` if
/// there is none.
pub fn slowest(run: &Run) -> Option<RequestIndex> {
    let mut slowest: Option<(RequestIndex, Span)> = None;
    for (index, request) in (0..).map(RequestIndex).zip(run.requests()) {
        let Some(duration) = duration(request) else {
            continue;
        };
        if slowest.is_none_or(|(_, longest)| duration > longest) {
            slowest = Some((index, duration));
        }
    }
    slowest.map(|(index, _)| index)
}

/// Percentiles of a run's [`durations`], by nearest rank: the smallest duration that at
/// least p % of them do not exceed, so each is the duration of a real request.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Durations {
    pub p50: Span,
    pub p90: Span,
    pub p95: Span,
    pub p99: Span,
    pub max: Span,
}

impl Durations {
    /// Over all [`durations`] of the run; `None` if there is none.
    pub fn from_run(run: &Run) -> Option<Self> {
        let durations = durations(run).map(|duration| InOrder(TimePoint::START + duration));
        // The code of a heap sort is a tenth of the standard sort's, and it is fast enough.
        let sorted = durations.collect::<BinaryHeap<_>>().into_sorted_vec();
        Some(Self {
            p50: nearest_rank(&sorted, 50)?,
            p90: nearest_rank(&sorted, 90)?,
            p95: nearest_rank(&sorted, 95)?,
            p99: nearest_rank(&sorted, 99)?,
            max: nearest_rank(&sorted, 100)?,
        })
    }
}

/// The value at rank ⌈p/100 · n⌉, counted from 1, of sorted values. With p = 0 there is
/// none.
fn nearest_rank(sorted: &[InOrder], percent: usize) -> Option<Span> {
    let rank = (percent * sorted.len()).div_ceil(100);
    let found = sorted.get(rank.checked_sub(1)?);
    found.map(|found| found.0 - TimePoint::START)
}
