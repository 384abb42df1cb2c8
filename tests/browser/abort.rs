//! The abort guard: dropped while armed, it ends the fetch; disarmed, it does nothing.

use fetch_playground::browser::errors::JsFailure;
use fetch_playground::browser::fetch::abort::AbortGuard;
use fetch_playground::browser::fetch::target::Target;
use fetch_playground::browser::http::send::send;
use fetch_playground::browser::timing::turns::next_turn;
use futures::FutureExt;
use playground_engine::ports::Body;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_futures::js_sys::Promise;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{ReadableStreamDefaultReader, RequestInit, Response};

use super::page::{address_of_bytes, was_aborted, was_asked};
use super::scripted_lab::{KEY, fetch_from, lab, read, respond};

fn guard() -> AbortGuard {
    AbortGuard::new(Some((Target::Lab(lab("whole")), KEY))).expect("the browser can abort")
}

fn guarded_fetch(guard: &AbortGuard, length: u32) -> Promise {
    let init = RequestInit::new();
    init.set_signal(Some(&guard.signal()));
    send(&address_of_bytes(length), &init)
}

async fn failure_of(promise: Promise) -> Option<JsFailure> {
    let settled: Result<JsValue, JsValue> = JsFuture::from(promise).await;
    settled.err().map(JsFailure::from)
}

#[wasm_bindgen_test]
async fn dropping_the_guard_aborts_a_real_fetch() {
    let guard = guard();
    let answer = guarded_fetch(&guard, 1_000);
    drop(guard);
    assert_eq!(failure_of(answer).await, Some(JsFailure::Aborted));
}

#[wasm_bindgen_test]
async fn a_disarmed_guard_leaves_the_fetch_alone() {
    let mut guard = guard();
    let signal = guard.signal();
    let answer = guarded_fetch(&guard, 1_000);
    guard.disarm();
    drop(guard);
    assert!(!signal.aborted());
    assert_eq!(failure_of(answer).await, None);
}

#[wasm_bindgen_test]
async fn dropping_the_guard_in_the_middle_of_a_real_body_breaks_it_off() {
    let guard = guard();
    // More than any browser keeps between its processes.
    let response: Response = JsFuture::from(guarded_fetch(&guard, 50_000_000))
        .await
        .expect("the address is good")
        .unchecked_into();
    let body = response.body().expect("a body");
    let reader: ReadableStreamDefaultReader = body.get_reader().unchecked_into();
    assert_eq!(failure_of(reader.read()).await, None);
    drop(guard);
    assert_eq!(failure_of(reader.read()).await, Some(JsFailure::Aborted));
}

#[wasm_bindgen_test]
async fn dropping_a_waiting_fetch_aborts_it() {
    let mut waiting = Box::pin(fetch_from(lab("stuckHead")));
    assert!(waiting.as_mut().now_or_never().is_none());
    next_turn().await;
    assert!(was_asked("stuckHead"));
    assert!(!was_aborted("stuckHead"));
    drop(waiting);
    assert!(was_aborted("stuckHead"));
}

/// It is sent once the code that runs now has ended.
#[wasm_bindgen_test]
async fn a_fetch_that_is_dropped_at_once_is_aborted_when_it_is_sent() {
    let mut waiting = Box::pin(fetch_from(lab("unsent")));
    assert!(waiting.as_mut().now_or_never().is_none());
    assert!(!was_asked("unsent"));
    drop(waiting);
    next_turn().await;
    assert!(was_aborted("unsent"));
}

#[wasm_bindgen_test]
async fn dropping_a_body_that_is_still_coming_aborts_its_fetch() {
    let mut body = respond("stuckBody").await.body;
    assert_eq!(body.next_chunk().await, Ok(Some(4)));
    let mut more = Box::pin(body.next_chunk());
    assert!(more.as_mut().now_or_never().is_none());
    drop(more);
    assert!(!was_aborted("stuckBody"));
    drop(body);
    assert!(was_aborted("stuckBody"));
}

#[wasm_bindgen_test]
async fn an_exchange_that_has_ended_is_not_aborted() {
    for how in ["whole", "empty", "bodiless", "broken"] {
        let mut body = respond(how).await.body;
        read(&mut body).await.1.ok();
        drop(body);
        assert!(!was_aborted(how), "{how}");
    }
}
