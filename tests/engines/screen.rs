//! The page's controls by their labels, as far as WebDriver finds them: it does not know the
//! accessibility tree.

use crate::browser::{Page, WAIT_TIMEOUT, wait_until};
use crate::visit::Visit;
use fantoccini::Locator;
use fantoccini::elements::Element;
use serde_json::{Value, json};
use std::time::Duration;

/// Long enough for every run these tests start, on a busy machine.
pub const RUN_TIMEOUT: Duration = Duration::from_secs(60);

/// A timeout, in ms, that only what never answers reaches, on a busy machine too.
pub const PATIENT_MS: u32 = 8_000;

const RUN: &str = "[...document.querySelectorAll('header button')]
    .find(button => button.textContent.includes('Run all'))";

impl Visit {
    /// The button with these words on it or as its label, once it is there.
    pub async fn button(&self, words: &str) -> Element {
        let path = format!("//button[contains(., '{words}') or contains(@aria-label, '{words}')]");
        self.find(Locator::XPath(&path), words).await
    }

    /// The first element of a CSS selector, once it is there.
    pub async fn element(&self, selector: &str) -> Element {
        self.find(Locator::Css(selector), selector).await
    }

    async fn find(&self, locator: Locator<'_>, described: &str) -> Element {
        let look = async || {
            let found = self.page().client().find(locator).await;
            found.map_err(|error| error.to_string())
        };
        wait_until(described, look, WAIT_TIMEOUT).await
    }

    /// Presses a button as a pointer does.
    pub async fn press_button(&self, words: &str) {
        let button = self.button(words).await;
        let clicked = button.click().await;
        clicked.unwrap_or_else(|error| panic!("pressing {words}: {error}"));
    }

    /// Waits until the page says this.
    pub async fn until_says(&self, words: &str) {
        let says = format!("document.body.innerText.includes({})", json!(words));
        self.page().until(&says, RUN_TIMEOUT).await;
    }

    pub async fn until_running(&self) {
        self.page()
            .until(&format!("{RUN}?.disabled"), RUN_TIMEOUT)
            .await;
    }

    pub async fn until_idle(&self) {
        let idle = format!("{RUN}?.disabled === false");
        self.page().until(&idle, RUN_TIMEOUT).await;
    }

    pub async fn is_running(&self) -> bool {
        self.page().evaluate(&format!("{RUN}.disabled")).await == true
    }

    /// Follows a link to a part of this page, by its fragment.
    pub async fn follow_link(&self, fragment: &str) {
        let follow = "location.hash = arguments[0];";
        self.page().execute(follow, vec![json!(fragment)]).await;
    }
}

/// Runs an experiment that has every reason to begin.
pub async fn run(page: &Page, experiment: Value) -> Value {
    let report = page.run_experiment(experiment).await;
    report.unwrap_or_else(|refusal| panic!("it does not run: {refusal}"))
}
