//! The fields of the experiment, as fields on screen need them.

use leptos::prelude::*;

use super::dynamic::{flag, text};
use crate::state::store::Store;
use playground_core::experiment::Experiment;
use playground_core::form::draft::{Draft, DraftErrors, Field};

/// What is typed, and what is read from it.
#[derive(Clone, Copy)]
pub struct Form {
    pub draft: RwSignal<Draft>,
    pub reading: Memo<Result<Experiment, DraftErrors>>,
}

impl Form {
    pub const fn new(store: Store) -> Self {
        Self {
            draft: store.draft,
            reading: store.reading,
        }
    }

    /// Whether the settings leave a field without effect.
    pub fn is_unused(self, field: Field) -> Signal<bool> {
        flag(move || self.draft.with(|draft| !draft.is_used(field)))
    }

    /// What is in a field.
    pub fn typed(self, field: Field) -> Signal<String> {
        text(move || self.draft.with(|draft| draft.text(field).to_owned()))
    }

    /// What is wrong with it; empty where nothing is.
    pub fn error(self, field: Field) -> Signal<String> {
        text(move || {
            self.reading.with(|read| {
                let error = read.as_ref().err().and_then(|errors| errors.get(&field));
                error.map(ToString::to_string).unwrap_or_default()
            })
        })
    }
}
