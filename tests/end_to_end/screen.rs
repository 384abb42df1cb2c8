//! The page's controls and places by the names a screen reader says: the one place to change when a
//! name does.

use super::browser::{Name, Page, PageElement, wait_until};
use serde_json::json;
use std::time::Duration;

/// Long enough for every run these tests start, on a busy machine.
pub const RUN_TIMEOUT: Duration = Duration::from_secs(60);

/// Words come within a moment of what they tell of.
pub const TEXT_TIMEOUT: Duration = Duration::from_secs(20);

/// The parts of the page, for [`Screen::part`].
pub const SEQUENTIAL: &str = "Sequential";
pub const BATCHED: &str = "Batched";
pub const CONCURRENT: &str = "Concurrent";
pub const THREADS: &str = "Threads";
pub const BLOCKING: &str = "Blocking the page";
pub const COMPARE: &str = "Compare";
pub const ERRORS: &str = "Errors";
pub const REQUEST: &str = "Request";

/// The field for the user's own addresses.
pub const ADDRESSES: &str = "Addresses, one per line";

#[derive(Clone)]
pub struct Screen {
    page: Page,
}

/// The button that changes the theme, in JavaScript.
const THEME: &str = "document.querySelector('button[aria-label^=\"Theme: \"]')";

impl Screen {
    pub const fn new(page: Page) -> Self {
        Self { page }
    }

    pub const fn page(&self) -> &Page {
        &self.page
    }

    pub async fn run(&self) -> PageElement {
        self.page.by_role("button", Name::contains("Run all")).await
    }

    pub async fn stop(&self) -> PageElement {
        self.page.by_role("button", Name::contains("Stop")).await
    }

    pub async fn theme(&self) -> PageElement {
        self.page
            .by_role("button", Name::starts_with("Theme"))
            .await
    }

    /// The label of the theme's button. Read by a script: on a busy page the accessibility tree
    /// takes the browser seconds.
    pub async fn theme_name(&self) -> String {
        let label = self
            .page
            .evaluate(&format!("{THEME}.getAttribute('aria-label')"))
            .await;
        label.as_str().expect("the page has a theme").to_owned()
    }

    /// Presses the button for the theme until it has this name. Pressed by a script: an open dialog
    /// keeps a pointer from it.
    pub async fn choose_theme(&self, name: &str) {
        let wanted = format!("Theme: {name}");
        let look = async || {
            let before = self.theme_name().await;
            if before == wanted {
                return Ok(());
            }
            self.page.evaluate(&format!("{THEME}.click()")).await;
            let changed = format!("{THEME}.getAttribute('aria-label') !== {}", json!(before));
            self.page.until(&changed, TEXT_TIMEOUT).await;
            Err(before)
        };
        wait_until(format!("a theme called {name}"), look, TEXT_TIMEOUT).await;
    }

    pub async fn help_button(&self) -> PageElement {
        self.page.by_role("button", "Help").await
    }

    /// The help, once it is open.
    pub async fn help(&self) -> PageElement {
        self.page.by_role("dialog", "What you see").await
    }

    pub async fn help_is_open(&self) -> bool {
        !self.page.has_none("dialog", Name::Any).await
    }

    pub async fn until_help_is_closed(&self) {
        self.page.until_none("dialog", Name::Any).await;
    }

    /// The switch for keys without modifiers, in the open help.
    pub async fn single_keys(&self) -> PageElement {
        let help = self.help().await;
        help.by_role("checkbox", Name::contains("Single keys"))
            .await
    }

    /// Unfolds the settings, unless they are or a lesson hides them.
    pub async fn open_settings(&self) {
        let open = "document.querySelector('.settings > details:not([open]) > summary')?.click();";
        self.page.execute(open, vec![]).await;
    }

    /// A typed setting by its label.
    pub async fn field(&self, label: &str) -> PageElement {
        self.open_settings().await;
        self.page.by_role("textbox", label).await
    }

    /// What the page says beside a field: its accessible description.
    pub async fn complaint(&self, label: &str) -> String {
        let described = "return (element.getAttribute('aria-describedby') ?? '').split(' ')
            .map(id => document.getElementById(id)?.textContent ?? '').join(' ').trim();";
        let words = self.field(label).await.script(described).await;
        words.as_str().unwrap_or_default().to_owned()
    }

    /// Waits until the message beside a field says `words`.
    pub async fn until_complains(&self, label: &str, words: &str) {
        let look = async || {
            let said = self.complaint(label).await;
            if said.contains(words) {
                Ok(())
            } else {
                Err(format!("“{said}”"))
            }
        };
        wait_until(format!("{label} to say “{words}”"), look, TEXT_TIMEOUT).await;
    }

    /// Waits until a field is neither invalid nor complained about.
    pub async fn until_content(&self, label: &str) {
        let look = async || {
            let field = self.field(label).await.accessible().await;
            let is_invalid = field.is_some_and(|field| field.is("invalid"));
            match self.complaint(label).await {
                said if said.is_empty() && !is_invalid => Ok(()),
                said => Err(format!("“{said}”")),
            }
        };
        wait_until(format!("{label} to be content"), look, TEXT_TIMEOUT).await;
    }

