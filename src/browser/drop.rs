//! Files that are dropped on the page.

use wasm_bindgen_futures::JsFuture;
use web_sys::{DragEvent, File};

/// The first file that was dropped; `None` where it was text, which a field takes
/// by itself.
pub fn file_in(event: &DragEvent) -> Option<File> {
    let file = event.data_transfer()?.files()?.get(0)?;
    // Or the browser would leave the page and open it.
    event.prevent_default();
    Some(file)
}

/// What is in the file; `None` where the browser cannot read it.
pub async fn text_of(file: File) -> Option<String> {
    JsFuture::from(file.text()).await.ok()?.as_string()
}
