//! Failures and cancellations of all lanes, grouped by how they ended.

use litemap::LiteMap;

use crate::run::outcome::{NetworkCause, Outcome, OutcomeKind};
use crate::run::unreachable::PossibleCause;
use crate::session::comparison::Comparison;
use crate::units::RequestIndex;
use crate::wording::explain::{ExplainedBy, explain};

/// The requests that failed in the same way, or were cancelled: HTTP errors are grouped by
/// status, network errors by cause.
#[derive(Clone, Debug, PartialEq)]
pub struct FailureGroup {
    pub kind: OutcomeKind,
    pub title: String,
    /// What the first request's outcome means, in words.
    pub explanation: String,
    first: Outcome,
    causes: Option<Vec<PossibleCause>>,
    /// Whether the outcomes differ in a detail that `explanation` names, such as how much of
    /// a body came.
    pub is_varied: bool,
    /// The requests, lane by lane.
    pub lanes: Vec<LaneFailures>,
}

/// The requests of one lane in a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LaneFailures {
    pub title: String,
    pub requests: Vec<RequestIndex>,
}

impl FailureGroup {
    /// A group without requests yet, with the words of its first outcome.
    fn new(outcome: Outcome, by: ExplainedBy<'_>) -> Self {
        Self {
            kind: outcome.kind(),
            title: outcome.title(),
            explanation: explain(&outcome, by).unwrap_or_default(),
            first: outcome,
            causes: by.evidence.map(|evidence| evidence.causes()),
            is_varied: false,
            lanes: Vec::new(),
        }
    }

    /// The number of requests in all lanes.
    pub fn count(&self) -> usize {
        self.lanes.iter().map(|lane| lane.requests.len()).sum()
    }
}

/// The groups of everything but successes, in the order of outcome kinds.
pub fn group_failures(all: &Comparison) -> Vec<FailureGroup> {
    let mut groups: LiteMap<_, FailureGroup> = LiteMap::new();
    for lane in &all.lanes {
        let counts = lane.run.counts();
        if counts.total() == counts.of(OutcomeKind::Succeeded) {
            continue;
        }
        let known = all.evidence(lane);
        let mut of_lane: LiteMap<_, Vec<RequestIndex>> = LiteMap::new();
        for (index, request) in (0..).map(RequestIndex).zip(lane.run.requests()) {
            if let Some(outcome) = request.outcome()
                && let Some(key) = GroupKey::new(&outcome)
            {
                // The built-in lab has causes of its own, the same for every request.
                let may_have_causes =
                    lane.plan.source.is_on_network() && matches!(outcome, Outcome::NetworkError(_));
                let evidence = may_have_causes
                    .then(|| known.of(&all.url_in(lane, index), &request.attempt))
                    .flatten();
                let by = ExplainedBy {
                    source: &lane.plan.source,
                    workload: all.plan.workload(),
                    evidence,
                };
                let group = groups
                    .entry(key)
                    .or_insert_with(|| FailureGroup::new(outcome, by));
                let causes = evidence.map(|evidence| evidence.causes());
                group.is_varied |= group.first != outcome || group.causes != causes;
                of_lane.entry(key).or_default().push(index);
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

/// What the outcomes of one group have in common, in the order of the groups on screen.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum GroupKey {
    HttpError { status: u16 },
    TimedOut { page_was_busy: bool },
    NetworkError(NetworkCause),
    BodyBroken,
    TooLarge,
    Cancelled,
}

impl GroupKey {
    /// `None` for a success.
    const fn new(outcome: &Outcome) -> Option<Self> {
        Some(match outcome {
            Outcome::Succeeded => return None,
            Outcome::HttpError { status } => Self::HttpError { status: *status },
            Outcome::TimedOut { page_was_busy, .. } => Self::TimedOut {
                page_was_busy: *page_was_busy,
            },
            Outcome::NetworkError(cause) => Self::NetworkError(*cause),
            Outcome::BodyBroken { .. } => Self::BodyBroken,
            Outcome::TooLarge { .. } => Self::TooLarge,
            Outcome::Cancelled(_) => Self::Cancelled,
        })
    }
}
