//! The engine's fetch, by the browser's: what is sent, and what comes of it.

use std::rc::Rc;

use fetch_playground::browser::fetch::responses::Responses;
use fetch_playground::browser::fetch::target::Target;
use playground_core::experiment::plan::Plan;
use playground_core::experiment::workload::Workload;
use playground_core::lab::address::{LabCall, LabRequest};
use playground_core::run::outcome::NetworkCause;
use playground_core::session::response_detail::MAX_RESPONSES;
use playground_core::units::{RequestIndex, Span};
use wasm_bindgen_futures::js_sys::Uint8Array;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::Headers;

use super::page::{cache_of, credentials_of, url_of};
use super::scripted_lab::{
    BrowserResponse, KEY, fetch_from, fetch_keeping, lab, lab_at, read, respond,
};

fn status(response: &BrowserResponse) -> u16 {
    response.head.expect("a head").status
}

#[wasm_bindgen_test]
async fn the_address_asks_for_what_is_planned() {
    respond("whole").await;
    let plan = Plan::new(Workload::default());
    let call = LabCall::Work(LabRequest::from_plan(KEY, &plan));
    let url = url_of("whole");
    assert_eq!(url, format!("https://scripted.invalid/whole/lab/{call}"));
    let (_, call_sent) = url.split_once("/lab/").expect("the lab's folder");
    assert_eq!(LabCall::parse(call_sent), Ok(call));
}

#[wasm_bindgen_test]
async fn no_cookies_are_sent_and_no_cache_is_used() {
    respond("empty").await;
    assert_eq!(credentials_of("empty"), "omit");
    assert_eq!(cache_of("empty"), "no-store");
}

#[wasm_bindgen_test]
async fn status_and_retry_after_are_taken_from_the_head() {
    let busy = respond("busy").await;
    assert_eq!(status(&busy), 429);
    assert_eq!(busy.retry_after, Some(Span::from_ms(2_000.0)));
    // A browser's own parser takes this for a date.
    let fraction = respond("busyForAFraction").await;
    assert_eq!(fraction.retry_after, Some(Span::from_ms(3_000.0)));
    let until_a_date = respond("busyUntilADate").await;
    assert_eq!(
        (status(&until_a_date), until_a_date.retry_after),
        (503, Some(Span::ZERO))
    );
    let whole = respond("whole").await;
    assert_eq!((status(&whole), whole.retry_after), (200, None));
}

#[wasm_bindgen_test]
async fn a_response_without_the_labs_header_is_not_the_labs() {
    let scripted = fetch_from(lab("someoneElse")).await;
    assert_eq!(scripted.err(), Some(NetworkCause::NotTheLab));
    // The server of these tests answers too, and is no lab either.
    let origin = web_sys::window().expect("a window").origin();
    let real = fetch_from(lab_at(&format!("{origin}/"))).await;
    assert_eq!(real.err(), Some(NetworkCause::NotTheLab));
}

#[wasm_bindgen_test]
async fn a_lab_without_a_server_is_unreachable() {
    let refused = fetch_from(lab_at("http://127.0.0.1:2/")).await;
    assert_eq!(refused.err(), Some(NetworkCause::Unreachable));
}

#[wasm_bindgen_test]
async fn a_result_that_is_no_response_is_refused() {
    let number = fetch_from(lab("aNumber")).await;
    assert_eq!(number.err(), Some(NetworkCause::Refused));
}

#[wasm_bindgen_test]
async fn any_response_of_a_users_own_url_is_accepted() {
    let urls =
        |how: &str| Target::Urls(Rc::new(vec![format!("https://scripted.invalid/{how}/it")]));
    let responses = Rc::new(Responses::default());
    let response = fetch_keeping(urls("someoneElse"), &responses).await;
    let mut body = response.expect("an answer").body;
    // What tells two requests for one address apart is behind the #, and never sent.
    let address = "https://scripted.invalid/someoneElse/it#run=7&request=0&attempt=1";
    assert_eq!(url_of("someoneElse"), address);
    assert_eq!(urls("someoneElse").key_of(address), Some(KEY));
    read(&mut body).await.1.expect("a whole body");
    let kept = responses.detail(KEY.request).expect("it is kept");
    assert_eq!(kept.text, "<!doctype html>");
    let refused = fetch_keeping(
        Target::Urls(Rc::new(vec!["http://127.0.0.1:2/".to_owned()])),
        &responses,
    );
    assert_eq!(refused.await.err(), Some(NetworkCause::NetworkOrCors));
}

#[wasm_bindgen_test]
async fn the_beginning_of_the_first_responses_is_kept() {
    let responses = Responses::default();
    let keep = |index| {
        let headers = Headers::new().expect("headers");
        headers.set("server-timing", "lab;dur=7").expect("a header");
        responses.keep(RequestIndex(index), headers, None);
        responses.keep_bytes(RequestIndex(index), &Uint8Array::new_with_length(100_000));
    };
    keep(0);
    keep(MAX_RESPONSES);
    let first = responses.detail(RequestIndex(0)).expect("it is kept");
    assert_eq!(first.headers, [("server-timing", "lab;dur=7".to_owned())]);
    assert_eq!(first.text.len(), 512);
    assert_eq!(responses.detail(RequestIndex(MAX_RESPONSES)), None);
    assert_eq!(responses.detail(RequestIndex(1)), None);
}

#[wasm_bindgen_test]
async fn a_retry_after_date_is_waited_for() {
    let in_a_while = respond("busyForAWhile").await.retry_after.expect("a wait");
    assert!(
        in_a_while.ms() > 20_000.0 && in_a_while.ms() <= 30_000.0,
        "{in_a_while:?}"
    );
}
