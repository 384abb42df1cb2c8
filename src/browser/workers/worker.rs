//! The worker's side: does one job after the other, and its thread waits for each.

use js_sys::Uint8Array;
use wasm_bindgen::prelude::{Closure, wasm_bindgen};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    DedicatedWorkerGlobalScope, Headers, MessageEvent, PerformanceResourceTiming, RequestInit,
    Response, XmlHttpRequest, XmlHttpRequestResponseType,
};

use super::message;
use crate::browser::errors::JsFailure;
use crate::browser::http::blocking::{NoResponse, send_blocking};
use crate::browser::http::body_stream::{body_reader, read_piece};
use crate::browser::http::headers::{KEPT_HEADERS, MAX_KEPT_BYTES};
use crate::browser::http::send::send as send_request;
use crate::browser::timing::clock::BrowserClock;
use crate::browser::timing::computing;
use crate::browser::timing::performance::{PERFORMANCE, performance_now, time_origin};
use crate::browser::timing::resource_timing::raw_times;
use playground_core::lab::identity::{self, LabIdentity};
use playground_core::units::{Span, TimePoint};
use playground_core::workers::message::{
    ComputeResult, Connected, Exchange, ExchangeResult, FromWorker, Handshake, Job, Reply,
    ToWorker, WorkerFailure, WorkerResponse,
};
use playground_core::workers::raw_times::RawTimes;
use playground_engine::ports::Clock;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(thread_local_v2, js_name = self)]
    static WORKER: DedicatedWorkerGlobalScope;
}

/// How long a lab may take to answer the ping.
const PING_TIMEOUT_MS: u32 = 5_000;

/// Listens to the page from now on, and sends it a message that it does.
pub fn start() {
    let listener = Closure::<dyn Fn(MessageEvent)>::new(|event: MessageEvent| {
        receive(&event.data());
    });
    WORKER.with(|worker| worker.set_onmessage(Some(listener.as_ref().unchecked_ref())));
    listener.forget();
    send(FromWorker::Listening);
}

fn send(message: FromWorker) {
    let message = message::to_js(&message.encode());
    // It fails only for what cannot be copied; numbers, texts and bytes can.
    let _sent = WORKER.with(|worker| worker.post_message(&message));
}

fn receive(data: &JsValue) {
    match ToWorker::decode(message::from_js(data)) {
        Ok(ToWorker::Connect(handshake)) => send(FromWorker::Connected(Connected {
            reaches_lab: reaches_lab(&handshake),
            time_origin: time_origin(),
            now: performance_now(),
        })),
        Ok(ToWorker::Run(job)) => run(job),
        // A fault of this program: the worker crashes, which the page sees, and replaces it.
        Err(error) => wasm_bindgen::throw_str(&format!(
            "This worker was sent an unknown message: {error}."
        )),
    }
}

/// Whether a blocking request reaches the lab from here.
fn reaches_lab(handshake: &Handshake) -> bool {
    if handshake.computes {
        computing::warm_up();
    }
    let Some(ping) = &handshake.ping else {
        return false;
    };
    let answered = XmlHttpRequest::new().and_then(|request| {
        request.open_with_async("GET", ping, false)?;
        request.set_timeout(PING_TIMEOUT_MS);
        request.send()?;
        request.get_response_header(identity::HEADER)
    });
    let identity = answered.ok().flatten();
    identity.is_some_and(|text| LabIdentity::parse(&text).is_some())
}

fn run(job: Job) {
    let Job { exchange, units } = job;
    match exchange {
        None => finish(units, reply(ExchangeResult::Skipped)),
        Some(exchange) if exchange.is_blocking => finish(units, block_on(&exchange)),
        Some(exchange) => spawn_local(async move {
            finish(units, wait_for(&exchange).await);
        }),
    }
}

/// Sends what came of the exchange, and then of the computation.
fn finish(units: u32, reply: Reply) {
    let computes = units > 0 && reply.result.is_success();
    send(FromWorker::Ended(reply));
    if computes {
        let found = computing::compute_here(units).found;
        send(FromWorker::Computed(ComputeResult { at: now(), found }));
    }
}

/// An exchange that has ended now.
fn reply(result: ExchangeResult) -> Reply {
    Reply {
        ended: now(),
        result,
        times: None,
    }
}

