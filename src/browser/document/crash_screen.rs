//! The message after a crash, written straight into the document.

use gloo_timers::callback::Timeout;
use js_sys::{Reflect, WebAssembly};
use wasm_bindgen::prelude::{Closure, wasm_bindgen};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, HtmlElement};

use super::page;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = console, js_name = error)]
    fn console_error(text: &str);
}

/// Writes the details to the console.
pub fn log(details: &str) {
    console_error(details);
}

/// Calls back when WebAssembly traps, in a task or in a promise.
pub fn on_trap(crash: fn()) {
    let Some(window) = page::window() else {
        return;
    };
    for (event, field) in [("error", "error"), ("unhandledrejection", "reason")] {
        let listener = Closure::<dyn Fn(Event)>::new(move |event: Event| {
            let thrown = Reflect::get(&event, &JsValue::from_str(field));
            if thrown.is_ok_and(|thrown| thrown.is_instance_of::<WebAssembly::RuntimeError>()) {
                crash();
            }
        });
        // Adding a listener to the window cannot fail.
        let _added =
            window.add_event_listener_with_callback(event, listener.as_ref().unchecked_ref());
        // It listens for as long as the page lives.
        listener.forget();
    }
}

/// Calls back once the current task has ended.
pub fn later(callback: fn()) {
    Timeout::new(0, callback).forget();
}

/// Shows the message above everything else, with a button that reloads the page.
pub fn show(words: &str) {
    // If the document itself fails, nothing more can be shown.
    let _shown = try_show(words);
}

fn try_show(words: &str) -> Result<(), JsValue> {
    let Some(document) = page::document() else {
        return Ok(());
    };
    let Some(body) = document.body() else {
        return Ok(());
    };
    let panel: Element = document.create_element("div")?;
    panel.set_class_name("crash");
    panel.set_attribute("role", "alertdialog")?;
    panel.set_attribute("aria-label", "The page crashed")?;
    let text = document.create_element("p")?;
    text.set_text_content(Some(words));
    let button = document.create_element("button")?;
    button.set_class_name("primary");
    button.set_text_content(Some("Reload the page"));
    let restart = Closure::<dyn Fn()>::new(page::reload);
    button.add_event_listener_with_callback("click", restart.as_ref().unchecked_ref())?;
    // The closure lives until the page is reloaded.
    restart.forget();
    panel.append_child(&text)?;
    panel.append_child(&button)?;
    // What could start a run is dead, and looks so.
    if let Some(bar) = document.query_selector(".bar")? {
        bar.set_attribute("inert", "")?;
    }
    body.append_child(&panel)?;
    button.unchecked_into::<HtmlElement>().focus()
}
