//! One element, and what a person can do with it.

use super::accessibility::AccessibleNode;
use super::page::Page;
use fantoccini::elements::Element;
use fantoccini::error::CmdError;
use fantoccini::key::Key;
use serde_json::{Value, json};
use std::fmt;

/// More key presses than this on a slider are no way to set it.
const STEPS_AT_MOST: f64 = 5_000.0;

/// A found element. It stays bound to the node it was found as: find it again after a re-render.
#[derive(Clone)]
pub struct PageElement {
    page: Page,
    handle: Element,
    described: String,
    backend_id: u64,
}

impl PageElement {
    pub(super) fn new(page: Page, handle: Element, node: &AccessibleNode) -> Self {
        Self {
            page,
            handle,
            described: node.to_string(),
            backend_id: node.backend_id,
        }
    }

    pub(super) async fn of_selector(page: Page, handle: Element, selector: &str) -> Self {
        let mut element = Self {
            page,
            handle,
            described: selector.to_owned(),
            backend_id: 0,
        };
        // The way back from WebDriver's handle to the browser's number of the node.
        element.script("window.__selected = element;").await;
        let found = element
            .page
            .devtools(
                "Runtime.evaluate",
                json!({"expression": "window.__selected"}),
            )
            .await;
        let id = json!({"objectId": found["result"]["objectId"]});
        let node = element.page.devtools("DOM.describeNode", id).await;
        element.script("delete window.__selected;").await;
        element.backend_id = node["node"]["backendNodeId"].as_u64().unwrap_or_default();
        element
    }

    pub(super) fn page(&self) -> &Page {
        &self.page
    }

    pub(super) fn backend_id(&self) -> u64 {
        self.backend_id
    }

    /// The WebDriver element, for what this library does not offer.
    pub fn handle(&self) -> &Element {
        &self.handle
    }

    /// Clicks its middle, as a pointer would: panics if something lies above it.
    pub async fn click(&self) {
        self.done("click", self.handle.click().await);
    }

    /// Clicks a point of it, given as shares of its width and height from its left upper corner.
    pub async fn click_at(&self, x_share: f64, y_share: f64) {
        let place = "element.scrollIntoView({block: 'center'});
            const {left, top, width, height} = element.getBoundingClientRect();
            return [left, top, width, height];";
        let place = self.script(place).await;
        let of = |index: usize| place[index].as_f64().unwrap_or_default();
        let (x, y) = (of(0) + x_share * of(2), of(1) + y_share * of(3));
        for kind in ["mousePressed", "mouseReleased"] {
            let event = json!({"type": kind, "x": x, "y": y, "button": "left", "clickCount": 1});
            self.page.devtools("Input.dispatchMouseEvent", event).await;
        }
    }

    /// Types at the end of what is in it.
    pub async fn type_text(&self, text: &str) {
        self.done("type into", self.handle.send_keys(text).await);
    }

    pub async fn clear(&self) {
        self.done("clear", self.handle.clear().await);
    }

    /// Replaces what is in a text or number field as a person does, and leaves the field, upon
    /// which the browser reports the change.
    pub async fn fill(&self, text: &str) {
        self.focus().await;
        self.page.press("Control+a").await;
        self.page.press("Backspace").await;
        self.type_text(text).await;
        self.page.press("Tab").await;
    }

    /// Moves a range input to `value` by Home, End and the arrow keys.
    pub async fn slide_to(&self, value: f64) {
        let bounds = self
            .script("return ['min', 'max', 'step'].map(name => Number(element[name]));")
            .await;
        let bound = |index: usize, usual: f64| match bounds[index].as_f64() {
            Some(given) if given != 0.0 || index == 0 => given,
            _ => usual,
        };
        let (low, high, step) = (bound(0, 0.0), bound(1, 100.0), bound(2, 1.0));
        let (from_low, from_high) = ((value - low) / step, (high - value) / step);
        let (start, arrow, steps) = if from_low <= from_high {
            (Key::Home, Key::Right, from_low)
        } else {
            (Key::End, Key::Left, from_high)
        };
        assert!(
            (0.0..=STEPS_AT_MOST).contains(&steps),
            "{self}: {value} is out of reach between {low} and {high}"
        );
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "checked just above"
        )]
        let arrows = String::from(char::from(arrow)).repeat(steps.round() as usize);
        self.type_text(&format!("{}{arrows}", char::from(start)))
            .await;
        let reached = self.script("return Number(element.value);").await;
        assert_eq!(
            reached.as_f64(),
            Some(value),
            "{self} does not stop at {value}"
        );
    }

    /// Chooses an option of a `<select>` by the text on it, whatever quotes are in that.
    pub async fn choose(&self, option: &str) {
        let texts = self
            .script("return [...element.options].map(option => option.text);")
            .await;
        let mut texts = texts.as_array().into_iter().flatten();
        let Some(place) = texts.position(|text| text == option) else {
            panic!("{self} offers no “{option}”");
        };
        self.done("choose in", self.handle.select_by_index(place).await);
    }

    pub async fn focus(&self) {
        self.script("element.focus();").await;
        assert!(self.is_focused().await, "{self} cannot have the keyboard");
    }

    pub async fn is_focused(&self) -> bool {
        self.script("return element === document.activeElement;")
            .await
            == true
    }

    pub async fn is_enabled(&self) -> bool {
        self.done("ask", self.handle.is_enabled().await)
    }

    pub async fn is_displayed(&self) -> bool {
        self.done("ask", self.handle.is_displayed().await)
    }

    /// The text a person can read in it.
    pub async fn text(&self) -> String {
        self.done("read", self.handle.text().await)
    }

    /// [`Self::text`] of an element that may be gone by now, as after a re-render.
    pub async fn try_text(&self) -> Result<String, String> {
        self.handle.text().await.map_err(|error| error.to_string())
    }

    /// What is in a field now.
    pub async fn value(&self) -> String {
        self.done("read", self.handle.prop("value").await)
            .unwrap_or_default()
    }

    pub async fn attribute(&self, name: &str) -> Option<String> {
        self.done("read", self.handle.attr(name).await)
    }

    /// Its present role, name and states; `None` once it is gone or hidden.
    pub async fn accessible(&self) -> Option<AccessibleNode> {
        let alone = json!({"backendNodeId": self.backend_id, "fetchRelatives": false});
        let answer = self
            .page
            .try_devtools("Accessibility.getPartialAXTree", alone);
        let answer = answer.await.ok()?;
        AccessibleNode::list_from_devtools(&answer).find(|node| node.backend_id == self.backend_id)
    }

    /// Left, top, width and height in CSS pixels.
    pub async fn rectangle(&self) -> (f64, f64, f64, f64) {
        self.done("measure", self.handle.rectangle().await)
    }

    /// Runs a script that knows this element as `element`.
    pub async fn script(&self, script: &str) -> Value {
        let handle = serde_json::to_value(&self.handle).expect("an element's handle is JSON");
        self.page
            .execute(
                &format!("const element = arguments[0]; {script}"),
                vec![handle],
            )
            .await
    }

    fn done<T>(&self, what: &str, result: Result<T, CmdError>) -> T {
        result.unwrap_or_else(|error| panic!("cannot {what} {self}: {error}"))
    }
}

impl fmt::Display for PageElement {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.described)
    }
}