/// One blocking request.
fn block_on(exchange: &Exchange) -> Reply {
    let sent = send_blocking(&exchange.url, XmlHttpRequestResponseType::Arraybuffer);
    let result = match sent.map(|(request, status)| read_blocking(&request, status)) {
        Ok(Ok(response)) => ExchangeResult::Response(response),
        Ok(Err(_)) | Err(NoResponse) => ExchangeResult::Failed(WorkerFailure::Unknown),
    };
    let mut reply = reply(result);
    reply.times = times_of(&exchange.url);
    if let ExchangeResult::Response(response) = &mut reply.result {
        // Its times contain when the head came; the request itself does not.
        let times = reply.times.as_ref();
        response.responded = times.and_then(RawTimes::response_start);
    }
    reply
}

fn read_blocking(request: &XmlHttpRequest, status: u16) -> Result<WorkerResponse, JsValue> {
    let body = Uint8Array::new(&request.response()?);
    let header = |name: &str| request.get_response_header(name).ok().flatten();
    Ok(WorkerResponse {
        status,
        bytes: body.byte_length().into(),
        first_bytes: Some(first_bytes(&body)),
        headers: headers_by(header),
        ..WorkerResponse::default()
    })
}

/// One request that is awaited; there is no other meanwhile.
async fn wait_for(exchange: &Exchange) -> Reply {
    let settled = JsFuture::from(send_request(&exchange.url, &RequestInit::new())).await;
    let response: Response = match settled.map_err(JsFailure::from) {
        Ok(response) => response.unchecked_into(),
        Err(JsFailure::Type) => return reply(ExchangeResult::Failed(WorkerFailure::Network)),
        Err(_) => return reply(ExchangeResult::Failed(WorkerFailure::Refused)),
    };
    let responded = Some(now());
    let body = read_body(&response, exchange.body_limit_bytes).await;
    let ended = now();
    let headers: Headers = response.headers();
    let header = |name: &str| headers.get(name).ok().flatten();
    Reply {
        ended,
        result: ExchangeResult::Response(WorkerResponse {
            status: response.status(),
            responded,
            headers: headers_by(header),
            redirected_to: response.redirected().then(|| response.url()),
            ..body
        }),
        times: times_soon(&exchange.url).await,
    }
}

/// What the browser measured of the exchange, as soon as it is there, which may be a
/// moment after the last byte.
async fn times_soon(url: &str) -> Option<RawTimes> {
    const MAX_TRIES: u32 = 20;
    for _ in 0..MAX_TRIES {
        let times = times_of(url);
        if times.is_some() {
            return times;
        }
        BrowserClock.sleep(Span::ZERO).await;
    }
    None
}

/// A response with what is known of its body.
async fn read_body(response: &Response, limit_bytes: u64) -> WorkerResponse {
    let mut body = WorkerResponse::default();
    let Some(reader) = body_reader(response) else {
        return body;
    };
    while body.bytes <= limit_bytes {
        match read_piece(&reader).await {
            Ok(Some(piece)) => {
                body.bytes += u64::from(piece.byte_length());
                body.first_bytes.get_or_insert_with(|| first_bytes(&piece));
            }
            Ok(None) => break,
            Err(_) => {
                body.is_broken = true;
                break;
            }
        }
    }
    if body.bytes > limit_bytes {
        // The rest would keep its connection; whether this ends well does not matter.
        let _ended = reader.cancel();
    }
    body
}

fn first_bytes(piece: &Uint8Array) -> Vec<u8> {
    piece.slice(0, MAX_KEPT_BYTES).to_vec()
}

fn headers_by(header: impl Fn(&str) -> Option<String>) -> Vec<(String, String)> {
    let names = KEPT_HEADERS.into_iter().chain([identity::HEADER]);
    names
        .filter_map(|name| Some((name.to_owned(), header(name)?)))
        .collect()
}

fn now() -> TimePoint {
    TimePoint::from_ms(performance_now())
}

/// What the browser measured of the exchange with this address.
fn times_of(url: &str) -> Option<RawTimes> {
    PERFORMANCE.with(|performance| {
        let entries = performance.get_entries_by_name(url);
        let entry: PerformanceResourceTiming = entries.pop().dyn_into().ok()?;
        // Or its buffer would be full before long.
        performance.clear_resource_timings();
        Some(raw_times(&entry))
    })
}
