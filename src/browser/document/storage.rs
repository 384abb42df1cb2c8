//! What the page remembers between visits.

use web_sys::Storage;

use super::page;
use crate::browser::errors::JsFailure;

/// A stored item. The page may share its origin with others, so the names have a prefix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Item {
    Experiment,
    Theme,
    SingleKeys,
    DebugMode,
    LessonsDone,
    StageHeight,
    Rows,
}

impl Item {
    const fn name(self) -> &'static str {
        match self {
            Self::Experiment => "fetch-playground.experiment",
            Self::Theme => "fetch-playground.theme",
            Self::SingleKeys => "fetch-playground.single-keys",
            Self::DebugMode => "fetch-playground.debug-mode",
            Self::LessonsDone => "fetch-playground.lessons-done",
            Self::StageHeight => "fetch-playground.stage-height",
            Self::Rows => "fetch-playground.rows",
        }
    }
}

/// # Errors
/// The browser's settings forbid storage.
pub fn read(item: Item) -> Result<Option<String>, JsFailure> {
    Ok(storage()?.get_item(item.name())?)
}

/// # Errors
/// The storage is full or forbidden.
pub fn write(item: Item, text: &str) -> Result<(), JsFailure> {
    Ok(storage()?.set_item(item.name(), text)?)
}

fn storage() -> Result<Storage, JsFailure> {
    page::window()
        .ok_or(JsFailure::Forbidden)?
        .local_storage()?
        .ok_or(JsFailure::Forbidden)
}
