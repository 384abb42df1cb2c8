//! What the engine needs from outside.

use std::future::Future;

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

    /// Waits for whoever will send the next attempt. No time of the attempt's is spent
    /// here, and what is sent next is sent at once.
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
    ) -> impl Future<Output = Result<Response<Self::Body>, Failure>>;
}

/// When something happened, by the clock. Another thread tells of it later, and in
/// its own words.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum When {
    #[default]
    Now,
    At(TimePoint),
    /// Nobody knows.
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

/// The head of a response, and its body to be read.
#[derive(Debug)]
pub struct Response<B> {
    /// `None` where nobody was asked: there is only something to be computed.
    pub head: Option<Head>,
    /// What `Retry-After` asks for.
    pub retry_after: Option<Span>,
    pub body: B,
}

/// A response's status, and when it was there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Head {
    pub status: u16,
    pub at: When,
}

/// A body as it comes in, and what is made of it.
pub trait Body {
    /// The length of the next piece in bytes; `None` at the body's proper end.
    ///
    /// # Errors
    /// The body broke off.
    fn next_chunk(&mut self) -> impl Future<Output = Result<Option<u64>, BodyBroken>>;

    /// When that piece or that end came.
    fn came(&self) -> When {
        When::Now
    }

    /// Whether it computes where nothing else would be done: in the place of an
    /// exchange.
    fn simulates_fetch(&self) -> bool {
        false
    }

    /// Waits until its thread has time to compute; it is asked only where something
    /// is to be computed, after a success. Resolves to the computation's start.
    ///
    /// # Errors
    /// Nothing can be computed.
    fn wait_until_idle(&mut self) -> impl Future<Output = Result<When, Failure>>;

    /// Computes, and keeps its thread busy all the while.
    ///
    /// # Errors
    /// Nothing came of it.
    fn compute(&mut self) -> impl Future<Output = Result<Computed, Failure>>;
}

/// What was computed, and when that was done.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Computed {
    pub found: u32,
    pub at: When,
}

/// A body ended before its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BodyBroken;
