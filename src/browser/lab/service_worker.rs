//! The lab's side of the service worker: answers requests as their addresses
//! ask, with real responses and real streams.

use std::cell::RefCell;
use std::pin::pin;

use futures::FutureExt;
use futures::channel::oneshot;
use futures::future::{Either, Shared, select};
use js_sys::{Promise, Uint8Array};
use litemap::LiteMap;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, spawn_local};
pub use web_sys::Response;
use web_sys::{Headers, ResponseInit, TransformStream, WritableStreamDefaultWriter};

use crate::browser::document::page;
use crate::browser::timing::clock::BrowserClock;
use playground_core::lab::address::{LabCall, LabKey, LabRequest};
use playground_core::lab::answer::ResponsePlan;
use playground_core::lab::identity::{HEADER, LabIdentity, Transport};
use playground_core::lab::message::ServiceWorkerMessage;
use playground_core::lab::state::{Arrival, InFlight, LabState, REFUSAL};
use playground_core::units::{Span, TimePoint};
use playground_engine::ports::Clock;

thread_local! {
    /// One lab for each start of the worker.
    static LAB: LabWorker = LabWorker {
        state: LabState::default(),
        identity: LabIdentity {
            transport: Transport::ServiceWorker,
            instance: format!("{:x}", page::random_id()),
        },
        wanted: RefCell::default(),
    };
}

struct LabWorker {
    state: LabState,
    identity: LabIdentity,
    /// How to end each request that is being answered.
    wanted: RefCell<LiteMap<LabKey, oneshot::Sender<()>>>,
}

/// Resolves when the page has given the request up; it is awaited at every wait.
type GivenUp = Shared<oneshot::Receiver<()>>;

/// A request being answered. Dropping it counts the request out.
struct Answering {
    key: LabKey,
    arrived: TimePoint,
    given_up: GivenUp,
    _in_flight: InFlight,
}

impl Answering {
    fn begin(key: LabKey, arrived: TimePoint, in_flight: InFlight) -> Self {
        let (sender, receiver) = oneshot::channel();
        LAB.with(|lab| lab.wanted.borrow_mut().insert(key, sender));
        Self {
            key,
            arrived,
            given_up: receiver.shared(),
            _in_flight: in_flight,
        }
    }

    /// Waits until `at` after the arrival. `Err` when the page gives up first.
    async fn wait_until(&self, at: Span) -> Result<(), GaveUp> {
        let left = at - (BrowserClock.now() - self.arrived);
        if left <= Span::ZERO {
            return Ok(());
        }
        let sleep = pin!(BrowserClock.sleep(left));
        match select(sleep, self.given_up.clone()).await {
            Either::Left(_) => Ok(()),
            Either::Right(_) => Err(GaveUp),
        }
    }
}

impl Drop for Answering {
    fn drop(&mut self) {
        LAB.with(|lab| lab.wanted.borrow_mut().remove(&self.key));
    }
}

struct GaveUp;

/// Answers a request; `call` is what follows the lab's folder in its address.
///
/// # Errors
/// The browser refused to make a response.
pub async fn answer(call: &str) -> Result<Response, JsValue> {
    match LabCall::parse(call) {
        Ok(LabCall::Work(request)) => work(&request).await,
        Ok(LabCall::Counter(call)) => {
            let value = LAB.with(|lab| lab.state.count(&call));
            BrowserClock.sleep(Span::from_whole_ms(call.delay_ms)).await;
            respond_with_text(200, &value.to_string())
        }
        Ok(LabCall::Stats(run)) => {
            let stats = LAB.with(|lab| lab.state.stats(run));
            respond_with_text(200, &stats.to_string())
        }
        Ok(LabCall::Ping) => respond_with_text(200, "The lab is here."),
        Err(error) => respond_with_text(400, &error.to_string()),
    }
}

/// Receives a message for the lab; any other is ignored.
pub fn receive(message: &str) {
    let Ok(ServiceWorkerMessage::Cancel(key)) = ServiceWorkerMessage::parse(message) else {
        return;
    };
    LAB.with(|lab| {
        let sender = lab.wanted.borrow_mut().remove(&key);
        match sender {
            // Without a receiver, the request has ended in the meantime.
            Some(sender) => drop(sender.send(())),
            None => lab.state.cancel_early(key),
        }
    });
}

