//! Files that are dropped on the page.

use js_sys::Uint8Array;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen_futures::JsFuture;
pub use web_sys::File;
use web_sys::{DragEvent, Element, Event, TextDecoder};

use super::{keys, page};
use playground_core::documents::text_encoding::TextEncoding;
use playground_core::session::file_drag::{Drag, DragHandler};
use playground_core::session::keys::KeyTarget;

/// Calls back with each file that is dropped on the page, for as long as it lives. While a file
/// is dragged over it, the root has an attribute, by which the style sheet shows that.
pub fn on_files(take: impl Fn(File) + 'static) {
    let Some(window) = page::window() else {
        return;
    };
    let listener = Closure::<dyn Fn(Event)>::new(move |event: Event| {
        let event: DragEvent = event.unchecked_into();
        let kind = event.type_();
        if kind == "dragleave" {
            // Otherwise it goes on to another element.
            if event.related_target().is_none() {
                page::show_drag(false);
            }
            return;
        }
        let handler = drag(&event).handler();
        page::show_drag(kind == "dragover" && handler == DragHandler::Page);
        if handler == DragHandler::Other {
            return;
        }
        // Or the browser would leave the page and open it.
        event.prevent_default();
        if handler == DragHandler::Nothing
            && let Some(data) = event.data_transfer()
        {
            data.set_drop_effect("none");
        } else if kind == "drop"
            && let Some(file) = file_in(&event)
        {
            take(file);
        }
    });
    for kind in ["dragover", "dragleave", "drop"] {
        // Adding a listener to the window cannot fail.
        let _added =
            window.add_event_listener_with_callback(kind, listener.as_ref().unchecked_ref());
    }
    // It listens for as long as the page lives.
    listener.forget();
}

fn drag(event: &DragEvent) -> Drag {
    let target = event.target();
    let element = target.and_then(|target| target.dyn_into::<Element>().ok());
    Drag {
        has_files: has_files(event),
        is_over_field: element.is_some_and(|element| keys::target(&element) == KeyTarget::Text),
        is_taken: event.default_prevented(),
    }
}

fn has_files(event: &DragEvent) -> bool {
    let data = event.data_transfer();
    data.is_some_and(|data| data.types().includes(&"Files".into(), 0))
}

/// Lets a file be dropped on an element: without this, only text can.
pub fn allow(event: &DragEvent) {
    if has_files(event) {
        event.prevent_default();
    }
}

/// The first file that was dropped on an element, which takes it; `None` where it was text, which
/// a field takes by itself.
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
