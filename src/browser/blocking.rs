//! Requests on which the page itself blocks. Browsers still allow it, and advise
//! against it: until the answer is there, nothing else happens on the page.

use std::future::pending;

use web_sys::XmlHttpRequest;

use super::body::{BrowserBody, BufferedBody};
use super::clock::performance_now;
use super::computing;
use super::fetch::{BrowserFetch, retry_after_of};
use playground_core::lab::address::LabKey;
use playground_core::lab::identity;
use playground_core::run::outcome::NetworkCause;
use playground_core::units::{Span, TimePoint};
use playground_engine::ports::{Failure, Head, Response, When};

/// Blocks the page until the answer is there; where no blocking request reaches the
/// source, there is something to be computed for as long.
///
/// # Errors
/// The request failed, and does not say how.
pub async fn fetch(
    page: &BrowserFetch,
    key: LabKey,
    timeout: Span,
) -> Result<Response<BrowserBody>, Failure> {
    // The page draws once, and can be stopped.
    let asked = TimePoint::from_ms(performance_now());
    computing::wait_until_idle().await;
    let mut told = BufferedBody {
        came: When::At(asked),
        bytes: None,
        is_broken: false,
        by: None,
        simulates_fetch: false,
    };
    let mut units = page.units();
    let (mut head, mut retry_after) = (None, None);
    let planned = page.plan.attempt(key.request, key.attempt);
    let length = planned.length_until(timeout);
    if !page.plan.workload().fetches() {
        // There is nothing but computing anyway.
    } else if length >= timeout {
        // Nothing ends a page's blocking request but its answer, so this one is not sent:
        // the page is blocked for as long as it would wait, and then gives up.
        computing::compute_here(page.units_for(timeout));
        return pending().await;
    } else if page.target.is_on_network() {
        let answer = block_on(page, key)?;
        told.bytes = Some(answer.bytes).filter(|bytes| *bytes > 0);
        told.is_broken = answer.bytes < planned.body_bytes;
        told.came = When::At(TimePoint::from_ms(performance_now()));
        retry_after = answer.retry_after;
        head = Some(Head {
            status: answer.status,
            at: When::Unknown,
        });
    } else {
        units += page.units_for(length);
        told.simulates_fetch = true;
    }
    Ok(Response {
        head,
        retry_after,
        body: BrowserBody {
            told: Some(told),
            ..BrowserBody::nothing(units)
        },
    })
}

struct Answer {
    status: u16,
    bytes: u64,
    retry_after: Option<Span>,
}

fn block_on(page: &BrowserFetch, key: LabKey) -> Result<Answer, NetworkCause> {
    let url = page.target.fetched(key, &page.plan);
    let sent = XmlHttpRequest::new().and_then(|request| {
        request.open_with_async("GET", &url, false)?;
        request.send()?;
        Ok(request)
    });
    let request = sent.map_err(|_| NetworkCause::Untold)?;
    let header = request.get_response_header(identity::HEADER);
    if page.target.lab().is_some() && header.ok().flatten().is_none() {
        return Err(NetworkCause::NotTheLab);
    }
    let status = request.status().map_err(|_| NetworkCause::Untold)?;
    // A page may not ask for bytes here; a lab's are characters of one byte each.
    let text = request.response_text().ok().flatten().unwrap_or_default();
    let asked = request.get_response_header("retry-after").ok().flatten();
    Ok(Answer {
        status,
        bytes: text.len() as u64,
        retry_after: asked.and_then(|value| retry_after_of(&value)),
    })
}
