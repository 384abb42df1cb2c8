//! The page's side of the lab: its addresses, its counters, its messages.

use std::pin::pin;
use std::rc::Rc;

use futures::future::{Either, select};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{RequestInit, Response, ServiceWorker, ServiceWorkerContainer, Url};

use crate::browser::document::documents;
use crate::browser::errors::JsFailure;
use crate::browser::http::send::send;
use crate::browser::timing::clock::BrowserClock;
use playground_core::lab::address::{FOLDER, LabCall, LabKey, SERVER_FOLDER};
use playground_core::lab::counter::CounterCall;
use playground_core::lab::identity::{self, LabIdentity};
use playground_core::lab::message::ServiceWorkerMessage;
use playground_core::lab::state::RunStats;
use playground_core::units::{RunId, Span};
use playground_engine::ports::Clock;

/// How long a lab may take to answer the page's own questions.
const ANSWER_TIMEOUT: Span = Span::from_whole_ms(5_000);

/// A lab that answered.
#[derive(Clone, Debug)]
pub struct Lab(Rc<Inner>);

#[derive(Debug)]
struct Inner {
    folder: Rc<str>,
    /// Where cancellations are sent; a server learns of them by its connections.
    workers: Option<ServiceWorkerContainer>,
}

/// Why the lab gave no answer to the page's own question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LabSilence {
    /// Nothing came.
    NoAnswer,
    /// Another server answered.
    NotTheLab { status: u16 },
}

impl Lab {
    /// The built-in lab. `page`: the address of the page's own folder, with its
    /// last slash.
    pub fn new(page: &str, workers: ServiceWorkerContainer) -> Self {
        Self(Rc::new(Inner {
            folder: format!("{page}{FOLDER}").into(),
            workers: Some(workers),
        }))
    }

    /// A lab server at this origin.
    pub fn at_server(origin: &str) -> Self {
        // As the browser writes it in its timings.
        let normal = Url::new(origin).map(|url| url.origin());
        let origin = normal.unwrap_or_else(|_| origin.to_owned());
        Self(Rc::new(Inner {
            folder: format!("{origin}/{SERVER_FOLDER}").into(),
            workers: None,
        }))
    }

    /// Whether it is reached over the network.
    pub fn is_on_network(&self) -> bool {
        self.0.workers.is_none()
    }

    /// The address of the lab's own folder, with its last slash.
    pub fn folder(&self) -> Rc<str> {
        Rc::clone(&self.0.folder)
    }

    pub fn url(&self, call: &LabCall) -> String {
        format!("{}{call}", self.0.folder)
    }

    /// Asks whether the lab is there, and wakes it: a browser stops an idle
    /// service worker, and the next request would pay for its start.
    ///
    /// # Errors
    /// It is not.
    pub async fn ping(&self) -> Result<LabIdentity, LabSilence> {
        let (_, identity) = self.ask(&LabCall::Ping, ANSWER_TIMEOUT).await?;
        Ok(identity)
    }

    /// The lab's own counters of a run, and which lab counted.
    ///
    /// # Errors
    /// The lab did not answer.
    pub async fn stats(&self, run: RunId) -> Result<(RunStats, LabIdentity), LabSilence> {
        let (text, identity) = self.ask(&LabCall::Stats(run), ANSWER_TIMEOUT).await?;
        let document = documents::parse(&text).ok();
        let stats = document.as_ref().and_then(RunStats::read);
        Ok((stats.ok_or(LabSilence::NoAnswer)?, identity))
    }

    /// The number that a run's requests share, as it is when the lab is asked; the
    /// answer comes after the delay.
    ///
    /// # Errors
    /// The lab did not answer.
    pub async fn read_counter(&self, run: RunId, delay_ms: u32) -> Result<u64, LabSilence> {
        self.count(run, delay_ms, None).await
    }

    /// Writes the number that a run's requests share, whatever others have written
    /// meanwhile; the answer comes after the delay.
    ///
    /// # Errors
    /// The lab did not answer.
    pub async fn write_counter(
        &self,
        run: RunId,
        value: u64,
        delay_ms: u32,
    ) -> Result<(), LabSilence> {
        self.count(run, delay_ms, Some(value)).await.map(drop)
    }

    async fn count(
        &self,
        run: RunId,
        delay_ms: u32,
        write: Option<u64>,
    ) -> Result<u64, LabSilence> {
        let call = LabCall::Counter(CounterCall {
            run,
            delay_ms,
            write,
        });
        let timeout = ANSWER_TIMEOUT + Span::from_whole_ms(delay_ms);
        let (text, _) = self.ask(&call, timeout).await?;
        text.parse().map_err(|_| LabSilence::NoAnswer)
    }

    /// Cancels an attempt at a lab that cannot see that it was aborted.
    pub fn cancel(&self, key: LabKey) {
        if let Some(worker) = self.0.workers.as_ref().and_then(|all| all.controller()) {
            post(&worker, ServiceWorkerMessage::Cancel(key));
        }
    }

    /// The answer's text, and which lab gave it. A lab that accepts the request and never
    /// answers, such as a suspended server, does not block the page.
    async fn ask(
        &self,
        call: &LabCall,
        timeout: Span,
    ) -> Result<(String, LabIdentity), LabSilence> {
        let answer = pin!(self.answer(call));
        match select(answer, pin!(BrowserClock.sleep(timeout))).await {
            Either::Left((answer, _)) => answer,
            Either::Right(_) => Err(LabSilence::NoAnswer),
        }
    }

    async fn answer(&self, call: &LabCall) -> Result<(String, LabIdentity), LabSilence> {
        let promise = send(&self.url(call), &RequestInit::new());
        let settled = JsFuture::from(promise).await;
        let response: Response = settled
            .map_err(|_| LabSilence::NoAnswer)?
            .dyn_into()
            .map_err(|_| LabSilence::NoAnswer)?;
        let identity = identity_of(&response).ok_or(LabSilence::NotTheLab {
            status: response.status(),
        })?;
        let text = text_of(&response).await.map_err(|_| LabSilence::NoAnswer)?;
        Ok((text, identity))
    }
}

/// Sends a message to a service worker.
pub fn post(worker: &ServiceWorker, message: ServiceWorkerMessage) {
    // It fails only for values that cannot be copied; a text always can.
    let _posted = worker.post_message(&JsValue::from_str(&message.to_string()));
}

/// Which lab a response came from; `None` for any other server's.
pub fn identity_of(response: &Response) -> Option<LabIdentity> {
    let value = response.headers().get(identity::HEADER).ok().flatten()?;
    LabIdentity::parse(&value)
}

async fn text_of(response: &Response) -> Result<String, JsFailure> {
    let text = JsFuture::from(response.text()?).await?;
    Ok(text.as_string().unwrap_or_default())
}
