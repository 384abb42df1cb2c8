//! Attempts that are handed to a worker, which waits for each and does nothing else.

use std::fmt;
use std::rc::Rc;

use js_sys::Uint8Array;
use web_sys::Headers;

use super::body::{BrowserBody, BufferedBody};
use super::follow_up::BrowserFollowUp;
use super::requests::LaneRequests;
use super::worker_lease::WorkerLease;
use crate::browser::errors::JsFailure;
use crate::browser::http::headers::retry_after;
use crate::browser::workers::pool::WorkerPool;
use playground_core::lab::address::LabKey;
use playground_core::lab::identity;
use playground_core::run::browser_times::BrowserTimes;
use playground_core::run::outcome::NetworkCause;
use playground_core::units::{AttemptNumber, RequestIndex, TimePoint};
use playground_core::workers::message::{
    Exchange, ExchangeResult, Job, WorkerFailure, WorkerResponse,
};
use playground_engine::ports::{Failure, Head, Response, When};

/// Receives what the browser measured of a worker's exchange.
type TakeTimes = dyn Fn(RequestIndex, AttemptNumber, BrowserTimes);

/// A pool, and how a lane uses it.
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
    /// Hands the attempt to a worker, and waits until its exchange has ended.
    ///
    /// # Errors
    /// No usable response came, or the worker crashed.
    pub async fn fetch(
        &self,
        requests: &LaneRequests,
        key: LabKey,
    ) -> Result<Response<BrowserBody, BrowserFollowUp>, Failure> {
        let mut lease = WorkerLease::new(&self.pool, &requests.target, key)?;
        let fetches = requests.plan.workload().fetches();
        let units = requests.units();
        let reply = lease.exchange(Job {
            exchange: fetches.then(|| Exchange {
                url: requests.url(key),
                is_blocking: self.is_blocking,
                body_limit_bytes: requests.target.body_limit(),
            }),
            units,
        });
        let reply = reply.await?;
        let ended = When::At(reply.ended);
        let follow_up = if units > 0 && reply.result.is_success() {
            Some(BrowserFollowUp::InWorker {
                lease,
                since: ended,
            })
        } else {
            lease.give_back();
            None
        };
        let is_network = requests.target.is_on_network();
        if let Some(times) = reply.times.as_ref().filter(|_| is_network) {
            let times = times.times(self.started);
            (self.take_times)(key.request, key.attempt, times);
        }
        let failed = |cause| Failure { cause, at: ended };
        match reply.result {
            ExchangeResult::Skipped => Ok(Response {
                head: None,
                retry_after: None,
                body: BrowserBody::Buffered(BufferedBody::new(ended, 0, false)),
                follow_up,
            }),
            ExchangeResult::Response(response) => {
                keep(requests, key, &response).map_err(failed)?;
                Ok(Response {
                    head: Some(Head {
                        status: response.status,
                        at: response.responded.map_or(When::Unknown, When::At),
                    }),
                    retry_after: retry_after(header(&response, "retry-after")),
                    body: BrowserBody::Buffered(buffered_body(requests, key, ended, &response)),
                    follow_up,
                })
            }
            ExchangeResult::Failed(failure) => Err(failed(match failure {
                WorkerFailure::Unknown => NetworkCause::Unknown,
                WorkerFailure::Refused => NetworkCause::Refused,
                WorkerFailure::Network => requests.cause_of(&JsFailure::Type, key),
            })),
        }
    }
}

/// Keeps the response to be looked at.
///
/// # Errors
/// It is not the lab's, and should be.
fn keep(
    requests: &LaneRequests,
    key: LabKey,
    response: &WorkerResponse,
) -> Result<(), NetworkCause> {
    let Some(headers) = headers_from(&response.headers) else {
        return Ok(());
    };
    let is_lab = headers.has(identity::HEADER).unwrap_or(false);
    if requests.target.lab().is_some() && !is_lab {
        return Err(NetworkCause::NotTheLab);
    }
    let kept = &requests.responses;
    kept.keep(key.request, headers, response.redirected_to.clone());
    if let Some(bytes) = &response.first_bytes {
        kept.keep_bytes(key.request, &Uint8Array::from(&**bytes));
    }
    Ok(())
}

fn buffered_body(
    requests: &LaneRequests,
    key: LabKey,
    ended: When,
    response: &WorkerResponse,
) -> BufferedBody {
    // Not every browser's blocking request fails where a body breaks off.
    let planned = requests.plan.attempt(key.request, key.attempt).body_bytes;
    let is_short = requests.target.lab().is_some() && response.bytes < planned;
    BufferedBody::new(ended, response.bytes, response.is_broken || is_short)
}

fn header(response: &WorkerResponse, name: &str) -> Option<String> {
    let mut headers = response.headers.iter();
    let header = headers.find(|(other, _)| other == name);
    header.map(|(_, value)| value.clone())
}

fn headers_from(pairs: &[(String, String)]) -> Option<Headers> {
    let headers = Headers::new().ok()?;
    for (name, value) in pairs {
        headers.set(name, value).ok()?;
    }
    Some(headers)
}
