//! Whatever is thrown becomes a type.

use fetch_playground::browser::errors::JsFailure;
use fetch_playground::browser::http::send::send;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_futures::js_sys::{Function, Promise};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::RequestInit;

use super::page::address_of_bytes;

/// Nothing listens on this port, and browsers do not forbid it.
const REFUSED: &str = "http://127.0.0.1:2/";

/// What this piece of JavaScript throws, or rejects with.
async fn thrown_by(script: &str) -> JsFailure {
    let run = Function::new_no_args(&format!("return (async () => {{ {script} }})();"));
    let promise: Promise = run
        .call0(&JsValue::UNDEFINED)
        .expect("an async function does not throw, it rejects")
        .into();
    let rejected = JsFuture::from(promise).await.expect_err("it throws");
    JsFailure::from(rejected)
}

fn other(description: &str) -> JsFailure {
    JsFailure::Other(description.to_owned())
}

#[wasm_bindgen_test]
async fn an_aborted_fetch_is_aborted() {
    let aborted = "const abort = new AbortController();
        const answer = fetch(location.href, {signal: abort.signal});
        abort.abort();
        await answer;";
    assert_eq!(thrown_by(aborted).await, JsFailure::Aborted);
}

#[wasm_bindgen_test]
async fn a_timeout_is_not_an_abort() {
    let timed_out = "const signal = AbortSignal.timeout(0);
        if (!signal.aborted) await new Promise(done => signal.addEventListener('abort', done));
        await fetch(location.href, {signal});";
    let failure = thrown_by(timed_out).await;
    let is_timeout = matches!(&failure, JsFailure::Other(text) if text.starts_with("TimeoutError"));
    assert!(is_timeout, "{failure:?}");
}

#[wasm_bindgen_test]
async fn a_refused_connection_is_a_type_error() {
    let refused = JsFuture::from(send(REFUSED, &RequestInit::new())).await;
    let refused = refused.expect_err("nothing listens there");
    assert_eq!(JsFailure::from(refused), JsFailure::Type);
    assert_eq!(thrown_by("null.field").await, JsFailure::Type);
}

#[wasm_bindgen_test]
async fn a_full_storage_is_distinguished_from_a_forbidden_one() {
    let full = "localStorage.setItem('large', 'x'.repeat(20_000_000));";
    assert_eq!(thrown_by(full).await, JsFailure::QuotaExceeded);
    let forbidden = "history.pushState(null, '', 'https://elsewhere.invalid/');";
    assert_eq!(thrown_by(forbidden).await, JsFailure::Forbidden);
}

#[wasm_bindgen_test]
async fn other_exceptions_keep_their_name_and_message() {
    let exception = thrown_by("throw new DOMException('gone', 'NotFoundError');").await;
    assert_eq!(exception, other("NotFoundError: gone"));
    let error = thrown_by("throw new RangeError('too far');").await;
    assert_eq!(error, other("RangeError: too far"));
    let unnamed = thrown_by("throw new Error();").await;
    assert_eq!(unnamed, other("Error"));
}

#[wasm_bindgen_test]
async fn a_thrown_value_that_is_no_error_is_described_too() {
    assert_eq!(
        thrown_by("throw 'plain words';").await,
        other("plain words")
    );
    for thrown in [
        "7",
        "undefined",
        "null",
        "true",
        "7n",
        "{}",
        "[]",
        "Symbol()",
        "() => {}",
        "NaN",
        "Object.create(null)",
        "new Proxy({}, {})",
    ] {
        let failure = thrown_by(&format!("throw {thrown};")).await;
        assert_eq!(failure, other("not an error"), "{thrown}");
    }
}

#[wasm_bindgen_test]
async fn an_error_of_another_window_is_described() {
    let foreign = "const frame = document.createElement('iframe');
        document.body.append(frame);
        const {TypeError} = frame.contentWindow;
        throw new TypeError('from elsewhere');";
    let failure = thrown_by(foreign).await;
    assert!(matches!(failure, JsFailure::Other(_)), "{failure:?}");
}

#[wasm_bindgen_test]
async fn a_fetch_that_succeeds_throws_nothing() {
    let sent = send(&address_of_bytes(9), &RequestInit::new());
    assert!(JsFuture::from(sent).await.is_ok());
}
