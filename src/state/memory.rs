//! What the page remembers from the last visit. Stored values may be of any form, so each is
//! checked.

use leptos::prelude::*;

use crate::browser::document::storage::{self, Item};
use crate::browser::errors::JsFailure;
use crate::state::experiment_documents::{read_experiment, write_experiment};
use crate::state::results::parts;
use crate::state::store::Store;
use playground_core::experiment::Experiment;
use playground_core::session::row_order::RowKind;
use playground_core::session::stage_height::StageHeight;
use playground_core::session::theme::Theme;

/// The experiment of the last visit, and a message if the stored one cannot be read.
pub async fn recall_experiment() -> (Experiment, Option<String>) {
    // Without storage the page works, and starts with the defaults.
    let Ok(Some(text)) = storage::read(Item::Experiment) else {
        return (Experiment::default(), None);
    };
    match read_experiment(text).await {
        Ok(experiment) => (experiment, None),
        Err(reason) => {
            let message = format!(
                "The settings remembered from the last visit cannot be read, so these are the \
                 defaults. ({reason})"
            );
            (Experiment::default(), Some(message))
        }
    }
}

/// Remembers the settings in the fields, unless they are invalid or a lesson's; returns a message
/// if that is not possible.
pub async fn remember_settings(store: Store) -> Option<String> {
    const FORBIDDEN: &str = "the browser does not let this page store data";
    const FULL: &str = "the browser's storage is full";
    const PART_MISSING: &str = "a part of the page could not be loaded";
    let forgotten = |reason: &str| {
        format!(
            "These settings will be forgotten when the page is closed: {reason}. The run is not \
             affected."
        )
    };
    // The fields are read after the wait: of two calls, either may be the last to write.
    if parts::load_parts().await.is_err() {
        return Some(forgotten(PART_MISSING));
    }
    let experiment = store.reading.get_untracked().ok();
    let experiment = experiment.filter(|_| !store.is_teaching())?;
    let text = write_experiment(experiment).await.ok()?;
    let failure = storage::write(Item::Experiment, &text).err()?;
    Some(forgotten(match failure {
        JsFailure::QuotaExceeded => FULL,
        _ => FORBIDDEN,
    }))
}

/// The theme of the last visit.
pub fn recall_theme() -> Theme {
    let name = storage::read(Item::Theme).ok().flatten();
    name.as_deref()
        .and_then(Theme::from_name)
        .unwrap_or_default()
}

/// Remembers the theme. If that is not possible, it is still used on this visit.
pub fn remember_theme(theme: Theme) {
    let _remembered = storage::write(Item::Theme, theme.name());
}

/// How high the pictures were at the last visit.
pub fn recall_stage_height() -> StageHeight {
    let text = storage::read(Item::StageHeight).ok().flatten();
    text.as_deref()
        .and_then(StageHeight::read)
        .unwrap_or_default()
}

/// Remembers the height, as [`remember_theme`] does.
pub fn remember_stage_height(height: StageHeight) {
    let _remembered = storage::write(Item::StageHeight, &height.remembered());
}

/// Whether single-character keys are on.
pub fn recall_single_keys() -> bool {
    storage::read(Item::SingleKeys).ok().flatten().as_deref() != Some("off")
}

/// Remembers the switch, as [`remember_theme`] does.
pub fn remember_single_keys(on: bool) {
    let _remembered = storage::write(Item::SingleKeys, if on { "on" } else { "off" });
}

/// Whether debug mode is on.
pub fn recall_debug_mode() -> bool {
    storage::read(Item::DebugMode).ok().flatten().as_deref() == Some("on")
}

/// Remembers the switch, as [`remember_theme`] does.
pub fn remember_debug_mode(on: bool) {
    let _remembered = storage::write(Item::DebugMode, if on { "on" } else { "off" });
}

/// What has a row in the waterfalls.
pub fn recall_rows() -> RowKind {
    let name = storage::read(Item::Rows).ok().flatten();
    name.as_deref()
        .and_then(RowKind::from_name)
        .unwrap_or_default()
}

/// Remembers it, as [`remember_theme`] does.
pub fn remember_rows(rows: RowKind) {
    let _remembered = storage::write(Item::Rows, rows.name());
}

/// The names of the lessons that are done.
pub fn recall_lessons_done() -> Vec<String> {
    let names = storage::read(Item::LessonsDone).ok().flatten();
    let names = names.unwrap_or_default();
    names.split_whitespace().map(str::to_owned).collect()
}

/// Remembers the names, as [`remember_theme`] does.
pub fn remember_lessons_done(names: &[String]) {
    let _remembered = storage::write(Item::LessonsDone, &names.join(" "));
}
