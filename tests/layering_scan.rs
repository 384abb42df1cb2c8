//! The scanner behind the rules of the house: fed with what it must find and
//! with what it must let pass.

use support::house_rules::{assert_clean, assert_found, offences};
use support::source_scan::tokens;

mod support;

#[test]
fn a_crate_or_a_keyword_on_the_wrong_floor_is_found() {
    let cases = [
        ("src/model/run.rs", "async fn f() {}", "async"),
        ("src/lab/state.rs", "fn f() { g().await }", "await"),
        (
            "src/timeline/rows.rs",
            "use futures::future::join_all;",
            "futures",
        ),
        ("src/export/report.rs", "use tokio::sync::Notify;", "tokio"),
        (
            "src/model/run.rs",
            "use wasm_bindgen::JsValue;",
            "wasm_bindgen",
        ),
        ("src/model/run.rs", "use leptos::prelude::*;", "leptos"),
        (
            "src/engine/lane.rs",
            "use gloo_timers::future::sleep;",
            "gloo_timers",
        ),
        (
            "src/engine/lane.rs",
            "use wasm_bindgen::JsCast;",
            "wasm_bindgen",
        ),
        ("src/engine/lane.rs", "use leptos::prelude::*;", "leptos"),
        ("src/state/store.rs", "use web_sys::window;", "web_sys"),
        (
            "src/state/store.rs",
            "use wasm_bindgen::JsCast;",
            "wasm_bindgen",
        ),
        ("src/view/app.rs", "fn f(x: js_sys::Object) {}", "js_sys"),
        ("src/view/app.rs", "use leptos::web_sys;", "web_sys"),
        ("src/main.rs", "use web_sys::window;", "web_sys"),
        ("src/browser/fetch.rs", "use leptos::prelude::*;", "leptos"),
    ];
    for (path, source, what) in cases {
        assert_found(path, source, &format!("may not name {what}"));
    }
    assert_clean(
        "src/engine/lane.rs",
        "use futures::future::join_all; async fn f() {}",
    );
    assert_clean(
        "src/browser/fetch.rs",
        "use web_sys::Request; use wasm_bindgen::JsCast;",
    );
    assert_clean(
        "src/bin/worker.rs",
        "use wasm_bindgen::prelude::wasm_bindgen;",
    );
}

#[test]
fn an_export_outside_the_entries_is_found_and_an_import_is_not() {
    let export = "#[wasm_bindgen(js_name = run)]\n#[must_use]\npub fn run() {}";
    let import = "#[wasm_bindgen]\nunsafe extern \"C\" {\n    #[wasm_bindgen(js_name = fetch)]\n    \
                  fn fetch(x: &str) -> JsValue;\n}\n";
    let what = "exports live in the entries";
    assert_found("src/browser/fetch.rs", export, what);
    assert_found("src/browser/fetch.rs", &format!("{import}{export}"), what);
    assert_found(
        "src/browser/fetch.rs",
        "#[wasm_bindgen]\npub struct Page;",
        what,
    );
    assert_clean("src/browser/fetch.rs", import);
    assert_clean("src/browser/fetch.rs", &import.replace("unsafe ", ""));
    assert_clean("src/main.rs", export);
    assert_clean("src/bin/worker.rs", export);
}

#[test]
fn what_unwraps_is_found() {
    let what = "does not unwrap";
    assert_found("src/view/app.rs", "fn f() { g().unwrap(); }", what);
    assert_found(
        "src/model/run.rs",
        "fn f() { g()\n        .expect(\"it is there\"); }",
        what,
    );
    assert_clean(
        "src/model/run.rs",
        "fn f() { g().unwrap_or(0); h().unwrap_or_default() }",
    );
    assert_clean(
        "src/model/run.rs",
        "#[expect(dead_code, reason = \"soon\")] fn f() {}",
    );
}

#[test]
fn a_bare_mark_is_found_and_one_that_names_its_issue_is_not() {
    let what = "a bare mark";
    assert_found("src/view/app.rs", "// TODO: later", what);
    assert_found("src/view/app.rs", "fn f() {} // FIXME", what);
    assert_found(
        "src/view/app.rs",
        "fn f() { todo!() }",
        "what is not built is not there",
    );
    assert_clean("src/view/app.rs", "// TODO(#12): later");
}

#[test]
fn a_file_of_more_than_300_lines_or_in_an_unknown_place_is_found() {
    let lines = |count: usize| "fn f() {}\n".repeat(count);
    assert_clean("src/view/app.rs", &lines(300));
    assert_found("src/view/app.rs", &lines(301), "too long");
    assert_found(
        "src/utils/misc.rs",
        "fn f() {}",
        "the design knows no such place",
    );
}

#[test]
fn offences_are_told_with_their_line() {
    let source = "//! Words.\n\nuse super::units::Span;\nuse crate::view::app::App;\n";
    assert_eq!(
        offences("src/model/run.rs", source),
        ["src/model/run.rs:4: Model may not use crate::view"]
    );
}

#[test]
fn sources_come_apart_into_names_and_signs() {
    let source = "let c = '\\''; let s = b\"\\\"x\"; x::<'a>(r\"\\\") // end";
    let texts: Vec<_> = tokens(source).into_iter().map(|token| token.text).collect();
    let expected = "let c = ; let s = ; x :: < > ( )";
    assert_eq!(texts.join(" "), expected);
}
