//! What went wrong, grouped by kind, each with its requests.

use litemap::LiteMap;

use crate::experiment::source::Source;
use crate::run::outcome::{Outcome, OutcomeKind};
use crate::session::comparison::Comparison;
use crate::units::RequestIndex;
use crate::wording::explain::explain;

/// One kind of unhappy end; HTTP errors are told apart by their status, network
/// errors by their cause.
#[derive(Clone, Debug, PartialEq)]
pub struct FailureGroup {
    pub kind: OutcomeKind,
    pub title: String,
    /// What it means, in the words of its first request; said to be so where the
    /// others' would differ, as in how much of a body came.
    pub explanation: String,
    first: Outcome,
    pub is_varied: bool,
    /// The requests, lane by lane.
    pub lanes: Vec<LaneFailures>,
}

/// The requests of one lane that ended in this way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LaneFailures {
    pub title: String,
    pub requests: Vec<RequestIndex>,
}

impl FailureGroup {
    pub fn count(&self) -> usize {
        self.lanes.iter().map(|lane| lane.requests.len()).sum()
    }
}

/// Every way but success in which requests ended, in the order of kinds.
pub fn group_failures(all: &Comparison) -> Vec<FailureGroup> {
    let mut groups: LiteMap<_, FailureGroup> = LiteMap::new();
    for lane in &all.lanes {
        let counts = lane.run.counts();
        if counts.total() == counts.of(OutcomeKind::Succeeded) {
            continue;
        }
        let mut of_lane: LiteMap<_, Vec<RequestIndex>> = LiteMap::new();
        for (index, request) in (0..).map(RequestIndex).zip(lane.run.requests()) {
            let outcome = request.outcome();
            if let Some(outcome) = outcome.filter(|how| how.kind() != OutcomeKind::Succeeded) {
                let group = groups
                    .entry(key(&outcome))
                    .or_insert_with(|| group(outcome, &lane.plan.source));
                group.is_varied |= group.first != outcome;
                of_lane.entry(key(&outcome)).or_default().push(index);
            }
        }
        for (key, requests) in of_lane {
            if let Some(group) = groups.get_mut(&key) {
                group.lanes.push(LaneFailures {
                    title: lane.title(),
                    requests,
                });
            }
        }
    }
    groups.into_iter().map(|(_, group)| group).collect()
}

/// What two outcomes have in common to be in one group.
const fn key(outcome: &Outcome) -> (OutcomeKind, u16) {
    match outcome {
        Outcome::HttpError { status } => (OutcomeKind::HttpError, *status),
        Outcome::NetworkError(cause) => (OutcomeKind::NetworkError, *cause as u16),
        other => (other.kind(), 0),
    }
}

fn group(outcome: Outcome, source: &Source) -> FailureGroup {
    let kind = outcome.kind();
    FailureGroup {
        kind,
        title: outcome.title(),
        explanation: explain(&outcome, source).unwrap_or_default(),
        first: outcome,
        is_varied: false,
        lanes: Vec::new(),
    }
}
