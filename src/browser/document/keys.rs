//! A key press, and whether the page may take it.

use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

/// The kind of element that had the focus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyTarget {
    /// No control: the page may handle the key.
    Page,
    /// A control with a meaning of its own for Space and the arrows.
    Control,
    /// A part that scrolls by the arrows and Space.
    Scrolled,
    /// A field being typed in.
    Typing,
}

/// What had the focus; `None` where the press is a shortcut of the browser.
pub fn target(event: &KeyboardEvent) -> Option<KeyTarget> {
    if event.ctrl_key() || event.alt_key() || event.meta_key() {
        return None;
    }
    let element = event.target()?.dyn_into::<Element>().ok();
    let is_scrolled = element
        .as_ref()
        .is_some_and(|element| element.get_attribute("tabindex").as_deref() == Some("0"));
    if is_scrolled {
        return Some(KeyTarget::Scrolled);
    }
    let tag = element.map(|element| element.tag_name().to_ascii_uppercase());
    Some(match tag.as_deref() {
        Some("INPUT" | "TEXTAREA" | "SELECT") => KeyTarget::Typing,
        Some("BUTTON" | "SUMMARY" | "A") => KeyTarget::Control,
        _ => KeyTarget::Page,
    })
}
