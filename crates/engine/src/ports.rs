//! What the engine needs from outside.

use std::future::Future;

use playground_core::run::deadline::Lateness;
use playground_core::run::outcome::NetworkCause;
use playground_core::units::{AttemptNumber, RequestIndex, Span, TimePoint};

/// Tells the time and waits. Its points count from an origin of its own.
pub trait Clock {
    fn now(&self) -> TimePoint;

    /// Resolves no earlier than `span` from now.
    fn sleep(&self, span: Span) -> impl Future<Output = ()>;
}

/// Sends requests.
pub trait Fetch {
    type Body: Body;
    type FollowUp: FollowUp;

    /// Waits until there is a thread to send the next attempt. The attempt has not begun
    /// yet, and after this it is sent without a wait.
    fn ready(&self) -> impl Future<Output = ()> {
        async {}
    }

    /// Sends one attempt and resolves when its response's head is there.
    /// Dropping the future, or the body it resolved to, ends the exchange.
    ///
    /// # Errors
    /// No usable response came.
    fn fetch(
        &self,
        index: RequestIndex,
        attempt: AttemptNumber,
    ) -> impl Future<Output = FetchResult<Self>>;

    /// Whether the page itself blocks on each attempt, so that its own timers are late.
    fn blocks_page(&self) -> bool {
        false
    }

    /// Waits until the page was given what had come while it was too busy to take it, when it
    /// is this late for a deadline.
    fn catch_up(&self, _lateness: Lateness) -> impl Future<Output = ()> {
        async {}
    }

    /// When all of an attempt's response had come, by the one who received it for the page;
    /// `None` where that is not known. Asked only of an attempt that has ended.
    fn received_at(
        &self,
        _index: RequestIndex,
        _attempt: AttemptNumber,
    ) -> impl Future<Output = Option<TimePoint>> {
        async { None }
    }
}

/// What [`Fetch::fetch`] resolves to.
pub type FetchResult<F> = Result<Response<<F as Fetch>::Body, <F as Fetch>::FollowUp>, Failure>;

/// When something happened, by the clock. Another thread reports it later, with the time
/// at which it happened.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum When {
    #[default]
    Now,
    At(TimePoint),
    /// The time is not known.
    Unknown,
}

/// Why there is no response, and since when there will be none.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Failure {
    pub cause: NetworkCause,
    pub at: When,
}

impl From<NetworkCause> for Failure {
    fn from(cause: NetworkCause) -> Self {
        Self {
            cause,
            at: When::Now,
        }
    }
}

/// The head of a response, its body to be read, and what is to be done after that.
#[derive(Debug)]
pub struct Response<B, U> {
    /// `None` where nothing was sent: there is only a follow-up.
    pub head: Option<Head>,
    /// What `Retry-After` asks for.
    pub retry_after: Option<Span>,
    pub body: B,
    /// `None` where a success has no work after it.
    pub follow_up: Option<U>,
}

/// A response's status, and when it was there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Head {
    pub status: u16,
    pub at: When,
}

/// A body as it comes in. Dropping it ends the exchange.
pub trait Body {
    /// The length of the next piece in bytes; `None` at the body's proper end.
    ///
    /// # Errors
    /// The body broke off.
    fn next_chunk(&mut self) -> impl Future<Output = Result<Option<u64>, BodyBroken>>;

    /// When that piece or that end came.
    fn received_at(&self) -> When {
        When::Now
    }
}

/// The work after a response: to compute, or to update what requests share. Dropping it
/// ends it.
pub trait FollowUp {
    /// Whether it takes the place of an exchange: it is then run although the workload
    /// asks for requests alone.
    fn simulates_fetch(&self) -> bool {
        false
    }

    /// Waits until its thread has time; called only after a success. Resolves to the
    /// start of the work.
    ///
    /// # Errors
    /// There is no thread for it any more.
    fn wait_until_idle(&mut self) -> impl Future<Output = Result<When, Failure>>;

    /// Does the work. A computation keeps its thread busy all the while.
    ///
    /// # Errors
    /// The work failed.
    fn run(&mut self) -> impl Future<Output = Result<Computed, Failure>>;
}

/// What was computed, and when that was done.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Computed {
    pub found: u32,
    pub at: When,
}

/// A body ended before its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BodyBroken;
