//! Experiments worth beginning with.

use leptos::prelude::*;

use crate::state::commands;
use crate::state::store::Store;
use crate::view::shared::dynamic::{flag, text};
use crate::view::shared::select::ChoiceField;
use playground_core::experiment::presets::{Preset, presets};

/// What is chosen where the settings are nobody's but the user's.
const OWN: (&str, &str) = ("", "My own settings");

#[component]
pub fn PresetField(store: Store) -> impl IntoView {
    let choose = Callback::new(move |title: String| {
        if let Some(preset) = presets().into_iter().find(|preset| preset.title == title) {
            commands::take_preset(store, &preset);
        }
    });
    let chosen = text(move || {
        store.reading.with(|read| {
            let preset = read.as_ref().ok().and_then(Preset::of);
            preset.map_or(OWN.0, |preset| preset.title).to_owned()
        })
    });
    let titles = presets().map(|preset| (preset.title, preset.title));
    let choices = titles.into_iter().chain([OWN]).collect();
    let disabled = flag(move || store.is_busy());
    view! { <ChoiceField id="field-preset" label="Experiment" choices chosen choose disabled /> }
}
