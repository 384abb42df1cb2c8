//! Files that are chosen in a field, and files that are saved.

use gloo_timers::callback::Timeout;
use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, Event, File, HtmlElement, HtmlInputElement, Url};

use super::page;

/// The file that was chosen. The field is cleared, so that the same one can be chosen
/// again.
pub fn chosen(event: &Event) -> Option<File> {
    let field: HtmlInputElement = event.target()?.dyn_into().ok()?;
    let file = field.files()?.get(0);
    field.set_value("");
    file
}

/// A file that is written piece by piece. The browser may keep it outside the page's memory.
#[derive(Default)]
pub struct FileWriter {
    pieces: Array,
}

impl FileWriter {
    /// Adds a piece; `None` where the browser does not take it.
    pub fn write(&self, text: &str) -> Option<()> {
        let text = Array::of1(&JsValue::from_str(text));
        self.pieces
            .push(Blob::new_with_str_sequence(&text).ok()?.as_ref());
        Some(())
    }

    /// Saves it as a file of this name, where the browser saves downloads. `None` where it does
    /// not allow that.
    pub fn save(self, name: &str) -> Option<()> {
        save(name, &Blob::new_with_blob_sequence(&self.pieces).ok()?)
    }
}

fn save(name: &str, blob: &Blob) -> Option<()> {
    /// Some browsers read the file only after asking where to save it.
    const REVOKED_AFTER_MS: u32 = 60_000;
    let url = Url::create_object_url_with_blob(blob).ok()?;
    let link = page::document()?.create_element("a").ok()?;
    link.set_attribute("href", &url).ok()?;
    link.set_attribute("download", name).ok()?;
    link.dyn_into::<HtmlElement>().ok()?.click();
    let revoke = Timeout::new(REVOKED_AFTER_MS, move || {
        // It fails only for what is no address.
        let _revoked = Url::revoke_object_url(&url);
    });
    revoke.forget();
    Some(())
}
