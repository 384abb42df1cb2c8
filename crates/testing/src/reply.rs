//! The reply to a scripted attempt.

use playground_core::experiment::plan::Plan;
use playground_core::lab::address::{LabKey, LabRequest};
use playground_core::lab::state::{Arrival, LabState};
use playground_core::run::outcome::NetworkCause;
use playground_core::units::{AttemptNumber, RequestIndex, RunId, Span, TimePoint};
use playground_engine::ports::When;

use crate::computation::Computation;

/// The reply to one attempt. All times are ms from its dispatch, except the reported ones.
#[derive(Clone, Debug)]
pub enum Reply {
    Never,
    NetworkError {
        at: f64,
        cause: NetworkCause,
        reported_at: When,
    },
    Response {
        at: f64,
        /// `None` if there is no exchange.
        status: Option<u16>,
        retry_after: Option<Span>,
        /// Time and length of each piece.
        chunks: Vec<(f64, u64)>,
        end: BodyEnd,
        reported_times: ReportedTimes,
        /// When, in ms from its dispatch, the browser has all of it, if it tells.
        received_at: Option<f64>,
        /// What is computed after the whole body, if the workload computes.
        computation: Option<Computation>,
    },
}

/// The times that another thread reports for the head and for the end of the body.
#[derive(Clone, Copy, Debug, Default)]
pub struct ReportedTimes {
    pub head: When,
    pub end: When,
}

/// How a body ends after its last piece.
#[derive(Clone, Copy, Debug)]
pub enum BodyEnd {
    Proper,
    BrokenAt(f64),
    Never,
}

impl Reply {
    /// A head with status 200, and an empty body at once.
    pub const fn at(ms: f64) -> Self {
        Self::Response {
            at: ms,
            status: Some(200),
            retry_after: None,
            chunks: Vec::new(),
            end: BodyEnd::Proper,
            reported_times: ReportedTimes {
                head: When::Now,
                end: When::Now,
            },
            received_at: None,
            computation: None,
        }
    }

    /// A computation without an exchange.
    pub fn only_computes(computation: Computation) -> Self {
        let mut reply = Self::at(0.0).then_computes(computation);
        if let Self::Response { status, .. } = &mut reply {
            *status = None;
        }
        reply
    }

    pub const fn network_error(ms: f64, cause: NetworkCause) -> Self {
        let reported_at = When::Now;
        Self::NetworkError {
            at: ms,
            cause,
            reported_at,
        }
    }

    pub fn with_status(mut self, new: u16) -> Self {
        if let Self::Response { status, .. } = &mut self {
            *status = Some(new);
        }
        self
    }

    /// Reports these times for its head and its end.
    pub fn reporting(mut self, new_head: When, new_end: When) -> Self {
        match &mut self {
            Self::Never => {}
            Self::NetworkError { reported_at, .. } => *reported_at = new_end,
            Self::Response { reported_times, .. } => {
                *reported_times = ReportedTimes {
                    head: new_head,
                    end: new_end,
                }
            }
        }
        self
    }

    /// The browser tells that it had all of it at this time, whatever the page had.
    pub fn received_at(mut self, ms: f64) -> Self {
        if let Self::Response { received_at, .. } = &mut self {
            *received_at = Some(ms);
        }
        self
    }

    pub fn then_computes(mut self, new: Computation) -> Self {
        if let Self::Response { computation, .. } = &mut self {
            *computation = Some(new);
        }
        self
    }

    pub fn with_retry_after(mut self, ms: f64) -> Self {
        if let Self::Response { retry_after, .. } = &mut self {
            *retry_after = Some(Span::from_ms(ms));
        }
        self
    }

    /// One more piece of the body.
    pub fn then_chunk(mut self, ms: f64, bytes: u64) -> Self {
        if let Self::Response { chunks, .. } = &mut self {
            chunks.push((ms, bytes));
        }
        self
    }

    pub fn then_breaks(self, ms: f64) -> Self {
        self.then(BodyEnd::BrokenAt(ms))
    }

    pub fn then_hangs(self) -> Self {
        self.then(BodyEnd::Never)
    }

    fn then(mut self, new: BodyEnd) -> Self {
        if let Self::Response { end, .. } = &mut self {
            *end = new;
        }
        self
    }

    /// The lab's answer to a planned attempt that arrives now, and the computation after it.
    pub fn by_lab(
        lab: &LabState,
        plan: &Plan,
        index: RequestIndex,
        attempt: AttemptNumber,
        now: TimePoint,
    ) -> Self {
        let workload = plan.workload();
        let computation = Computation::new(f64::from(workload.compute_ms));
        if !workload.fetches() {
            return Self::only_computes(computation);
        }
        let key = LabKey {
            run: RunId(1),
            request: index,
            attempt,
        };
        let request = LabRequest::from_plan(key, plan);
        let answer = match lab.arrive(&request, now) {
            // The number in flight is counted by the fetch, not by the lab.
            Arrival::Taken { answer, .. } => answer,
            Arrival::Refused { status } => return Self::at(0.0).with_status(status),
            Arrival::Unwanted => None,
        };
        let Some(answer) = answer else {
            return Self::Never;
        };
        let chunks = (0..answer.chunks_sent).filter_map(|place| answer.chunk(place));
        Self::Response {
            at: answer.head_at.ms(),
            status: Some(answer.status),
            retry_after: answer
                .retry_after_seconds
                .map(|seconds| Span::from_whole_ms(seconds * 1_000)),
            chunks: chunks.map(|chunk| (chunk.at.ms(), chunk.bytes)).collect(),
            end: if answer.ends_whole {
                BodyEnd::Proper
            } else {
                BodyEnd::BrokenAt(answer.end_at().ms())
            },
            reported_times: ReportedTimes::default(),
            received_at: None,
            computation: workload.follows_up().then_some(computation),
        }
    }
}
