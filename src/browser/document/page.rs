//! The window and its document.

use js_sys::{Function, Reflect};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{
    CssStyleSheet, Document, Element, Event, HtmlElement, MediaQueryList, ScrollIntoViewOptions,
    ScrollLogicalPosition, Window,
};

use playground_core::timeline::Px;
use playground_core::units::TimePoint;
use playground_core::wording::numbers::{self, format_fixed};

/// An element that parts of the page are put into.
pub type Place = HtmlElement;

pub fn window() -> Option<Window> {
    web_sys::window()
}

pub fn document() -> Option<Document> {
    window()?.document()
}

/// The address of the page's folder, with its last slash: `<base>` or where the
/// document came from, without the query or fragment.
pub fn folder() -> String {
    let base = document()
        .and_then(|document| document.base_uri().ok().flatten())
        .unwrap_or_default();
    let path_end = base.find(['?', '#']).unwrap_or(base.len());
    let path = &base[..path_end];
    path[..path.rfind('/').map_or(0, |slash| slash + 1)].to_owned()
}

/// What follows `#` in the page's address.
pub fn fragment() -> String {
    let fragment = window().and_then(|window| window.location().hash().ok());
    let fragment = fragment.unwrap_or_default();
    fragment.trim_start_matches('#').to_owned()
}

/// Changes it; the browser's *Back* returns to the former one.
pub fn set_fragment(fragment: &str) {
    if let Some(window) = window() {
        // It cannot fail for the page's own address.
        let _set = window.location().set_hash(fragment);
    }
}

/// Scrolls, no further than needed, until the `place`th element of the selector is in
/// sight.
pub fn show_nth(selector: &str, place: usize) {
    let all = document().and_then(|document| document.query_selector_all(selector).ok());
    let element = all.and_then(|all| all.get(place as u32));
    if let Some(element) = element.and_then(|node| node.dyn_into::<Element>().ok()) {
        let nearest = ScrollIntoViewOptions::new();
        nearest.set_block(ScrollLogicalPosition::Nearest);
        element.scroll_into_view_with_scroll_into_view_options(&nearest);
    }
}

/// Whether this is a secure context, in which browsers have service workers.
pub fn is_secure() -> bool {
    window().is_some_and(|window| window.is_secure_context())
}

/// Whether the browser reports no network. It may report one that reaches no server.
pub fn is_offline() -> bool {
    window().is_some_and(|window| !window.navigator().on_line())
}

pub fn is_hidden() -> bool {
    document().is_some_and(|document| document.hidden())
}

pub fn device_pixel_ratio() -> f64 {
    window().map_or(1.0, |window| window.device_pixel_ratio())
}

/// The document's root element, which carries the theme.
pub fn root() -> Option<HtmlElement> {
    document()?.document_element()?.dyn_into().ok()
}

/// The root's font size, in pixels.
pub fn rem() -> f64 {
    let style = root()
        .zip(window())
        .and_then(|(root, window)| window.get_computed_style(&root).ok().flatten());
    let size = style.and_then(|style| style.get_property_value("font-size").ok());
    let size = size.and_then(|size| numbers::parse_decimal(size.strip_suffix("px")?));
    size.filter(|size| *size > 0.0).unwrap_or(16.0)
}

/// Whether the `<details>` or `<dialog>` element of an event is open now.
pub fn is_open(event: &Event) -> bool {
    let part = event.current_target().or_else(|| event.target());
    let part = part.and_then(|part| part.dyn_into::<Element>().ok());
    part.is_some_and(|part| part.has_attribute("open"))
}

/// Adds a style sheet to the page. Its policy allows no `<style>` elements, but it allows
/// constructed style sheets. A browser without those shows plain text.
pub fn add_style(text: &str) {
    let added = || {
        let sheet = CssStyleSheet::new().ok()?;
        sheet.replace_sync(text).ok()?;
        let document = document()?;
        let sheets = Reflect::get(&document, &"adoptedStyleSheets".into()).ok()?;
        let push: Function = Reflect::get(&sheets, &"push".into())
            .ok()?
            .dyn_into()
            .ok()?;
        push.call1(&sheets, &sheet).ok()
    };
    let _added = added();
}

