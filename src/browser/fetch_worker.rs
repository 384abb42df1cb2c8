//! The worker's side: takes one job after the other, and its thread waits for each.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::{Closure, wasm_bindgen};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    DedicatedWorkerGlobalScope, Headers, MessageEvent, PerformanceResourceTiming, RequestInit,
    Response, XmlHttpRequest, XmlHttpRequestResponseType,
};

use super::answers::{FIRST_BYTES, HEADERS};
use super::body::{read_piece, reader_of};
use super::clock::{BrowserClock, PERFORMANCE, performance_now, time_origin};
use super::computing;
use super::errors::JsFailure;
use super::fetch::{retry_after_of, send};
use super::resource_timing::RawTimes;
use super::worker_message::{Answer, CRASH, ComputeResult, Handshake, Job, Reply, ReplyKind};
use playground_core::lab::identity::{self, LabIdentity};
use playground_core::units::{Span, TimePoint};
use playground_engine::ports::Clock;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(thread_local_v2, js_name = self)]
    static WORKER: DedicatedWorkerGlobalScope;
}

/// How long a lab may take to answer when it is tried out.
const PATIENCE_MS: u32 = 5_000;

/// Listens to the page from now on, and says that it does.
pub fn start() {
    let listener = Closure::<dyn Fn(MessageEvent)>::new(|event: MessageEvent| {
        take(&event.data());
    });
    WORKER.with(|worker| worker.set_onmessage(Some(listener.as_ref().unchecked_ref())));
    listener.forget();
    tell(&JsValue::NULL);
}

fn tell(message: &JsValue) {
    // It fails only for what cannot be copied; numbers, texts and bytes can.
    let _told = WORKER.with(|worker| worker.post_message(message));
}

fn take(message: &JsValue) {
    if let Some(job) = Job::read(message) {
        if job.is_blocking || job.url.is_empty() {
            finish(&job, block_on(&job));
        } else {
            spawn_local(async move {
                let reply = wait_for(&job).await;
                finish(&job, reply);
            });
        }
    } else if let Some(greeting) = Handshake::read(message) {
        let answer = Answer {
            reaches_lab: reaches_lab(&greeting),
            time_origin: time_origin(),
            now: performance_now(),
        };
        tell(&answer.to_js());
    } else if message.as_string().as_deref() == Some(CRASH) {
        // As a fault in this program would.
        wasm_bindgen::throw_str("This worker was told to crash.");
    }
}

/// Whether a blocking request reaches the lab from here.
fn reaches_lab(greeting: &Handshake) -> bool {
    if greeting.computes {
        computing::warm_up();
    }
    if greeting.ping.is_empty() {
        return false;
    }
    let answered = XmlHttpRequest::new().and_then(|request| {
        request.open_with_async("GET", &greeting.ping, false)?;
        request.set_timeout(PATIENCE_MS);
        request.send()?;
        request.get_response_header(identity::HEADER)
    });
    let identity = answered.ok().flatten();
    identity.is_some_and(|text| LabIdentity::parse(&text).is_some())
}

/// Tells what came of the exchange, and then of the computation.
fn finish(job: &Job, reply: Reply) {
    let succeeded = reply.kind == ReplyKind::Whole && reply.status < 400;
    tell(&reply.to_js());
    if succeeded && job.units > 0 {
        let found = computing::compute_here(job.units).found;
        tell(&ComputeResult { at: now(), found }.to_js());
    }
}

/// One blocking request; none where there is no address.
fn block_on(job: &Job) -> Reply {
    if job.url.is_empty() {
        return ended(ReplyKind::Whole);
    }
    let sent = XmlHttpRequest::new().and_then(|request| {
        request.open_with_async("GET", &job.url, false)?;
        request.set_response_type(XmlHttpRequestResponseType::Arraybuffer);
        request.send()?;
        read_blocking(&request)
    });
    let times = times_of(&job.url);
    Reply {
        // Its own times tell when the head came; the request itself does not.
        responded: times.as_ref().and_then(RawTimes::response_start),
        times,
        ..sent.unwrap_or_else(|_| ended(ReplyKind::Untold))
    }
}