async fn work(request: &LabRequest) -> Result<Response, JsValue> {
    let arrived = BrowserClock.now();
    let (in_flight, answer) = match LAB.with(|lab| lab.state.arrive(request, arrived)) {
        Arrival::Taken { in_flight, answer } => (in_flight, answer),
        Arrival::Refused { status } => return respond_with_text(status, REFUSAL),
        Arrival::Unwanted => return given_up(),
    };
    let answering = Answering::begin(request.key, arrived, in_flight);
    let Some(plan) = answer else {
        // Never answered: the page gives up, or the browser ends the worker.
        let _given_up = answering.given_up.clone().await;
        return given_up();
    };
    if answering.wait_until(plan.head_at).await.is_err() {
        return given_up();
    }
    let headers = response_headers()?;
    if let Some(seconds) = plan.retry_after_seconds {
        headers.set("retry-after", &seconds.to_string())?;
    }
    let init = response_init(plan.status, &headers);
    if plan.is_immediate() {
        let body = filler(plan.bytes);
        return Response::new_with_opt_js_u8_array_and_init(Some(&body), &init);
    }
    let pipe = TransformStream::new()?;
    let writer = pipe.writable().get_writer()?;
    spawn_local(send_body(answering, plan, writer));
    Response::new_with_opt_readable_stream_and_init(Some(&pipe.readable()), &init)
}

/// The answer to a request that the page has aborted: no program reads it. An ordinary one,
/// because Firefox reports an error response, or none at all, as an error in the console; and an
/// empty one, as a run that is stopped waits for a hundred of them.
fn given_up() -> Result<Response, JsValue> {
    Response::new()
}

/// Writes the body, piece by piece, and ends it as planned. When the page
/// aborts, the browser closes the pipe and nothing more is written.
async fn send_body(answering: Answering, plan: ResponsePlan, writer: WritableStreamDefaultWriter) {
    let mut closed = JsFuture::from(writer.closed());
    let mut gave_up = false;
    for chunk in (0..).map_while(|place| plan.chunk(place)) {
        let wait = pin!(answering.wait_until(chunk.at));
        match select(wait, &mut closed).await {
            Either::Left((waited, _)) => gave_up = waited.is_err(),
            Either::Right(_) => return,
        }
        if gave_up {
            break;
        }
        let bytes = filler(chunk.bytes);
        if settle(writer.write_with_chunk(&bytes)).await.is_err() {
            return;
        }
    }
    let gave_up = gave_up || answering.wait_until(plan.end_at()).await.is_err();
    let end = if gave_up || !plan.ends_whole {
        writer.abort_with_reason(&JsValue::from_str("The body breaks off here."))
    } else {
        writer.close()
    };
    // It fails where the page has gone before the end.
    let _ended = settle(end).await;
}

async fn settle(promise: Promise) -> Result<JsValue, JsValue> {
    JsFuture::from(promise).await
}

/// Bytes that can be read as text.
fn filler(length: u64) -> Uint8Array {
    let bytes = Uint8Array::new_with_length(u32::try_from(length).unwrap_or(u32::MAX));
    bytes.fill(b'.', 0, bytes.length())
}

fn respond_with_text(status: u16, text: &str) -> Result<Response, JsValue> {
    let init = response_init(status, &response_headers()?);
    Response::new_with_opt_str_and_init(Some(text), &init)
}

fn response_headers() -> Result<Headers, JsValue> {
    let headers = Headers::new()?;
    let identity = LAB.with(|lab| lab.identity.to_string());
    headers.set(HEADER, &identity)?;
    headers.set("content-type", "text/plain; charset=utf-8")?;
    headers.set("cache-control", "no-store")?;
    Ok(headers)
}

fn response_init(status: u16, headers: &Headers) -> ResponseInit {
    let init = ResponseInit::new();
    init.set_status(status);
    init.set_headers(headers);
    init
}
