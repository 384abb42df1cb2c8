//! The engine's `Fetch`, by the browser's.

use std::rc::Rc;

use js_sys::{Date, Promise};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, RequestCache, RequestCredentials, RequestInit, Response as JsResponse};

use super::abort::AbortGuard;
use super::answers::Answers;
use super::blocking;
use super::body::{BrowserBody, reader_of};
use super::computing::Pace;
use super::errors::JsFailure;
use super::lab_client::identity_of;
use super::page;
use super::target::Target;
use super::updating::Update;
use super::worker_fetch::WorkerFetch;
use playground_core::experiment::plan::Plan;
use playground_core::experiment::url::ParsedUrl;
use playground_core::lab::address::LabKey;
use playground_core::run::outcome::NetworkCause;
use playground_core::units::{AttemptNumber, RequestIndex, RunId, Span};
use playground_engine::ports::{Failure, Fetch, Head, Response, When};

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
    /// How fast this machine computes, where something is to be computed.
    pub pace: Option<Pace>,
    pub way: Way,
}

/// Which thread waits for the answers, and how.
#[derive(Clone, Debug, Default)]
pub enum Way {
    /// The page awaits them on its event loop.
    #[default]
    Awaited,
    /// Workers wait for one each.
    Workers(WorkerFetch),
    /// The page waits, and does nothing else: at most for so long.
    Blocking { timeout: Span },
}

impl BrowserFetch {
    /// How much is computed after each success.
    pub fn units(&self) -> u32 {
        match self.plan.workload().computes() {
            true => self.units_for(Span::from_whole_ms(self.plan.workload().compute_ms)),
            false => 0,
        }
    }

    /// How much this machine computes in so much time.
    pub fn units_for(&self, span: Span) -> u32 {
        self.pace.map_or(0, |pace| pace.units(span.ms()))
    }

    /// What is updated after each success.
    fn update(&self) -> Option<Update> {
        let workload = self.plan.workload();
        let lab = self.target.lab().filter(|_| workload.updates())?;
        Some(Update {
            lab: lab.clone(),
            run: self.run,
            length_ms: workload.compute_ms,
        })
    }

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

    /// What a failure to fetch may mean.
    pub fn cause_of(&self, failure: &JsFailure, key: LabKey) -> NetworkCause {
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
                _ => NetworkCause::NetworkOrCors,
            },
            JsFailure::QuotaExceeded | JsFailure::Forbidden | JsFailure::Other(_) => {
                NetworkCause::Refused
            }
        }
    }

    async fn fetch_here(&self, key: LabKey) -> Result<Response<BrowserBody>, Failure> {
        let told = Some((self.target.clone(), key));
        let guard = AbortGuard::new(told).map_err(|_| NetworkCause::Refused)?;
        let response = self.settle(key, &guard.signal()).await?;
        let redirected_to = response.redirected().then(|| response.url());
        let headers = response.headers();
        self.answers.keep(key.request, headers, redirected_to);
        Ok(Response {
            head: Some(Head {
                status: response.status(),
                at: When::Now,
            }),
            retry_after: retry_after(&response),
            body: BrowserBody {
                reader: reader_of(&response),
                guard: Some(guard),
                keep: Some((Rc::clone(&self.answers), key.request)),
                units: self.units(),
                update: self.update(),
                told: None,
            },
        })
    }
}

impl Fetch for BrowserFetch {
    type Body = BrowserBody;

    async fn ready(&self) {
        if let Way::Workers(workers) = &self.way {
            workers.pool.ready().await;
        }
    }

    async fn fetch(
        &self,
        index: RequestIndex,
        attempt: AttemptNumber,
    ) -> Result<Response<BrowserBody>, Failure> {
        let key = LabKey {
            run: self.run,
            request: index,
            attempt,
        };
        match &self.way {
            Way::Workers(workers) => workers.fetch(self, key).await,
            Way::Blocking { timeout } => blocking::fetch(self, key, *timeout).await,
            Way::Awaited if self.plan.workload().fetches() => self.fetch_here(key).await,
            Way::Awaited => Ok(Response {
                head: None,
                retry_after: None,
                body: BrowserBody::nothing(self.units()),
            }),
        }
    }
}

fn retry_after(response: &JsResponse) -> Option<Span> {
    // A success is not asked for again, and looking costs each of them a little.
    if response.ok() {
        return None;
    }
    retry_after_of(&response.headers().get("retry-after").ok().flatten()?)
}

/// `Retry-After` in either of its forms (RFC 9110, 10.2.3): whole seconds, or the
/// date from which on to come back.
pub fn retry_after_of(value: &str) -> Option<Span> {
    let ms = match value.trim().parse::<u32>() {
        Ok(seconds) => f64::from(seconds) * 1_000.0,
        Err(_) => Date::parse(value) - Date::now(),
    };
    // What is no date is no number either.
    (ms >= 0.0).then(|| Span::from_ms(ms))
}