fn read_blocking(request: &XmlHttpRequest) -> Result<Reply, JsValue> {
    let mut reply = ended(ReplyKind::Whole);
    let body = Uint8Array::new(&request.response()?);
    reply.status = request.status()?;
    reply.bytes = body.byte_length().into();
    reply.first_bytes = Some(body.slice(0, FIRST_BYTES));
    let header = |name: &str| request.get_response_header(name).ok().flatten();
    reply.headers = headers_by(header);
    reply.retry_after = header("retry-after").and_then(|value| retry_after_of(&value));
    Ok(reply)
}

/// One request that is awaited, as no other is meanwhile.
async fn wait_for(job: &Job) -> Reply {
    let settled = JsFuture::from(send(&job.url, &RequestInit::new())).await;
    let response: Response = match settled.map_err(JsFailure::from) {
        Ok(response) => response.unchecked_into(),
        Err(JsFailure::Type) => return ended(ReplyKind::Failed),
        Err(_) => return ended(ReplyKind::Refused),
    };
    let responded = Some(now());
    let mut reply = read_body(job, &response).await;
    let headers: Headers = response.headers();
    let header = |name: &str| headers.get(name).ok().flatten();
    reply.status = response.status();
    reply.headers = headers_by(header);
    reply.retry_after = header("retry-after").and_then(|value| retry_after_of(&value));
    reply.redirected_to = response.redirected().then(|| response.url());
    Reply {
        responded,
        times: times_soon(&job.url).await,
        ..reply
    }
}

/// What the browser tells of the exchange, once it does; it may take a moment longer
/// than the last byte.
async fn times_soon(url: &str) -> Option<RawTimes> {
    for _ in 0..20 {
        let times = times_of(url);
        if times.is_some() {
            return times;
        }
        BrowserClock.sleep(Span::ZERO).await;
    }
    None
}

async fn read_body(job: &Job, response: &Response) -> Reply {
    let (mut bytes, mut first_bytes) = (0, None);
    let mut kind = ReplyKind::Whole;
    if let Some(reader) = reader_of(response) {
        while bytes <= job.body_limit {
            match read_piece(&reader).await {
                Ok(Some(piece)) => {
                    bytes += u64::from(piece.byte_length());
                    first_bytes = first_bytes.or_else(|| Some(piece.slice(0, FIRST_BYTES)));
                }
                Ok(None) => break,
                Err(_) => {
                    kind = ReplyKind::BodyBroken;
                    break;
                }
            }
        }
        if bytes > job.body_limit {
            // What is left would keep its connection; whether that ends well is nobody's
            // concern.
            let _ended = reader.cancel();
        }
    }
    Reply {
        bytes,
        first_bytes,
        ..ended(kind)
    }
}

/// A reply of which nothing more is known than that it has ended now.
fn ended(kind: ReplyKind) -> Reply {
    Reply {
        kind,
        status: 0,
        responded: None,
        ended: now(),
        bytes: 0,
        retry_after: None,
        headers: Array::new(),
        first_bytes: None,
        redirected_to: None,
        times: None,
    }
}

fn headers_by(header: impl Fn(&str) -> Option<String>) -> Array {
    let names = HEADERS.into_iter().chain([identity::HEADER]);
    let pairs = names.filter_map(|name| Some([name.to_owned(), header(name)?]));
    pairs.flatten().map(JsValue::from).collect()
}

fn now() -> TimePoint {
    TimePoint::from_ms(performance_now())
}

/// What the browser tells of the exchange with this address.
fn times_of(url: &str) -> Option<RawTimes> {
    PERFORMANCE.with(|performance| {
        let entries = performance.get_entries_by_name(url);
        let entry: PerformanceResourceTiming = entries.pop().dyn_into().ok()?;
        // Or its buffer would be full before long.
        performance.clear_resource_timings();
        Some(RawTimes::of(&entry))
    })
}