    pub async fn limit_slider(&self) -> PageElement {
        self.open_settings().await;
        self.page.by_role("slider", Name::contains("Limit")).await
    }

    pub async fn latency_kind(&self) -> PageElement {
        self.open_settings().await;
        self.page.by_role("combobox", "Latency").await
    }

    pub async fn source(&self) -> PageElement {
        self.page.by_role("combobox", "Source").await
    }

    /// Pastes a list where the source is the user's own addresses.
    pub async fn paste_addresses(&self, list: &str) {
        let paste = format!(
            "element.value = {}; element.dispatchEvent(new Event('input', {{bubbles: true}}));",
            json!(list)
        );
        self.field(ADDRESSES).await.script(&paste).await;
    }

    pub async fn preset(&self) -> PageElement {
        self.open_settings().await;
        self.page.by_role("combobox", "Experiment").await
    }

    pub async fn work(&self) -> PageElement {
        self.open_settings().await;
        self.page.by_role("combobox", "Work").await
    }

    /// The switch for the lanes of a kind.
    pub async fn lane_switch(&self, kind: &str) -> PageElement {
        self.open_settings().await;
        let lanes = self.page.by_role("group", "Lanes").await;
        lanes.by_role("checkbox", kind).await
    }

    pub async fn on_error(&self) -> PageElement {
        self.open_settings().await;
        self.page.by_role("combobox", "On error").await
    }

    /// Unfolds the settings behind the fold.
    pub async fn unfold_settings(&self) {
        self.open_settings().await;
        let name = Name::contains("More settings");
        let fold = self.page.by_role("DisclosureTriangle", name).await;
        if !fold
            .accessible()
            .await
            .is_some_and(|fold| fold.is("expanded"))
        {
            fold.click().await;
        }
    }

    /// A part of the page: a lane by the start of its title, a panel by its name.
    pub async fn part(&self, name: &str) -> PageElement {
        self.page.by_role("region", Name::starts_with(name)).await
    }

    /// What stands in a part now, on one line.
    pub async fn text_of(&self, name: &str) -> String {
        one_spaced(&self.part(name).await.text().await)
    }

    /// Waits until a part says something; a new run brings new parts, so each look finds it again.
    pub async fn until_says(&self, name: &str, words: &str) {
        let look = async || {
            let text = one_spaced(&self.part(name).await.try_text().await?);
            if text.contains(words) {
                Ok(())
            } else {
                Err(text)
            }
        };
        wait_until(format!("“{name}” to say “{words}”"), look, TEXT_TIMEOUT).await;
    }

    /// A lane's picture.
    pub async fn waterfall(&self, lane: &str) -> PageElement {
        let lane = self.part(lane).await;
        lane.by_role("img", Name::starts_with("Waterfall")).await
    }

    /// The panel of the chosen request.
    pub async fn request(&self) -> PageElement {
        self.part(REQUEST).await
    }

    pub async fn request_number(&self) -> PageElement {
        self.request().await.by_role("spinbutton", "Request").await
    }

    /// What the page has to say, once it says something.
    pub async fn notice(&self) -> String {
        self.until_text("alert", |text| !text.is_empty()).await
    }

    /// What the page says now; empty where it says nothing.
    pub async fn notice_now(&self) -> String {
        self.text_of_role("alert").await
    }

    pub async fn is_running(&self) -> bool {
        // One question instead of the several that finding and asking an element takes: tests ask
        // it again and again.
        let look = async || {
            let button = Name::contains("Run all");
            match &self.page.all_by_role("button", button).await[..] {
                [run] => Ok(run.is("disabled")),
                other => Err(format!("{} of them", other.len())),
            }
        };
        wait_until("the button that runs", look, TEXT_TIMEOUT).await
    }

    pub async fn until_running(&self) {
        let look = async || match self.is_running().await {
            true => Ok(()),
            false => Err(format!("it is idle; notice: {}", self.notice_now().await)),
        };
        wait_until("a run to begin", look, RUN_TIMEOUT).await;
    }

    pub async fn until_idle(&self) {
        let look = async || match self.is_running().await {
            true => Err("it is running"),
            false => Ok(()),
        };
        wait_until("the run to end", look, RUN_TIMEOUT).await;
    }

    /// Waits until the live region of this role says what `fits`.
    pub async fn until_text(&self, role: &str, fits: impl Fn(&str) -> bool) -> String {
        let look = async || {
            let text = self.text_of_role(role).await;
            if fits(&text) {
                Ok(text)
            } else {
                Err(format!("“{text}”"))
            }
        };
        wait_until(format!("the {role} to say so"), look, RUN_TIMEOUT).await
    }

    async fn text_of_role(&self, role: &str) -> String {
        let script = "return document.querySelector(`[role=${arguments[0]}]`)?.textContent ?? '';";
        let text = self.page.execute(script, vec![role.into()]).await;
        text.as_str().unwrap_or_default().trim().to_owned()
    }
}

pub fn one_spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
