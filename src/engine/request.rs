//! One request's way through a lane: permit, attempt, and again where it pays.

use std::future::pending;
use std::pin::pin;

use futures::future::{Either, select};

use super::lane::Context;
use super::ports::{Body, Clock, Fetch};
use crate::model::event::{RunEvent, Step};
use crate::model::experiment::OnError;
use crate::model::outcome::Outcome;
use crate::model::retry;
use crate::model::units::{AttemptNumber, RequestIndex, Span};

/// The task of one request.
pub(super) struct RequestTask<'a, F, C, E> {
    context: &'a Context<'a, F, C, E>,
    index: RequestIndex,
}

/// How an attempt ended, and what the server asked for.
struct AttemptEnd {
    outcome: Outcome,
    retry_after: Option<Span>,
}

impl From<Outcome> for AttemptEnd {
    fn from(outcome: Outcome) -> Self {
        Self {
            outcome,
            retry_after: None,
        }
    }
}

impl<'a, F: Fetch, C: Clock, E: Fn(RunEvent)> RequestTask<'a, F, C, E> {
    pub(super) const fn new(context: &'a Context<'a, F, C, E>, index: RequestIndex) -> Self {
        Self { context, index }
    }

    /// Runs the request to its outcome.
    pub(super) async fn run(self) {
        let control = self.context.lane.control;
        let mut attempt = AttemptNumber::FIRST;
        loop {
            self.emit(Step::Queued);
            let host_permit = self.context.lane.host_limits.acquire(self.index).await;
            let permit = self.context.gate.acquire().await;
            if permit.is_none() || control.is_ending() {
                // The lane is about to drop this task and to cancel the request.
                return pending().await;
            }
            self.emit(Step::Dispatched);
            // Boxed, so that a hundred thousand waiting tasks stay small.
            let end = Box::pin(self.attempt(attempt)).await;

            let Some(wait) = self.wait_before_next(attempt, &end) else {
                self.emit(Step::Ended(end.outcome));
                if self.context.lane.policy.on_error == OnError::FailFast
                    && end.outcome.kind().is_failure()
                {
                    // Said before the permit goes to the next in the queue.
                    control.fail_fast();
                }
                return;
            };
            let outcome = end.outcome;
            self.emit(Step::BackedOff { outcome, wait });
            drop((permit, host_permit));
            self.context.lane.clock.sleep(wait).await;
            attempt = attempt.next();
        }
    }

    /// How long to wait before another attempt; `None` where there is to be none.
    fn wait_before_next(&self, attempt: AttemptNumber, end: &AttemptEnd) -> Option<Span> {
        let lane = self.context.lane;
        let again = attempt.0 <= lane.policy.retries && retry::is_retryable(&end.outcome);
        if !again {
            return None;
        }
        let backoff = lane.plan.backoff(self.index, attempt);
        retry::wait_before_retry(backoff, end.retry_after)
    }

    async fn attempt(&self, attempt: AttemptNumber) -> AttemptEnd {
        let lane = self.context.lane;
        let timeout = Span::from_whole_ms(lane.policy.timeout_ms);
        let exchange = pin!(self.exchange(attempt));
        let timer = pin!(lane.clock.sleep(timeout));
        match select(exchange, timer).await {
            Either::Left((end, _)) => end,
            Either::Right(_) => Outcome::TimedOut { after: timeout }.into(),
        }
    }

    async fn exchange(&self, attempt: AttemptNumber) -> AttemptEnd {
        let lane = self.context.lane;
        let mut response = match lane.fetch.fetch(self.index, attempt).await {
            Ok(response) => response,
            Err(cause) => return Outcome::NetworkError(cause).into(),
        };
        let status = response.status;
        self.emit(Step::Responded { status });
        let body = self.read(&mut response.body).await;
        AttemptEnd {
            // What a refusal says matters less than that it is one.
            outcome: if status >= 400 {
                Outcome::HttpError { status }
            } else {
                body
            },
            retry_after: response.retry_after,
        }
    }

    async fn read(&self, body: &mut F::Body) -> Outcome {
        let limit_bytes = self.context.lane.body_limit_bytes;
        let mut total_bytes = 0;
        loop {
            match body.next_chunk().await {
                Ok(Some(bytes)) => total_bytes += bytes,
                Ok(None) => return Outcome::Succeeded,
                Err(_) => {
                    return Outcome::BodyBroken {
                        after_bytes: total_bytes,
                    };
                }
            }
            self.emit(Step::Received { total_bytes });
            if total_bytes > limit_bytes {
                return Outcome::TooLarge { limit_bytes };
            }
        }
    }

    fn emit(&self, step: Step) {
        self.context.emit_step(self.index, step);
    }
}
