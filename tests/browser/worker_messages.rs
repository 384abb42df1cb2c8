//! Messages between the page and its workers, as the browser copies them.

use fetch_playground::browser::workers::message::{from_js, to_js};
use playground_core::workers::packet::Packet;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::js_sys::Array;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen]
extern "C" {
    /// Copies a value as `postMessage` does.
    #[wasm_bindgen(js_name = structuredClone)]
    fn structured_clone(value: &JsValue) -> JsValue;
}

#[wasm_bindgen_test]
fn a_packet_is_copied_whole() {
    for packet in [
        Packet::default(),
        Packet {
            numbers: vec![2.0, -0.5, 1e300],
            ..Packet::default()
        },
        Packet {
            numbers: vec![1.0],
            texts: vec![String::new(), "é".to_owned(), "1".to_owned()],
            bytes: Some(vec![0, 255, 7]),
        },
    ] {
        assert_eq!(from_js(&structured_clone(&to_js(&packet))), packet);
    }
}

#[wasm_bindgen_test]
fn a_value_that_is_no_message_is_an_empty_packet() {
    let numbers = Array::of1(&JsValue::from_f64(7.0));
    for value in [JsValue::NULL, JsValue::from_str("crash"), numbers.into()] {
        assert_eq!(from_js(&value), Packet::default(), "{value:?}");
    }
}