/// Whether a benchmark has switched drawing off, to tell what drawing costs.
pub fn is_drawing_off() -> bool {
    let drawing = root().and_then(|root| root.get_attribute("data-drawing"));
    drawing.as_deref() == Some("off")
}

/// Marks the root while a file is dragged over the page.
pub fn show_drag(is_over: bool) {
    if let Some(root) = root() {
        // It fails only for names that are no attributes; this is one.
        let _set = root.toggle_attribute_with_force("data-drag", is_over);
    }
}

/// Reloads the page.
pub fn reload() {
    if let Some(window) = window() {
        // It cannot fail for the page's own address.
        let _reloading = window.location().reload();
    }
}

/// Moves the mark that shows whether there are frames: to the right in a second, and back.
pub fn move_pulse(now: TimePoint) {
    let pulse = document().and_then(|document| document.get_element_by_id("pulse"));
    if let Some(pulse) = pulse.and_then(|pulse| pulse.dyn_into::<HtmlElement>().ok()) {
        let rounds = now.ms() / 2_000.0;
        let there = (rounds.fract() * 2.0 - 1.0).abs();
        let place = format!(
            "translateX(calc({}vw - {}rem))",
            format_fixed(there * 100.0, 2),
            format_fixed(there * 6.0, 2)
        );
        // It fails only for a style that cannot be written to.
        let _moved = pulse.style().set_property("transform", &place);
    }
}

/// A random number below 2⁵³, so that two tabs hardly ever have the same.
pub fn random_id() -> u64 {
    const BELOW: f64 = (1_u64 << 53) as f64;
    (js_sys::Math::random() * BELOW) as u64
}

/// Sets the theme and the size on the root, where the style sheet reads them.
pub fn set_look(is_dark: bool, is_for_projector: bool) {
    if let Some(root) = root() {
        // It fails only for names that are no attributes; these are.
        let _set = root.set_attribute("data-theme", if is_dark { "dark" } else { "light" });
        let _set = root.toggle_attribute_with_force("data-projector", is_for_projector);
    }
}

/// Sets how high each lane's picture is, where the style sheet reads it: as a share of the
/// window's height.
pub fn set_stage_height(percent: f64) {
    if let Some(root) = root() {
        // It fails only for names that are no properties; this is one.
        let _set = root
            .style()
            .set_property("--stage", &format!("{}vh", format_fixed(percent, 1)));
    }
}

/// The height of the window.
pub fn window_height() -> Px {
    let height = window().and_then(|window| window.inner_height().ok()?.as_f64());
    Px(height.unwrap_or_default())
}

/// Whether the system asks for dark colours.
pub fn system_is_dark() -> bool {
    media_query(DARK).is_some_and(|query| query.matches())
}

/// Calls back, for as long as the page lives, when the system's colours change: to dark or
/// light ones, or to those that a person has chosen for all pages.
pub fn on_system_colours(changed: impl Fn() + 'static) {
    let listener = Closure::<dyn Fn()>::new(changed);
    let queries = [DARK, "(forced-colors: active)"];
    for query in queries.into_iter().filter_map(media_query) {
        query.set_onchange(Some(listener.as_ref().unchecked_ref()));
        // A query without a reference may be collected, and its listener with it.
        std::mem::forget(query);
    }
    listener.forget();
}

/// Calls back, for as long as the page lives, when a CSS pixel has another number of the screen's
/// own: the window has moved to another screen, or the page was zoomed.
pub fn on_density(changed: impl Fn() + 'static) {
    let Some(query) = density_query() else {
        return;
    };
    let listening = query.clone();
    // A query is about the density at its time, so each change needs another.
    let listener = Closure::once_into_js(move || {
        query.set_onchange(None);
        changed();
        on_density(changed);
    });
    listening.set_onchange(Some(listener.unchecked_ref()));
}

/// About a range, as browsers round.
fn density_query() -> Option<MediaQueryList> {
    let ratio = device_pixel_ratio();
    media_query(&format!(
        "(min-resolution:{}dppx) and (max-resolution:{}dppx)",
        format_fixed(ratio - 0.01, 3),
        format_fixed(ratio + 0.01, 3)
    ))
}

const DARK: &str = "(prefers-color-scheme: dark)";

fn media_query(query: &str) -> Option<MediaQueryList> {
    window()?.match_media(query).ok().flatten()
}
