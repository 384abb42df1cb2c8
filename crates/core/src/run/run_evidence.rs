//! What a run tells of the requests that got no usable response: how the others to the same origin
//! went.

use litemap::LiteMap;

use crate::experiment::origin::origin_of;
use crate::run::Run;
use crate::run::outcome::{NetworkCause, Outcome};
use crate::run::request::Attempt;
use crate::run::unreachable::{Evidence, LoopbackPermission, Neighbours};
use crate::units::{RequestIndex, Span, TimePoint};

/// What the responses of an origin tell.
#[derive(Clone, Copy, Debug)]
struct Responses {
    quickest: Span,
    last: TimePoint,
}

/// What is known of the origins that a run's requests went to.
#[derive(Clone, Debug, Default)]
pub struct RunEvidence {
    permission: Option<LoopbackPermission>,
    responses: LiteMap<String, Responses>,
}

impl RunEvidence {
    /// `url`: the URL of each request.
    pub fn new(
        run: &Run,
        permission: Option<LoopbackPermission>,
        url: impl Fn(RequestIndex) -> String,
    ) -> Self {
        let mut responses = LiteMap::new();
        // Most runs need none.
        if run
            .requests()
            .iter()
            .any(|request| request.attempts().any(Attempt::is_unexplained))
        {
            for (index, request) in (0..).map(RequestIndex).zip(run.requests()) {
                for attempt in request.attempts() {
                    let Some((sent, responded)) = attempt.dispatched.zip(attempt.responded) else {
                        continue;
                    };
                    let (quickest, last) = (took(sent, responded), rounded(responded));
                    let url = url(index);
                    let known = responses
                        .entry(origin_of(&url).to_owned())
                        .or_insert(Responses { quickest, last });
                    known.quickest = known.quickest.min(quickest);
                    known.last = known.last.max(last);
                }
            }
        }
        Self {
            permission,
            responses,
        }
    }

    /// What is known of an attempt at this URL; `None` if it did not fail for a cause that
    /// the browser does not say.
    pub fn of(&self, url: &str, attempt: &Attempt) -> Option<Evidence> {
        if !attempt.is_unexplained() {
            return None;
        }
        let ended = attempt.ended?;
        let neighbours = match self.responses.get(origin_of(url)) {
            None => Neighbours::Failed,
            Some(&Responses { quickest, last }) if last > rounded(ended) => {
                Neighbours::RespondedSince { quickest }
            }
            Some(&Responses { quickest, .. }) => Neighbours::RespondedBefore { quickest },
        };
        let mut evidence = Evidence::from_url(url);
        evidence.took = attempt.dispatched.map(|sent| took(sent, ended));
        evidence.neighbours = neighbours;
        evidence.permission = self.permission;
        evidence.was_asked_again =
            attempt.outcome != Some(Outcome::NetworkError(NetworkCause::NetworkOrCors));
        Some(evidence)
    }
}

/// As a report has it, so that a recorded run gives the same evidence.
fn rounded(point: TimePoint) -> TimePoint {
    TimePoint::START + (point - TimePoint::START).rounded()
}

fn took(from: TimePoint, until: TimePoint) -> Span {
    (rounded(until) - rounded(from)).rounded()
}
