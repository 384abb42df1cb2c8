//! One request in a lane: it waits for a permit, makes an attempt, and retries.

use std::future::{Future, pending};
use std::pin::{Pin, pin};

use futures::future::{Either, select};

use super::context::Context;
use super::ports::{Body, Clock, Computed, Failure, Fetch, FollowUp, Head, When};
use super::run_lane::BURST;
use super::semaphore::Permit;
use playground_core::experiment::retry;
use playground_core::experiment::status::StatusMeaning;
use playground_core::experiment::{Lock, OnError};
use playground_core::run::deadline::{Deadline, Lateness};
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

    /// Runs the request until it has an outcome.
    pub(super) async fn run(self) {
        let control = self.context.lane.control;
        let mut attempt = AttemptNumber::FIRST;
        loop {
            self.emit(Step::Queued, When::Now);
            if attempt == AttemptNumber::FIRST {
                self.context.batches.wait().await;
            }
            let host_permit = self.context.lane.host_limits.acquire(self.index).await;
            let permit = self.context.semaphore.acquire().await;
            let lock = self.lock(Lock::Request).await;
            self.context.lane.fetch.ready().await;
            if control.is_ending() {
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
                    // Before the permit goes to the next in the queue.
                    control.fail_fast();
                }
                drop((permit, host_permit, lock));
                self.begin_next_batch().await;
                return;
            };
            let outcome = end.outcome;
            self.emit(Step::BackedOff { outcome, wait }, end.at);
            drop((permit, host_permit, lock));
            self.context.lane.clock.sleep(wait).await;
            attempt = attempt.next();
        }
    }

    /// Lets the next batch begin, if this request was the last of its own: in bursts, with time
    /// for a frame between them.
    async fn begin_next_batch(&self) {
        let mut left = self.context.batches.end_one();
        while left > 0 {
            let burst = left.min(BURST);
            self.context.batches.begin(burst);
            left -= burst;
            if left > 0 {
                self.context.lane.clock.sleep(Span::ZERO).await;
            }
        }
    }

    /// How long to wait before another attempt; `None` where there is none.
    fn wait_before_next(&self, attempt: AttemptNumber, end: &AttemptEnd) -> Option<Span> {
        let lane = self.context.lane;
        let again = attempt.0 <= lane.policy.retries && end.outcome.is_retryable();
        if !again {
            return None;
        }
        let backoff = lane.plan.backoff(self.index, attempt, lane.policy.backoff);
        retry::wait_before_retry(backoff, end.retry_after)
    }

    /// One attempt. The timeout is for the exchange; the follow-up has none.
    async fn attempt(&self, attempt: AttemptNumber) -> AttemptEnd {
        let lane = self.context.lane;
        let timeout = Span::from_whole_ms(lane.policy.timeout_ms);
        let deadline = Deadline::new(lane.clock.now(), timeout);
        let mut follow_up = None;
        let end = {
            let exchange = pin!(self.exchange(attempt, &mut follow_up));
            self.in_time(attempt, deadline, exchange).await
        };
        let is_due = |follow_up: &F::FollowUp| {
            end.outcome == Outcome::Succeeded
                && (lane.plan.workload().follows_up() || follow_up.simulates_fetch())
        };
        let Some(follow_up) = follow_up.filter(is_due) else {
            return end;
        };
        self.emit(Step::Read, end.at);
        let done = self.follow_up(follow_up).await;
        done.unwrap_or_else(AttemptEnd::from)
    }

    /// Waits for the exchange until its deadline. A page that was busy then takes first what
    /// had come meanwhile: it counts where it is known to have come in time.
    async fn in_time(
        &self,
        attempt: AttemptNumber,
        deadline: Deadline,
        exchange: Pin<&mut impl Future<Output = AttemptEnd>>,
    ) -> AttemptEnd {
        let lane = self.context.lane;
        let timer = pin!(lane.clock.sleep(deadline.timeout()));
        let first = select(exchange, timer).await;
        let now = lane.clock.now();
        let lateness = if lane.fetch.blocks_page() {
            Lateness::OnTime
        } else {
            deadline.lateness(now)
        };
        let (end, is_seen) = match first {
            Either::Left((end, _)) => (end, true),
            Either::Right(_) if lateness == Lateness::OnTime => {
                return deadline.missed(false).into();
            }
            Either::Right((_, exchange)) => {
                let catch_up = pin!(lane.fetch.catch_up(lateness));
                match select(exchange, catch_up).await {
                    Either::Left((end, _)) => (end, false),
                    Either::Right(_) => {
                        return deadline.missed(deadline.is_far_overslept(now)).into();
                    }
                }
            }
        };
        if lateness == Lateness::OnTime {
            return end;
        }
        let received = match end.at {
            When::At(point) => Some(point),
            When::Now => lane.fetch.received_at(self.index, attempt).await,
            When::Unknown => None,
        };
        match received {
            Some(point) if deadline.admits(point) => end,
            // The browser tells that it was too late, whatever the page did.
            Some(_) => deadline.missed(false).into(),
            // What the page has before its timer is not taken from it without evidence.
            None if is_seen => end,
            None => deadline.missed(true).into(),
        }
    }

    /// Sends the attempt and reads its response; leaves in `follow_up` what is to be done
    /// after that.
    async fn exchange(
        &self,
        attempt: AttemptNumber,
        follow_up: &mut Option<F::FollowUp>,
    ) -> AttemptEnd {
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
            if let Some(wait) = response.retry_after {
                self.emit(Step::AskedToWait { wait }, at);
            }
        }
        let body = self.read(&mut response.body).await;
        let at = response.body.received_at();
        *follow_up = response.follow_up;
        AttemptEnd {
            // An error status counts for more than a body that broke off.
            outcome: match response.head {
                Some(Head { status, .. }) if !StatusMeaning::new(status).is_success() => {
                    Outcome::HttpError { status }
                }
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
            self.emit(Step::Received { total_bytes }, body.received_at());
            if total_bytes > limit_bytes {
                return Outcome::TooLarge { limit_bytes };
            }
        }
    }

    async fn follow_up(&self, mut follow_up: F::FollowUp) -> Result<AttemptEnd, Failure> {
        let _lock = self.lock(Lock::Update).await;
        self.emit(Step::Computing, follow_up.wait_until_idle().await?);
        let Computed { found, at } = follow_up.run().await?;
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
        if lane.plan.workload().updates() && lane.policy.lock == held_for {
            Some(self.context.lock.acquire().await)
        } else {
            None
        }
    }

    fn emit(&self, step: Step, when: When) {
        self.context.emit_step(self.index, step, when);
    }
}
