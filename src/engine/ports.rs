//! What the engine needs from outside.

use std::future::Future;

use crate::model::outcome::NetworkCause;
use crate::model::units::{AttemptNumber, RequestIndex, Span, TimePoint};

/// Tells the time and waits. Its points count from an origin of its own.
pub trait Clock {
    fn now(&self) -> TimePoint;

    /// Resolves no earlier than `span` from now.
    fn sleep(&self, span: Span) -> impl Future<Output = ()>;
}

/// Sends requests.
pub trait Fetch {
    type Body: Body;

    /// Sends one attempt and resolves when its response's head is there.
    /// Dropping the future, or the body it resolved to, ends the exchange.
    ///
    /// # Errors
    /// No usable response came.
    fn fetch(
        &self,
        index: RequestIndex,
        attempt: AttemptNumber,
    ) -> impl Future<Output = Result<Response<Self::Body>, NetworkCause>>;
}

/// The head of a response, and its body to be read.
#[derive(Debug)]
pub struct Response<B> {
    pub status: u16,
    /// What `Retry-After` asks for.
    pub retry_after: Option<Span>,
    pub body: B,
}

/// A body as it comes in.
pub trait Body {
    /// The length of the next piece in bytes; `None` at the body's proper end.
    ///
    /// # Errors
    /// The body broke off.
    fn next_chunk(&mut self) -> impl Future<Output = Result<Option<u64>, BodyBroken>>;
}

/// A body ended before its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BodyBroken;
