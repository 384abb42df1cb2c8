//! Entries of the User Timing API, which the browser's own profiler shows.

use std::cell::RefCell;

use serde_json::{Value, json};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::browser::document::documents;
use playground_core::session::user_timing::UserTiming;
use playground_core::units::TimePoint;

#[wasm_bindgen]
extern "C" {
    // With options, which browsers before 2022 do not know.
    #[wasm_bindgen(js_namespace = performance, js_name = measure, catch)]
    fn measure(name: &str, options: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_namespace = performance, js_name = mark, catch)]
    fn mark(name: &str, options: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_namespace = performance, js_name = clearMeasures)]
    fn clear_measures(name: &str);
    #[wasm_bindgen(js_namespace = performance, js_name = clearMarks)]
    fn clear_marks(name: &str);
}

/// The group of our tracks in the profiler.
const GROUP: &str = "Fetch Playground";

thread_local! {
    /// The names of what was written, so that no other script's entries are cleared.
    static WRITTEN: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// Writes the entries of a lane that started at this time by the page's clock.
pub fn write(entries: Vec<UserTiming>, started: TimePoint) {
    WRITTEN.with_borrow_mut(|written| {
        for entry in entries {
            let options = documents::to_object(&options(&entry, started));
            let done = match entry.to {
                Some(_) => measure(&entry.name, &options),
                None => mark(&entry.name, &options),
            };
            if done.is_err() {
                return;
            }
            written.push(entry.name);
        }
    });
}

/// Removes all that was written.
pub fn clear() {
    let written = WRITTEN.take();
    for name in written {
        clear_measures(&name);
        clear_marks(&name);
    }
}

/// The entry's options; from `devtools`, Chrome's profiler makes a track for each lane
/// (<https://developer.chrome.com/docs/devtools/performance/extension>).
fn options(entry: &UserTiming, started: TimePoint) -> Value {
    let on_page = |at: TimePoint| (started + (at - TimePoint::START)).ms();
    let outcome = entry.outcome.map(|outcome| outcome.title());
    let properties: Vec<_> = outcome
        .into_iter()
        .map(|how| ["Outcome".into(), how])
        .collect();
    match entry.to {
        Some(to) => json!({
            "start": on_page(entry.from),
            "end": on_page(to),
            "detail": {"devtools": {
                "dataType": "track-entry",
                "track": entry.track,
                "trackGroup": GROUP,
                "color": entry.colour,
                "properties": properties,
            }},
        }),
        None => json!({
            "startTime": on_page(entry.from),
            "detail": {"devtools": {
                "dataType": "marker",
                "color": entry.colour,
                "properties": properties,
            }},
        }),
    }
}
