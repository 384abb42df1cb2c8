//! A key press, as the browser reports it.

use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

use playground_core::session::keys::{Key, KeyPress, KeyTarget};

/// The press; `None` where it is a shortcut of the browser.
pub fn press(event: &KeyboardEvent) -> Option<KeyPress> {
    if event.ctrl_key() || event.alt_key() || event.meta_key() {
        return None;
    }
    let element = event.target()?.dyn_into::<Element>().ok();
    Some(KeyPress {
        key: Key::new(&event.key(), &event.code(), event.shift_key()),
        target: element.map_or(KeyTarget::Page, |element| target(&element)),
        is_repeat: event.repeat(),
    })
}

/// What an element does with keys itself.
pub fn target(element: &Element) -> KeyTarget {
    if element.get_attribute("tabindex").as_deref() == Some("0") {
        return KeyTarget::Scrolled;
    }
    let input_type = element.get_attribute("type").unwrap_or_default();
    KeyTarget::new(&element.tag_name(), &input_type)
}
