//! A response's body as a stream.

use js_sys::Uint8Array;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{ReadableStreamDefaultReader, ReadableStreamReadResult, Response};

use playground_engine::ports::BodyBroken;

/// The reader of a response's body; `None` for a response without one.
pub fn body_reader(response: &Response) -> Option<ReadableStreamDefaultReader> {
    response.body()?.get_reader().dyn_into().ok()
}

/// The next piece of a body; `None` at its end.
///
/// # Errors
/// The body broke off.
pub async fn read_piece(
    reader: &ReadableStreamDefaultReader,
) -> Result<Option<Uint8Array>, BodyBroken> {
    let read = JsFuture::from(reader.read()).await;
    let result: ReadableStreamReadResult = read.map_err(|_| BodyBroken)?.unchecked_into();
    if result.get_done() == Some(true) {
        return Ok(None);
    }
    let piece = result.get_value().dyn_into();
    piece.map(Some).map_err(|_| BodyBroken)
}
