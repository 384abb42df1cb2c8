//! Requests on which the page itself blocks. Browsers still allow it, and advise against
//! it: until the response is there, nothing else happens on the page.

use std::future::pending;

use web_sys::XmlHttpRequestResponseType;

use super::body::{BrowserBody, BufferedBody};
use super::follow_up::BrowserFollowUp;
use super::requests::LaneRequests;
use crate::browser::http::blocking::{NoResponse, send_blocking};
use crate::browser::http::headers::retry_after;
use crate::browser::timing::computing;
use crate::browser::timing::performance::performance_now;
use playground_core::lab::address::LabKey;
use playground_core::lab::identity;
use playground_core::run::outcome::NetworkCause;
use playground_core::units::{Span, TimePoint};
use playground_engine::ports::{Failure, Head, Response, When};

/// Blocks the page until the response is there. Where no blocking request reaches the
/// source, the page computes for the planned length instead.
///
/// # Errors
/// The request failed, which does not say how.
pub async fn fetch(
    requests: &LaneRequests,
    key: LabKey,
    timeout: Span,
) -> Result<Response<BrowserBody, BrowserFollowUp>, Failure> {
    // The page draws once, and can be stopped.
    let dispatched = now();
    computing::wait_until_idle().await;
    let planned = requests.plan.attempt(key.request, key.attempt);
    let length = planned.length_until(timeout);
    let workload = requests.plan.workload();
    let units = requests.units();
    if !workload.fetches() {
        Ok(Response {
            head: None,
            retry_after: None,
            body: empty_body(dispatched),
            follow_up: Some(compute_now(units)),
        })
    } else if length >= timeout {
        // Nothing ends a page's blocking request but its response, so this one is not
        // sent: the page is blocked until the timeout, and then gives up.
        computing::compute_here(requests.units_for(timeout));
        pending().await
    } else if requests.target.is_on_network() {
        let response = block_on(requests, key)?;
        let is_broken = response.bytes < planned.body_bytes;
        let body = BufferedBody::new(now(), response.bytes, is_broken);
        Ok(Response {
            head: Some(Head {
                status: response.status,
                at: When::Unknown,
            }),
            retry_after: response.retry_after,
            body: BrowserBody::Buffered(body),
            follow_up: workload.computes().then(|| compute_now(units)),
        })
    } else {
        Ok(Response {
            head: None,
            retry_after: None,
            body: empty_body(dispatched),
            follow_up: Some(BrowserFollowUp::ComputeNow {
                units: units + requests.units_for(length),
                simulates_fetch: true,
            }),
        })
    }
}

fn now() -> When {
    When::At(TimePoint::from_ms(performance_now()))
}

/// Where nothing is sent, computing has begun with the dispatch.
fn empty_body(dispatched: When) -> BrowserBody {
    BrowserBody::Buffered(BufferedBody::new(dispatched, 0, false))
}

const fn compute_now(units: u32) -> BrowserFollowUp {
    BrowserFollowUp::ComputeNow {
        units,
        simulates_fetch: false,
    }
}

struct BlockingResponse {
    status: u16,
    bytes: u64,
    retry_after: Option<Span>,
}

fn block_on(requests: &LaneRequests, key: LabKey) -> Result<BlockingResponse, NetworkCause> {
    let url = requests.url(key);
    let sent = send_blocking(&url, XmlHttpRequestResponseType::None);
    let (request, status) = sent.map_err(|NoResponse| NetworkCause::Unknown)?;
    let header = request.get_response_header(identity::HEADER);
    if requests.target.lab().is_some() && header.ok().flatten().is_none() {
        return Err(NetworkCause::NotTheLab);
    }
    // A page may not ask for bytes here; a lab's are characters of one byte each.
    let text = request.response_text().ok().flatten().unwrap_or_default();
    let asked = request.get_response_header("retry-after").ok().flatten();
    Ok(BlockingResponse {
        status,
        bytes: text.len() as u64,
        retry_after: retry_after(asked),
    })
}
