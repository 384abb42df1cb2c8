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

/// Saves a text as a file of this name, where the browser saves downloads. `None` where
/// it does not allow that.
pub fn save(name: &str, text: &str) -> Option<()> {
    /// Some browsers read the text only after asking where to save it.
    const REVOKED_AFTER_MS: u32 = 60_000;
    let parts = Array::of1(&JsValue::from_str(text));
    let blob = Blob::new_with_str_sequence(&parts).ok()?;
    let url = Url::create_object_url_with_blob(&blob).ok()?;
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
