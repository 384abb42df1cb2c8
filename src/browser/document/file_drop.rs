//! Files that are dropped on the page.

use js_sys::Uint8Array;
use wasm_bindgen_futures::JsFuture;
pub use web_sys::File;
use web_sys::{DragEvent, TextDecoder};

use playground_core::documents::text_encoding::TextEncoding;

/// Lets a file be dropped here: without this, only text can.
pub fn allow(event: &DragEvent) {
    event.prevent_default();
}

/// The first file that was dropped; `None` where it was text, which a field takes
/// by itself.
pub fn file_in(event: &DragEvent) -> Option<File> {
    let file = event.data_transfer()?.files()?.get(0)?;
    // Or the browser would leave the page and open it.
    event.prevent_default();
    Some(file)
}

/// The file's text; `None` where the browser cannot read it, or it is longer than
/// `max_bytes`: reading it might take all the memory.
pub async fn text_of(file: File, max_bytes: f64) -> Option<String> {
    if file.size() > max_bytes {
        return None;
    }
    // Not `file.text()`, which in some browsers reads everything as UTF-8.
    let buffer = JsFuture::from(file.array_buffer()).await.ok()?;
    let bytes = Uint8Array::new(&buffer);
    // Of a shorter file, what is missing is 0.
    let encoding = TextEncoding::from_start([bytes.get_index(0), bytes.get_index(1)]);
    let decoder = TextDecoder::new_with_label(encoding.label()).ok()?;
    decoder.decode_with_buffer_source(&bytes).ok()
}
