//! Messages as browsers copy them from one thread to the other: an array of texts, one
//! `Float64Array` of numbers and one `Uint8Array` of bytes, distinguished by their types.

use js_sys::{Array, Float64Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};

use playground_core::workers::packet::Packet;

/// The packet for `postMessage`.
pub fn to_js(packet: &Packet) -> JsValue {
    let fields: Array = packet
        .texts
        .iter()
        .map(|text| JsValue::from(&**text))
        .collect();
    fields.push(&Float64Array::from(&*packet.numbers));
    if let Some(bytes) = &packet.bytes {
        fields.push(&Uint8Array::from(&**bytes));
    }
    fields.into()
}

/// The packet of a message's `data`. Fields of other types are left out; decoding then
/// says what is missing.
pub fn from_js(data: &JsValue) -> Packet {
    let mut packet = Packet::default();
    let Some(fields) = data.dyn_ref::<Array>() else {
        return packet;
    };
    for field in fields.iter() {
        if let Some(text) = field.as_string() {
            packet.texts.push(text);
        } else if let Some(numbers) = field.dyn_ref::<Float64Array>() {
            packet.numbers = numbers.to_vec();
        } else if let Some(bytes) = field.dyn_ref::<Uint8Array>() {
            packet.bytes = Some(bytes.to_vec());
        }
    }
    packet
}
