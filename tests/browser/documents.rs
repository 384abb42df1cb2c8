//! Documents as the console gives them: objects, texts, and what is neither.

use fetch_playground::browser::document::documents::{parse, read, to_object};
use fetch_playground::browser::document::urls::BrowserUrls;
use playground_core::documents::document_error::DocumentError;
use playground_core::documents::experiment;
use playground_core::experiment::Experiment;
use serde_json::json;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

fn evaluated(script: &str) -> JsValue {
    js_sys::eval(script).expect("the test's script")
}

fn refused(text: &str) -> String {
    parse(text).expect_err("it is refused").to_string()
}

#[wasm_bindgen_test]
fn every_kind_of_value_is_read_as_it_is_written() {
    let text = r#"{"a": [1, -2.5, 1e2, true, null, "ü \"x\""], "b": {"c": {}}, "d": []}"#;
    let value = json!({"a": [1, -2.5, 100, true, null, "ü \"x\""], "b": {"c": {}}, "d": []});
    assert_eq!(parse(text), Ok(value.clone()));
    assert_eq!(read(&JsValue::from_str(text)), Ok(value.clone()));
    assert_eq!(read(&evaluated(&format!("({text})"))), Ok(value));
}

#[wasm_bindgen_test]
fn whole_numbers_stay_whole_up_to_the_largest_seed() {
    for number in ["0", "42", "9007199254740991", "9007199254740992", "-7"] {
        assert_eq!(
            parse(number).map(|value| value.to_string()),
            Ok(number.to_owned())
        );
    }
    assert_eq!(parse("0.1"), Ok(json!(0.1)));
    assert_eq!(parse("1e300"), Ok(json!(1e300)));
    assert_eq!(parse("1e999"), Ok(json!("beyond all numbers")));
}

#[wasm_bindgen_test]
fn an_experiment_is_read_as_it_was_written() {
    let experiment = Experiment::default();
    let object = to_object(&experiment::to_json(&experiment));
    let back = read(&object).and_then(|it| experiment::read(it, &BrowserUrls::new()));
    assert_eq!(back, Ok(experiment));
}

#[wasm_bindgen_test]
fn a_truncated_or_foreign_text_is_refused_with_a_reason() {
    let whole = r#"{"version": 1, "workload": {"requests": 5}}"#;
    let cut = [1, whole.len() / 2, whole.len() - 1].map(|length| &whole[..length]);
    for text in cut
        .into_iter()
        .chain(["", "requests: 5", "<!doctype html>", "{} {}"])
    {
        let words = refused(text);
        assert!(
            words.starts_with("This is not a JSON document ("),
            "{words}"
        );
        assert!(!words.contains("Error"), "a raw exception: {words}");
        assert!(words.ends_with("Check that it is complete."), "{words}");
    }
}

#[wasm_bindgen_test]
fn a_value_without_json_is_refused() {
    let circle = "(() => { const a = {}; a.a = a; return a; })()";
    for script in ["undefined", "() => {}", "Symbol()", "10n", circle] {
        let refusal = read(&evaluated(script)).expect_err(script);
        assert!(
            matches!(refusal, DocumentError::NotJson(_)),
            "{script}: {refusal}"
        );
    }
}

#[wasm_bindgen_test]
fn endless_nesting_is_refused() {
    let deep = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    assert!(parse(&deep(30)).is_ok());
    for depth in [40, 100_000] {
        assert!(refused(&deep(depth)).contains("nested too deep"));
    }
}
