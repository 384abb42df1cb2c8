//! A `fetch` that answers by the test's script and keeps a log of its calls.

use std::cell::{Cell, RefCell};
use std::future::{Future, pending};
use std::rc::Rc;

use playground_core::run::deadline::Lateness;
use playground_core::units::{AttemptNumber, RequestIndex, Span, TimePoint};
use playground_engine::ports::{
    Body, BodyBroken, Clock, Computed, Failure, Fetch, FetchResult, FollowUp, Head, Response, When,
};

use crate::computation::{Computation, Thread, ThreadLease};
use crate::manual_clock::{ManualClock, Ticket};
use crate::reply::{BodyEnd, Reply};

/// Which attempt of which request.
pub type AttemptKey = (u32, u32);

type Script = dyn Fn(RequestIndex, AttemptNumber) -> Reply;

pub struct ScriptedFetch {
    clock: ManualClock,
    script: Box<Script>,
    log: Rc<Log>,
    thread: Thread,
}

/// The calls of the fetch. It counts the exchanges in flight independently of the engine.
#[derive(Debug, Default)]
pub struct Log {
    dispatches: RefCell<Vec<(AttemptKey, TimePoint)>>,
    aborts: RefCell<Vec<AttemptKey>>,
    computed: RefCell<Vec<AttemptKey>>,
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

    /// Attempts that were asked to compute, in the order in which their threads began.
    pub fn computed(&self) -> Vec<AttemptKey> {
        self.computed.borrow().clone()
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
            thread: Thread::page(),
        }
    }

    /// Each computation has its own thread instead of the page's.
    pub fn on_threads(self) -> Self {
        let thread = Thread::Own;
        Self { thread, ..self }
    }

    pub fn log(&self) -> Rc<Log> {
        Rc::clone(&self.log)
    }
}

impl Fetch for ScriptedFetch {
    type Body = ScriptedBody;
    type FollowUp = ScriptedFollowUp;

    fn fetch(
        &self,
        index: RequestIndex,
        attempt: AttemptNumber,
    ) -> impl Future<Output = FetchResult<Self>> {
        let exchange = Rc::new(Exchange::begin(
            &self.clock,
            &self.log,
            (index.0, attempt.0),
        ));
        let reply = (self.script)(index, attempt);
        let thread = self.thread.clone();
        async move {
            match reply {
                Reply::Never => pending().await,
                Reply::NetworkError {
                    at,
                    cause,
                    reported_at,
                } => {
                    exchange.wait_until(at).await;
                    exchange.ended.set(true);
                    Err(Failure {
                        cause,
                        at: reported_at,
                    })
                }
                Reply::Response {
                    at,
                    status,
                    retry_after,
                    chunks,
                    end,
                    reported_times,
                    received_at: _,
                    computation,
                } => {
                    exchange.wait_until(at).await;
                    Ok(Response {
                        head: status.map(|status| Head {
                            status,
                            at: reported_times.head,
                        }),
                        retry_after,
                        body: ScriptedBody {
                            exchange: Rc::clone(&exchange),
                            chunks: chunks.into_iter(),
                            end,
                            received_at: reported_times.end,
                        },
                        follow_up: Some(ScriptedFollowUp {
                            exchange,
                            computation,
                            thread,
                            lease: None,
                        }),
                    })
                }
            }
        }
    }

    fn catch_up(&self, lateness: Lateness) -> impl Future<Output = ()> {
        self.clock.sleep(match lateness {
            Lateness::OnTime | Lateness::Short => SHORT_CATCH_UP,
            Lateness::Long => CATCH_UP,
        })
    }

    async fn received_at(&self, index: RequestIndex, attempt: AttemptNumber) -> Option<TimePoint> {
        let Reply::Response { received_at, .. } = (self.script)(index, attempt) else {
            return None;
        };
        let key = (index.0, attempt.0);
        let dispatches = self.log.dispatches.borrow();
        let (_, dispatched) = dispatches.iter().find(|(sent, _)| *sent == key)?;
        Some(*dispatched + Span::from_ms(received_at?))
    }
}

/// How long a scripted page takes what had come while it was busy.
pub const CATCH_UP: Span = Span::from_whole_ms(100);
/// The same where it was only a little late.
pub const SHORT_CATCH_UP: Span = Span::from_whole_ms(1);

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
    exchange: Rc<Exchange>,
    chunks: std::vec::IntoIter<(f64, u64)>,
    end: BodyEnd,
    received_at: When,
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

    fn received_at(&self) -> When {
        self.received_at
    }
}

/// What is computed after a response; the exchange counts as in flight until it is done.
pub struct ScriptedFollowUp {
    exchange: Rc<Exchange>,
    computation: Option<Computation>,
    thread: Thread,
    lease: Option<ThreadLease>,
}

impl ScriptedFollowUp {
    /// The scripted computation; dropping the follow-up before its end is an abort.
    fn computation(&self) -> Computation {
        self.exchange.ended.set(false);
        self.computation.expect("a computation is scripted")
    }
}

impl FollowUp for ScriptedFollowUp {
    fn simulates_fetch(&self) -> bool {
        self.computation.is_some_and(|it| it.simulates_fetch())
    }

    async fn wait_until_idle(&mut self) -> Result<When, Failure> {
        let thread = self.computation().wait_for_thread(&self.thread).await;
        // A failure is the end of the exchange.
        self.exchange.ended.set(thread.is_err());
        let (began, lease) = thread?;
        self.lease = Some(lease);
        Ok(began)
    }

    async fn run(&mut self) -> Result<Computed, Failure> {
        assert!(self.lease.is_some(), "it computes only on a leased thread");
        let log = &self.exchange.log;
        log.computed.borrow_mut().push(self.exchange.key);
        let computed = self.computation().run(&self.exchange.clock).await;
        self.exchange.ended.set(true);
        self.lease = None;
        computed
    }
}
