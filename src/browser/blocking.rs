//! Requests on which the page itself blocks. Browsers still allow it, and advise
//! against it: until the answer is there, nothing else happens on the page.

use web_sys::XmlHttpRequest;

use super::body::{BrowserBody, Told};
use super::clock::performance_now;
use super::computing::{self, Pace};
use super::fetch::BrowserFetch;
use crate::engine::ports::{Failure, Head, Response, When};
use crate::lab::address::LabKey;
use crate::lab::identity;
use crate::model::outcome::NetworkCause;
use crate::model::units::{Span, TimePoint};

/// Blocks the page until the answer is there; where no blocking request reaches the
/// source, there is something to be computed for as long.
///
/// # Errors
/// The request failed, and does not say how.
pub async fn fetch(page: &BrowserFetch, key: LabKey) -> Result<Response<BrowserBody>, Failure> {
    // The page draws once, and can be stopped.
    let asked = TimePoint::from_ms(performance_now());
    computing::turn().await;
    let mut told = Told {
        came: When::At(asked),
        bytes: None,
        is_broken: false,
        by: None,
        stands_in: false,
    };
    let mut units = page.units();
    let mut head = None;
    if !page.plan.workload().fetches() {
        // There is nothing but computing anyway.
    } else if page.target.is_on_network() {
        let (status, bytes) = block_on(page, key)?;
        told.bytes = Some(bytes).filter(|bytes| *bytes > 0);
        told.came = When::At(TimePoint::from_ms(performance_now()));
        head = Some(Head {
            status,
            at: When::Unknown,
        });
    } else {
        let planned = page.plan.attempt(key.request, key.attempt);
        let length = Span::from_whole_ms(planned.delay_ms + planned.transfer_ms).ms();
        let pace = page.pace.unwrap_or_else(Pace::measure);
        units += pace.units(length);
        told.stands_in = true;
    }
    Ok(Response {
        head,
        retry_after: None,
        body: BrowserBody {
            told: Some(told),
            ..BrowserBody::nothing(units)
        },
    })
}

/// The status, and the length of the body in bytes.
fn block_on(page: &BrowserFetch, key: LabKey) -> Result<(u16, u64), NetworkCause> {
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
    Ok((status, text.len() as u64))
}
