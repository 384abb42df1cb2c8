//! The engine's `Fetch`, by the browser's.

use std::rc::Rc;

use js_sys::{Date, Promise, Uint8Array};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortSignal, ReadableStreamDefaultReader, ReadableStreamReadResult, RequestCache,
    RequestCredentials, RequestInit, Response as JsResponse,
};

use super::abort::AbortGuard;
use super::answers::Answers;
use super::errors::JsFailure;
use super::lab_client::identity_of;
use super::page;
use super::target::Target;
use crate::engine::ports::{Body, BodyBroken, Fetch, Response};
use crate::lab::address::LabKey;
use crate::model::outcome::NetworkCause;
use crate::model::plan::Plan;
use crate::model::units::{AttemptNumber, RequestIndex, RunId, Span};
use crate::model::url::ParsedUrl;

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

/// Sends the requests of one run.
#[derive(Clone, Debug)]
pub struct BrowserFetch {
    pub target: Target,
    pub run: RunId,
    pub plan: Rc<Plan>,
    /// Where answers are kept to be looked at.
    pub answers: Rc<Answers>,
}

impl BrowserFetch {
    async fn settle(&self, key: LabKey, signal: &AbortSignal) -> Result<JsResponse, NetworkCause> {
        let init = RequestInit::new();
        init.set_signal(Some(signal));
        let promise = send(&self.target.fetched(key, &self.plan), &init);
        let response = JsFuture::from(promise).await;
        let response: JsResponse = response
            .map_err(JsFailure::from)
            .map_err(|failure| self.cause_of(&failure, key))?
            .dyn_into()
            .map_err(|_| NetworkCause::Refused)?;
        if self.target.lab().is_some() && identity_of(&response).is_none() {
            return Err(NetworkCause::NotTheLab);
        }
        Ok(response)
    }

    fn cause_of(&self, failure: &JsFailure, key: LabKey) -> NetworkCause {
        match failure {
            JsFailure::Type | JsFailure::Aborted => match &self.target {
                // This machine is there also without a network.
                _ if page::is_offline()
                    && !ParsedUrl::of(&self.target.url(key, &self.plan)).is_loopback() =>
                {
                    NetworkCause::Offline
                }
                // It lets every page read its answers.
                Target::Lab(_) => NetworkCause::Unreachable,
                Target::Urls(_) => NetworkCause::NetworkOrCors,
            },
            JsFailure::QuotaExceeded | JsFailure::Forbidden | JsFailure::Other(_) => {
                NetworkCause::Refused
            }
        }
    }
}

impl Fetch for BrowserFetch {
    type Body = BrowserBody;

    async fn fetch(
        &self,
        index: RequestIndex,
        attempt: AttemptNumber,
    ) -> Result<Response<BrowserBody>, NetworkCause> {
        let key = LabKey {
            run: self.run,
            request: index,
            attempt,
        };
        let told = Some((self.target.clone(), key));
        let guard = AbortGuard::new(told).map_err(|_| NetworkCause::Refused)?;
        let response = self.settle(key, &guard.signal()).await?;
        let head = Response {
            status: response.status(),
            retry_after: retry_after(&response),
            body: BrowserBody {
                reader: reader_of(&response),
                guard,
                keep: Some((Rc::clone(&self.answers), index)),
            },
        };
        self.answers.keep(index, response);
        Ok(head)
    }
}

/// `Retry-After` in either of its forms (RFC 9110, 10.2.3): whole seconds, or the
/// date from which on to come back.
fn retry_after(response: &JsResponse) -> Option<Span> {
    // A success is not asked for again, and looking costs each of them a little.
    if response.ok() {
        return None;
    }
    let value = response.headers().get("retry-after").ok().flatten()?;
    let ms = match value.trim().parse::<u32>() {
        Ok(seconds) => f64::from(seconds) * 1_000.0,
        Err(_) => Date::parse(&value) - Date::now(),
    };
    // What is no date is no number either.
    (ms >= 0.0).then(|| Span::from_ms(ms))
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
    /// Who keeps its first piece, until that has come.
    keep: Option<(Rc<Answers>, RequestIndex)>,
}

impl Body for BrowserBody {
    async fn next_chunk(&mut self) -> Result<Option<u64>, BodyBroken> {
        let piece = match &self.reader {
            Some(reader) => read_piece(reader).await,
            None => Ok(None),
        };
        match &piece {
            Ok(Some(piece)) => {
                if let Some((answers, index)) = self.keep.take() {
                    answers.keep_bytes(index, piece);
                }
            }
            Ok(None) | Err(BodyBroken) => self.guard.disarm(),
        }
        Ok(piece?.map(|piece| u64::from(piece.byte_length())))
    }
}

async fn read_piece(
    reader: &ReadableStreamDefaultReader,
) -> Result<Option<Uint8Array>, BodyBroken> {
    let read = JsFuture::from(reader.read()).await;
    let result: ReadableStreamReadResult = read.map_err(|_| BodyBroken)?.unchecked_into();
    if result.get_done() == Some(true) {
        return Ok(None);
    }
    let piece = result.get_value().dyn_into();
    piece.map(Some).map_err(|_| BodyBroken)
}
