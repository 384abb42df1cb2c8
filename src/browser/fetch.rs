//! The engine's `Fetch`, by the browser's: every request of a run goes to the
//! lab and asks for what is planned.

use std::rc::Rc;

use js_sys::{Promise, Uint8Array};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    ReadableStreamDefaultReader, ReadableStreamReadResult, RequestCache, RequestCredentials,
    RequestInit, Response as JsResponse,
};

use super::abort::AbortGuard;
use super::errors::JsFailure;
use super::lab_client::{Lab, identity_of};
use crate::engine::ports::{Body, BodyBroken, Fetch, Response};
use crate::lab::address::{LabCall, LabKey, LabRequest};
use crate::model::outcome::NetworkCause;
use crate::model::plan::Plan;
use crate::model::units::{AttemptNumber, RequestIndex, RunId, Span};

#[wasm_bindgen]
extern "C" {
    /// The global `fetch`, the same in windows and workers.
    #[wasm_bindgen(js_name = fetch)]
    fn global_fetch(url: &str, init: &RequestInit) -> Promise;
}

/// Sends an address without cookies and past every cache.
pub fn send(url: &str, init: &RequestInit) -> Promise {
    // Two requests for one address queue on Chromium's cache lock otherwise.
    init.set_cache(RequestCache::NoStore);
    init.set_credentials(RequestCredentials::Omit);
    global_fetch(url, init)
}

/// Sends the requests of one run to the lab.
#[derive(Clone, Debug)]
pub struct LabFetch {
    lab: Lab,
    run: RunId,
    plan: Rc<Plan>,
}

impl LabFetch {
    pub const fn new(lab: Lab, run: RunId, plan: Rc<Plan>) -> Self {
        Self { lab, run, plan }
    }

    /// The address of this attempt; no two attempts share one.
    pub fn url(&self, index: RequestIndex, attempt: AttemptNumber) -> String {
        let planned = self.plan.attempt(index, attempt);
        let request = LabRequest::from_plan(self.key(index, attempt), &planned);
        self.lab.url(&LabCall::Work(request))
    }

    const fn key(&self, request: RequestIndex, attempt: AttemptNumber) -> LabKey {
        LabKey {
            run: self.run,
            request,
            attempt,
        }
    }
}

impl Fetch for LabFetch {
    type Body = BrowserBody;

    async fn fetch(
        &self,
        index: RequestIndex,
        attempt: AttemptNumber,
    ) -> Result<Response<BrowserBody>, NetworkCause> {
        let guard = AbortGuard::new(self.lab.clone(), self.key(index, attempt))
            .map_err(|_| NetworkCause::Refused)?;
        let init = RequestInit::new();
        init.set_signal(Some(&guard.signal()));
        let settled = JsFuture::from(send(&self.url(index, attempt), &init)).await;
        let response: JsResponse = settled
            .map_err(JsFailure::from)
            .map_err(|failure| network_cause(&failure))?
            .dyn_into()
            .map_err(|_| NetworkCause::Refused)?;
        if identity_of(&response).is_none() {
            return Err(NetworkCause::NotTheLab);
        }
        Ok(Response {
            status: response.status(),
            retry_after: retry_after(&response),
            body: BrowserBody {
                reader: reader_of(&response),
                guard,
            },
        })
    }
}

const fn network_cause(failure: &JsFailure) -> NetworkCause {
    match failure {
        JsFailure::Type | JsFailure::Aborted => NetworkCause::Unreachable,
        JsFailure::QuotaExceeded | JsFailure::Forbidden | JsFailure::Other(_) => {
            NetworkCause::Refused
        }
    }
}

/// `Retry-After` in its form of whole seconds (RFC 9110, 10.2.3); a date counts
/// as none, since the lab never sends one.
fn retry_after(response: &JsResponse) -> Option<Span> {
    let value = response.headers().get("retry-after").ok().flatten()?;
    let seconds: u32 = value.trim().parse().ok()?;
    Some(Span::from_ms(f64::from(seconds) * 1_000.0))
}

fn reader_of(response: &JsResponse) -> Option<ReadableStreamDefaultReader> {
    response.body()?.get_reader().dyn_into().ok()
}

/// A response's body, read as it comes; dropping it ends the exchange.
#[derive(Debug)]
pub struct BrowserBody {
    /// `None` for a response without a body.
    reader: Option<ReadableStreamDefaultReader>,
    guard: AbortGuard,
}

impl Body for BrowserBody {
    async fn next_chunk(&mut self) -> Result<Option<u64>, BodyBroken> {
        let chunk = match &self.reader {
            Some(reader) => read_chunk(reader).await,
            None => Ok(None),
        };
        if !matches!(chunk, Ok(Some(_))) {
            self.guard.disarm();
        }
        chunk
    }
}

async fn read_chunk(reader: &ReadableStreamDefaultReader) -> Result<Option<u64>, BodyBroken> {
    let read = JsFuture::from(reader.read()).await;
    let result: ReadableStreamReadResult = read.map_err(|_| BodyBroken)?.unchecked_into();
    if result.get_done() == Some(true) {
        return Ok(None);
    }
    let bytes: Uint8Array = result.get_value().dyn_into().map_err(|_| BodyBroken)?;
    Ok(Some(u64::from(bytes.byte_length())))
}
