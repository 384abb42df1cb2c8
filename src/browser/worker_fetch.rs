//! Attempts that are handed to a worker, which waits for each and does nothing else.

use std::fmt;
use std::rc::Rc;

use js_sys::Array;
use web_sys::Headers;

use super::body::{BrowserBody, BufferedBody};
use super::clock::BrowserClock;
use super::errors::JsFailure;
use super::fetch::BrowserFetch;
use super::target::Target;
use super::worker_message::{ComputeResult, Job, Reply, ReplyKind};
use super::worker_pool::{PooledWorker, WorkerPool};
use playground_core::lab::address::LabKey;
use playground_core::lab::identity;
use playground_core::run::browser_times::BrowserTimes;
use playground_core::run::outcome::NetworkCause;
use playground_core::units::{AttemptNumber, RequestIndex, TimePoint};
use playground_engine::ports::{Clock, Computed, Failure, Head, Response, When};

/// Takes what the browser told a worker of an exchange.
type TakeTimes = dyn Fn(RequestIndex, AttemptNumber, BrowserTimes);

/// A pool, and what a lane wants of it.
#[derive(Clone)]
pub struct WorkerFetch {
    pub pool: Rc<WorkerPool>,
    /// Whether its workers block, or await one request at a time.
    pub is_blocking: bool,
    /// When the lane started, on the page's clock.
    pub started: TimePoint,
    pub take_times: Rc<TakeTimes>,
}

impl fmt::Debug for WorkerFetch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("WorkerFetch")
    }
}

impl WorkerFetch {
    /// Hands the attempt to a worker, and waits for what came of its exchange.
    ///
    /// # Errors
    /// No usable response came, or the worker crashed.
    pub async fn fetch(
        &self,
        page: &BrowserFetch,
        key: LabKey,
    ) -> Result<Response<BrowserBody>, Failure> {
        let mut held = WorkerLease {
            worker: Some(self.pool.take().ok_or(NetworkCause::WorkerLost)?),
            pool: Rc::clone(&self.pool),
            told: (page.target.clone(), key),
            dispatched: BrowserClock.now(),
        };
        let units = page.units();
        held.tell(&Job {
            url: match page.plan.workload().fetches() {
                true => page.target.fetched(key, &page.plan),
                false => String::new(),
            },
            is_blocking: self.is_blocking,
            body_limit: page.target.body_limit(),
            units,
        });
        let reply = held.next().await.and_then(|message| Reply::read(&message));
        let reply = held.on_page(reply.ok_or(NetworkCause::WorkerLost)?);
        let computes = units > 0 && reply.kind == ReplyKind::Whole && reply.status < 400;
        if !computes {
            held.give_back();
        }
        let is_network = page.target.is_on_network();
        if let Some(times) = reply.times.as_ref().filter(|_| is_network) {
            let times = times.times(self.started);
            (self.take_times)(key.request, key.attempt, times);
        }
        self.response(page, key, reply, held)
    }

    fn response(
        &self,
        page: &BrowserFetch,
        key: LabKey,
        reply: Reply,
        held: WorkerLease,
    ) -> Result<Response<BrowserBody>, Failure> {
        let ended = When::At(reply.ended);
        let failed = |cause| Failure { cause, at: ended };
        match reply.kind {
            ReplyKind::Untold => return Err(failed(NetworkCause::Untold)),
            ReplyKind::Refused => return Err(failed(NetworkCause::Refused)),
            ReplyKind::Failed => return Err(failed(page.cause_of(&JsFailure::Type, key))),
            ReplyKind::Whole | ReplyKind::BodyBroken => {}
        }
        let was_asked = page.plan.workload().fetches();
        // Not every browser's blocking request fails where a body breaks off.
        let planned = page.plan.attempt(key.request, key.attempt).body_bytes;
        let is_short = page.target.lab().is_some() && reply.bytes < planned;
        let headers = headers_of(&reply.headers).filter(|_| was_asked);
        if let Some(headers) = headers {
            let is_lab = headers.has(identity::HEADER).unwrap_or(false);
            if page.target.lab().is_some() && !is_lab {
                return Err(failed(NetworkCause::NotTheLab));
            }
            page.answers.keep(key.request, headers, reply.redirected_to);
            if let Some(bytes) = &reply.first_bytes {
                page.answers.keep_bytes(key.request, bytes);
            }
        }
        Ok(Response {
            head: was_asked.then(|| Head {
                status: reply.status,
                at: reply.responded.map_or(When::Unknown, When::At),
            }),
            retry_after: reply.retry_after,
            body: BrowserBody {
                told: Some(BufferedBody {
                    came: ended,
                    bytes: Some(reply.bytes).filter(|bytes| *bytes > 0),
                    is_broken: reply.kind == ReplyKind::BodyBroken || is_short,
                    by: Some(held),
                    simulates_fetch: false,
                }),
                ..BrowserBody::nothing(0)
            },
        })
    }
}

fn headers_of(pairs: &Array) -> Option<Headers> {
    let headers = Headers::new().ok()?;
    let mut texts = pairs.iter().filter_map(|text| text.as_string());
    while let (Some(name), Some(value)) = (texts.next(), texts.next()) {
        headers.set(&name, &value).ok()?;
    }
    Some(headers)
}

/// A worker and its attempt. Dropped before the worker is given back, it ends both,
/// and tells a lab that cannot see that by itself.
#[derive(Debug)]
pub struct WorkerLease {
    worker: Option<PooledWorker>,
    pool: Rc<WorkerPool>,
    told: (Target, LabKey),
    /// When it got its job, on the page's clock.
    dispatched: TimePoint,
}

impl WorkerLease {
    fn tell(&self, job: &Job) {
        if let Some(worker) = &self.worker {
            worker.tell(&job.to_js());
        }
    }

    /// The reply with its times on the page's clock.
    fn on_page(&self, mut reply: Reply) -> Reply {
        if let Some(worker) = &self.worker {
            let point = |at| worker.on_page(at, self.dispatched);
            reply.responded = reply.responded.map(point);
            reply.ended = point(reply.ended);
            reply.times = reply.times.map(|times| worker.times_on_page(times));
        }
        reply
    }

    async fn next(&self) -> Option<wasm_bindgen::JsValue> {
        self.worker.as_ref()?.next().await
    }

    /// What it has computed.
    ///
    /// # Errors
    /// It crashed.
    pub async fn computed(&mut self) -> Result<Computed, Failure> {
        let message = self.next().await;
        let finding = message.and_then(|message| ComputeResult::read(&message));
        let finding = finding.ok_or(NetworkCause::WorkerLost)?;
        let at = self.worker.as_ref().map_or(When::Now, |worker| {
            When::At(worker.on_page(finding.at, self.dispatched))
        });
        self.give_back();
        Ok(Computed {
            found: finding.found,
            at,
        })
    }

    fn give_back(&mut self) {
        if let Some(worker) = self.worker.take() {
            self.pool.give_back(worker);
        }
    }
}

impl Drop for WorkerLease {
    fn drop(&mut self) {
        if self.worker.is_some() {
            let (target, key) = &self.told;
            target.cancel(*key);
        }
    }
}
