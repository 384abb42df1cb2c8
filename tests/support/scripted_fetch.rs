//! A `fetch` that answers as the test's script says and remembers what was
//! asked of it.

use std::cell::{Cell, RefCell};
use std::future::{Future, pending};
use std::rc::Rc;

use fetch_playground::engine::ports::{Body, BodyBroken, Clock, Fetch, Response};
use fetch_playground::lab::address::{LabKey, LabRequest};
use fetch_playground::lab::answer::ResponsePlan;
use fetch_playground::model::outcome::NetworkCause;
use fetch_playground::model::plan::Plan;
use fetch_playground::model::units::{AttemptNumber, RequestIndex, RunId, Span, TimePoint};

use super::manual_clock::{ManualClock, Ticket};

/// What one attempt is answered with. All times are ms from its dispatch.
#[derive(Clone, Debug)]
pub enum Reply {
    Never,
    NetworkError {
        at: f64,
        cause: NetworkCause,
    },
    Response {
        at: f64,
        status: u16,
        retry_after: Option<Span>,
        /// Time and length of each piece.
        chunks: Vec<(f64, u64)>,
        end: BodyEnd,
    },
}

/// What follows a body's last piece.
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
            status: 200,
            retry_after: None,
            chunks: Vec::new(),
            end: BodyEnd::Proper,
        }
    }

    pub const fn network_error(ms: f64, cause: NetworkCause) -> Self {
        Self::NetworkError { at: ms, cause }
    }

    pub fn with_status(mut self, new: u16) -> Self {
        if let Self::Response { status, .. } = &mut self {
            *status = new;
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

    /// What the lab would answer to a planned attempt.
    pub fn as_planned(plan: &Plan, index: RequestIndex, attempt: AttemptNumber) -> Self {
        let key = LabKey {
            run: RunId(1),
            request: index,
            attempt,
        };
        let request = LabRequest::from_plan(key, &plan.attempt(index, attempt));
        let Some(answer) = ResponsePlan::for_request(&request) else {
            return Self::Never;
        };
        let chunks = (0..answer.chunks_sent).filter_map(|place| answer.chunk(place));
        Self::Response {
            at: answer.head_at.ms(),
            status: answer.status,
            retry_after: answer
                .retry_after_seconds
                .map(|seconds| Span::from_whole_ms(seconds * 1_000)),
            chunks: chunks.map(|chunk| (chunk.at.ms(), chunk.bytes)).collect(),
            end: if answer.ends_whole {
                BodyEnd::Proper
            } else {
                BodyEnd::BrokenAt(answer.end_at().ms())
            },
        }
    }
}

/// Which attempt of which request.
pub type AttemptKey = (u32, u32);

type Script = dyn Fn(RequestIndex, AttemptNumber) -> Reply;

pub struct ScriptedFetch {
    clock: ManualClock,
    script: Box<Script>,
    log: Rc<Log>,
}

/// What was asked of the fetch. Its count of exchanges in flight is its own: it
/// knows nothing of the engine's.
#[derive(Debug, Default)]
pub struct Log {
    dispatches: RefCell<Vec<(AttemptKey, TimePoint)>>,
    aborts: RefCell<Vec<AttemptKey>>,
    in_flight: Cell<usize>,
    max_in_flight: Cell<usize>,
}

impl Log {
    /// Every attempt and when it was sent, in the order of sending.
    pub fn dispatches(&self) -> Vec<(AttemptKey, TimePoint)> {
        self.dispatches.borrow().clone()
    }

    /// Attempts that were dropped before their end, in the order of dropping.
    pub fn aborts(&self) -> Vec<AttemptKey> {
        self.aborts.borrow().clone()
    }

    pub fn in_flight(&self) -> usize {
        self.in_flight.get()
    }

    pub fn max_in_flight(&self) -> usize {
        self.max_in_flight.get()
    }
}

impl ScriptedFetch {
    pub fn new(
        clock: &ManualClock,
        script: impl Fn(RequestIndex, AttemptNumber) -> Reply + 'static,
    ) -> Self {
        Self {
            clock: clock.clone(),
            script: Box::new(script),
            log: Rc::default(),
        }
    }

    pub fn log(&self) -> Rc<Log> {
        Rc::clone(&self.log)
    }
}

impl Fetch for ScriptedFetch {
    type Body = ScriptedBody;

    fn fetch(
        &self,
        index: RequestIndex,
        attempt: AttemptNumber,
    ) -> impl Future<Output = Result<Response<ScriptedBody>, NetworkCause>> {
        let exchange = Exchange::begin(&self.clock, &self.log, (index.0, attempt.0));
        let reply = (self.script)(index, attempt);
        async move {
            match reply {
                Reply::Never => pending().await,
                Reply::NetworkError { at, cause } => {
                    exchange.wait_until(at).await;
                    exchange.ended.set(true);
                    Err(cause)
                }
                Reply::Response {
                    at,
                    status,
                    retry_after,
                    chunks,
                    end,
                } => {
                    exchange.wait_until(at).await;
                    Ok(Response {
                        status,
                        retry_after,
                        body: ScriptedBody {
                            exchange,
                            chunks: chunks.into_iter(),
                            end,
                        },
                    })
                }
            }
        }
    }
}

/// One attempt under way; dropping it before it has ended is an abort.
struct Exchange {
    clock: ManualClock,
    log: Rc<Log>,
    key: AttemptKey,
    started: TimePoint,
    ticket: Ticket,
    ended: Cell<bool>,
}

impl Exchange {
    fn begin(clock: &ManualClock, log: &Rc<Log>, key: AttemptKey) -> Self {
        let started = clock.now();
        log.dispatches.borrow_mut().push((key, started));
        log.in_flight.set(log.in_flight.get() + 1);
        let most = log.max_in_flight.get().max(log.in_flight.get());
        log.max_in_flight.set(most);
        Self {
            clock: clock.clone(),
            log: Rc::clone(log),
            key,
            started,
            ticket: clock.ticket(),
            ended: Cell::new(false),
        }
    }

    async fn wait_until(&self, ms: f64) {
        let due = self.started + Span::from_ms(ms);
        self.clock.sleep_until(due, self.ticket).await;
    }
}

impl Drop for Exchange {
    fn drop(&mut self) {
        self.log.in_flight.set(self.log.in_flight.get() - 1);
        if !self.ended.get() {
            self.log.aborts.borrow_mut().push(self.key);
        }
    }
}

pub struct ScriptedBody {
    exchange: Exchange,
    chunks: std::vec::IntoIter<(f64, u64)>,
    end: BodyEnd,
}

impl Body for ScriptedBody {
    async fn next_chunk(&mut self) -> Result<Option<u64>, BodyBroken> {
        if let Some((ms, bytes)) = self.chunks.next() {
            self.exchange.wait_until(ms).await;
            return Ok(Some(bytes));
        }
        match self.end {
            BodyEnd::Proper => {
                self.exchange.ended.set(true);
                Ok(None)
            }
            BodyEnd::BrokenAt(ms) => {
                self.exchange.wait_until(ms).await;
                self.exchange.ended.set(true);
                Err(BodyBroken)
            }
            BodyEnd::Never => pending().await,
        }
    }
}
