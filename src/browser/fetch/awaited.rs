//! Requests that the page awaits on its event loop.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, RequestInit, Response as JsResponse};

use super::abort::AbortGuard;
use super::body::BrowserBody;
use super::follow_up::BrowserFollowUp;
use super::requests::LaneRequests;
use crate::browser::errors::JsFailure;
use crate::browser::http::headers::retry_after;
use crate::browser::http::send::send;
use crate::browser::lab::client::identity_of;
use playground_core::lab::address::LabKey;
use playground_core::run::outcome::NetworkCause;
use playground_core::units::Span;
use playground_engine::ports::{Failure, Head, Response, When};

/// Sends the attempt, if its workload fetches, and resolves when the head is there.
///
/// # Errors
/// No usable response came.
pub async fn fetch(
    requests: &LaneRequests,
    key: LabKey,
) -> Result<Response<BrowserBody, BrowserFollowUp>, Failure> {
    let workload = requests.plan.workload();
    let follow_up = if let Some(update) = requests.update() {
        Some(BrowserFollowUp::Update(update))
    } else {
        let units = requests.units();
        workload
            .computes()
            .then_some(BrowserFollowUp::ComputeWhenIdle { units })
    };
    if !workload.fetches() {
        return Ok(Response {
            head: None,
            retry_after: None,
            body: BrowserBody::Empty,
            follow_up,
        });
    }
    let attempt = Some((requests.target.clone(), key));
    let guard = AbortGuard::new(attempt).map_err(|_| NetworkCause::Refused)?;
    let response = settle(requests, key, &guard.signal()).await?;
    let redirected_to = response.redirected().then(|| response.url());
    let responses = Rc::clone(&requests.responses);
    responses.keep(key.request, response.headers(), redirected_to);
    Ok(Response {
        head: Some(Head {
            status: response.status(),
            at: When::Now,
        }),
        retry_after: read_retry_after(&response),
        body: BrowserBody::from_response(&response, guard, responses, key.request),
        follow_up,
    })
}

async fn settle(
    requests: &LaneRequests,
    key: LabKey,
    signal: &AbortSignal,
) -> Result<JsResponse, NetworkCause> {
    let init = RequestInit::new();
    init.set_signal(Some(signal));
    let response = JsFuture::from(send(&requests.url(key), &init)).await;
    let response: JsResponse = response
        .map_err(JsFailure::from)
        .map_err(|failure| requests.cause_of(&failure, key))?
        .dyn_into()
        .map_err(|_| NetworkCause::Refused)?;
    if requests.target.lab().is_some() && identity_of(&response).is_none() {
        return Err(NetworkCause::NotTheLab);
    }
    Ok(response)
}

fn read_retry_after(response: &JsResponse) -> Option<Span> {
    // A success is not retried, and reading the header costs each of them a little.
    if response.ok() {
        return None;
    }
    retry_after(response.headers().get("retry-after").ok().flatten())
}
