//! What the page remembers from the last visit, read with suspicion.

use crate::browser::document::documents;
use crate::browser::document::storage::{self, Item};
use crate::browser::document::urls::BrowserUrls;
use crate::browser::errors::JsFailure;
use playground_core::documents::document_error::DocumentError;
use playground_core::documents::experiment;
use playground_core::experiment::Experiment;
use playground_core::session::theme::Theme;

/// The last experiment, and in words what was wrong with the memory of it.
pub fn recall_experiment() -> (Experiment, Option<String>) {
    match storage::read(Item::Experiment) {
        Ok(None) => (Experiment::default(), None),
        Ok(Some(text)) => match read(&text) {
            Ok(experiment) => (experiment, None),
            Err(refusal) => {
                let words = format!(
                    "The settings remembered from the last visit cannot be read, so these are \
                     the defaults. ({refusal})"
                );
                (Experiment::default(), Some(words))
            }
        },
        // Without storage the page works as ever; it only forgets.
        Err(_) => (Experiment::default(), None),
    }
}

fn read(text: &str) -> Result<Experiment, DocumentError> {
    experiment::read(documents::parse(text)?, &BrowserUrls::new())
}

/// Remembers the experiment; in words why it could not.
pub fn remember_experiment(remembered: &Experiment) -> Option<String> {
    let text = documents::to_text(&experiment::to_json(remembered));
    storage::write(Item::Experiment, &text).err().map(|failure| {
        let reason = match failure {
            JsFailure::QuotaExceeded => "the browser's storage is full",
            _ => "the browser does not let this page store data",
        };
        format!(
            "These settings will be forgotten when the page is closed: {reason}. The run is not \
             affected."
        )
    })
}

pub fn recall_theme() -> Theme {
    let name = storage::read(Item::Theme).ok().flatten();
    name.as_deref()
        .and_then(Theme::from_name)
        .unwrap_or_default()
}

/// A theme that cannot be remembered still holds for this visit.
pub fn remember_theme(theme: Theme) {
    let _remembered = storage::write(Item::Theme, theme.name());
}

pub fn recall_single_keys() -> bool {
    storage::read(Item::SingleKeys).ok().flatten().as_deref() != Some("off")
}

/// As [`remember_theme`].
pub fn remember_single_keys(on: bool) {
    let _remembered = storage::write(Item::SingleKeys, if on { "on" } else { "off" });
}

pub fn recall_debug_mode() -> bool {
    storage::read(Item::DebugMode).ok().flatten().as_deref() == Some("on")
}

/// As [`remember_theme`].
pub fn remember_debug_mode(on: bool) {
    let _remembered = storage::write(Item::DebugMode, if on { "on" } else { "off" });
}

/// The names of the lessons that were seen to their end.
pub fn recall_lessons_done() -> Vec<String> {
    let names = storage::read(Item::LessonsDone).ok().flatten();
    let names = names.unwrap_or_default();
    names.split_whitespace().map(str::to_owned).collect()
}

/// As [`remember_theme`].
pub fn remember_lessons_done(names: &[String]) {
    let _remembered = storage::write(Item::LessonsDone, &names.join(" "));
}
