//! Files that are dropped on the page.

use wasm_bindgen_futures::JsFuture;
use web_sys::DragEvent;
pub use web_sys::File;

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
    JsFuture::from(file.text()).await.ok()?.as_string()
}
