//! What went wrong, grouped by kind, each with its requests.

use super::comparison::Comparison;
use crate::model::explain::explain;
use crate::model::outcome::OutcomeKind;
use crate::model::units::RequestIndex;

/// One kind of unhappy end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FailureGroup {
    pub kind: OutcomeKind,
    /// What it means, in the words of its first request.
    pub explanation: String,
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

/// Every kind but success that occurred, in the order of kinds.
pub fn group_failures(all: &Comparison) -> Vec<FailureGroup> {
    OutcomeKind::ALL
        .into_iter()
        .filter(|&kind| kind != OutcomeKind::Succeeded)
        .filter_map(|kind| group(all, kind))
        .collect()
}

fn group(all: &Comparison, kind: OutcomeKind) -> Option<FailureGroup> {
    let mut explanation = None;
    let mut lanes = Vec::new();
    for lane in &all.lanes {
        if lane.run.counts().of(kind) == 0 {
            continue;
        }
        let ended_so = (0..)
            .map(RequestIndex)
            .zip(lane.run.requests())
            .filter_map(|(index, request)| Some((index, request.outcome()?)))
            .filter(|(_, outcome)| outcome.kind() == kind);
        let requests = ended_so
            .map(|(index, outcome)| {
                explanation.get_or_insert(outcome);
                index
            })
            .collect();
        lanes.push(LaneFailures {
            title: lane.strategy_in_force().title(),
            requests,
        });
    }
    Some(FailureGroup {
        kind,
        explanation: explain(&explanation?)?,
        lanes,
    })
}
