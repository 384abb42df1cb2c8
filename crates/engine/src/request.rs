//! One request's way through a lane: permit, attempt, and again where it pays.

use std::future::pending;
use std::pin::pin;

use futures::future::{Either, select};

use super::gate::Permit;
use super::lane::Context;
use super::ports::{Body, Clock, Computed, Failure, Fetch, Head, When};
use playground_core::experiment::retry;
use playground_core::experiment::{Lock, OnError};
use playground_core::run::event::{RunEvent, Step};
use playground_core::run::outcome::Outcome;
use playground_core::units::{AttemptNumber, RequestIndex, Span};

/// The task of one request.
pub(super) struct RequestTask<'a, F, C, E> {
    context: &'a Context<'a, F, C, E>,
    index: RequestIndex,
}

/// How an attempt ended, and what the server asked for.
struct AttemptEnd {
    outcome: Outcome,
    retry_after: Option<Span>,
    at: When,
}

impl From<Outcome> for AttemptEnd {
    fn from(outcome: Outcome) -> Self {
        Self {
            outcome,
            retry_after: None,
            at: When::Now,
        }
    }
}

impl From<Failure> for AttemptEnd {
    fn from(failure: Failure) -> Self {
        Self {
            at: failure.at,
            ..Outcome::NetworkError(failure.cause).into()
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
            self.emit(Step::Queued, When::Now);
            let host_permit = self.context.lane.host_limits.acquire(self.index).await;
            let permit = self.context.gate.acquire().await;
            let lock = self.lock(Lock::Request).await;
            self.context.lane.fetch.ready().await;
            if permit.is_none() || control.is_ending() {
                // The lane is about to drop this task and to cancel the request.
                return pending().await;
            }
            self.emit(Step::Dispatched, When::Now);
            // Boxed, so that a hundred thousand waiting tasks stay small.
            let end = Box::pin(self.attempt(attempt)).await;

            let Some(wait) = self.wait_before_next(attempt, &end) else {
                self.emit(Step::Ended(end.outcome), end.at);
                if self.context.lane.policy.on_error == OnError::FailFast
                    && end.outcome.kind().is_failure()
                {
                    // Said before the permit goes to the next in the queue.
                    control.fail_fast();
                }
                return;
            };
            let outcome = end.outcome;
            self.emit(Step::BackedOff { outcome, wait }, end.at);
            drop((permit, host_permit, lock));
            self.context.lane.clock.sleep(wait).await;
            attempt = attempt.next();
        }
    }

    /// How long to wait before another attempt; `None` where there is to be none.
    fn wait_before_next(&self, attempt: AttemptNumber, end: &AttemptEnd) -> Option<Span> {
        let lane = self.context.lane;
        let again = attempt.0 <= lane.policy.retries && end.outcome.is_retryable();
        if !again {
            return None;
        }
        let backoff = lane.plan.backoff(self.index, attempt, lane.policy.backoff);
        retry::wait_before_retry(backoff, end.retry_after)
    }

    /// The timeout is for the exchange; what is computed takes as long as it takes.
    async fn attempt(&self, attempt: AttemptNumber) -> AttemptEnd {
        let lane = self.context.lane;
        let timeout = Span::from_whole_ms(lane.policy.timeout_ms);
        let mut body = None;
        let end = {
            let exchange = pin!(self.exchange(attempt, &mut body));
            let timer = pin!(lane.clock.sleep(timeout));
            match select(exchange, timer).await {
                Either::Left((end, _)) => end,
                Either::Right(_) => Outcome::TimedOut { after: timeout }.into(),
            }
        };
        match body.filter(|_| end.outcome == Outcome::Succeeded) {
            Some(mut body) if lane.plan.workload().follows_up() || body.simulates_fetch() => {
                self.emit(Step::Read, end.at);
                self.compute(&mut body)
                    .await
                    .unwrap_or_else(AttemptEnd::from)
            }
            _ => end,
        }
    }

    async fn exchange(&self, attempt: AttemptNumber, read: &mut Option<F::Body>) -> AttemptEnd {
        let lane = self.context.lane;
        let mut response = match lane.fetch.fetch(self.index, attempt).await {
            Ok(response) => response,
            Err(failure) => return failure.into(),
        };
        if let Some(Head { status, at }) = response.head {
            let step = match at {
                When::Unknown => Step::Answered { status },
                _ => Step::Responded { status },
            };
            self.emit(step, at);
        }
        let body = self.read(&mut response.body).await;
        let at = response.body.came();
        *read = Some(response.body);
        AttemptEnd {
            // What a refusal says matters less than that it is one.
            outcome: match response.head {
                Some(Head { status, .. }) if status >= 400 => Outcome::HttpError { status },
                _ => body,
            },
            retry_after: response.retry_after,
            at,
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
            self.emit(Step::Received { total_bytes }, body.came());
            if total_bytes > limit_bytes {
                return Outcome::TooLarge { limit_bytes };
            }
        }
    }

    async fn compute(&self, body: &mut F::Body) -> Result<AttemptEnd, Failure> {
        let _lock = self.lock(Lock::Update).await;
        self.emit(Step::Computing, body.wait_until_idle().await?);
        let Computed { found, at } = body.compute().await?;
        self.emit(Step::Computed { found }, at);
        Ok(AttemptEnd {
            outcome: Outcome::Succeeded,
            retry_after: None,
            at,
        })
    }

    /// Waits for the lane's one lock, where its requests hold it for this.
    async fn lock(&self, held_for: Lock) -> Option<Permit<'a>> {
        let lane = self.context.lane;
        match lane.plan.workload().updates() && lane.policy.lock == held_for {
            true => self.context.lock.acquire().await,
            false => None,
        }
    }

    fn emit(&self, step: Step, when: When) {
        self.context.emit_step(self.index, step, when);
    }
}
