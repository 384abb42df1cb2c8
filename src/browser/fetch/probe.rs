//! Asks an address again whose fetch failed, in the ways in which a browser tells more
//! about it.

use std::pin::pin;

use futures::future::{Either, select};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{RequestInit, RequestMode, RequestRedirect, Response, ResponseType};

use super::abort::AbortGuard;
use crate::browser::http::send::send;
use crate::browser::timing::clock::BrowserClock;
use playground_core::run::outcome::NetworkCause;
use playground_core::units::Span;
use playground_engine::ports::Clock;

/// How long a server may take to answer once more.
const ANSWER_TIMEOUT: Span = Span::from_whole_ms(1_500);

/// Why a fetch of this address failed.
pub async fn diagnose(url: &str) -> NetworkCause {
    let asked = pin!(ask(url));
    match select(asked, pin!(BrowserClock.sleep(ANSWER_TIMEOUT))).await {
        Either::Left((cause, _)) => cause,
        Either::Right(_) => NetworkCause::NetworkOrCors,
    }
}

async fn ask(url: &str) -> NetworkCause {
    // A redirect can be seen only where it is not followed.
    let init = RequestInit::new();
    init.set_redirect(RequestRedirect::Manual);
    match answer_type(url, &init).await {
        Some(ResponseType::Opaqueredirect) => return NetworkCause::RedirectedThenFailed,
        Some(_) => return NetworkCause::AnsweredLater,
        None => {}
    }
    // CORS only matters to a page that reads the response.
    let init = RequestInit::new();
    init.set_mode(RequestMode::NoCors);
    match answer_type(url, &init).await {
        Some(_) => NetworkCause::ForbiddenByCors,
        None => NetworkCause::Unreachable,
    }
}

/// The type of the response, if one comes.
async fn answer_type(url: &str, init: &RequestInit) -> Option<ResponseType> {
    // Its body is not waited for: the guard ends the exchange.
    let guard = AbortGuard::new(None).ok()?;
    init.set_signal(Some(&guard.signal()));
    let response = JsFuture::from(send(url, init)).await.ok()?;
    Some(response.dyn_into::<Response>().ok()?.type_())
}
