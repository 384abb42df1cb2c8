//! Experiments worth beginning with.

use leptos::prelude::*;

use crate::view::shared::form::Form;
use crate::view::shared::select::{SelectField, SelectOption};
use playground_core::experiment::presets::{Preset, presets};

/// The place of a preset among all; `None` for settings that are no preset.
type Place = Option<usize>;

#[component]
pub fn PresetField(
    form: Form,
    disabled: Signal<bool>,
    /// A preset was chosen.
    choose: Callback<Preset>,
) -> impl IntoView {
    let titles = presets().map(|preset| preset.title);
    let presets_offered = (0..)
        .map(Some)
        .zip(titles)
        .map(|(place, title)| SelectOption::new(place, title));
    let own = SelectOption::new(None, "My own settings")
        .named("")
        .disabled();
    let options = presets_offered.chain([own]).collect();
    let chosen = move || {
        form.reading.with(|read| -> Place {
            let preset = read.as_ref().ok().and_then(Preset::from_experiment)?;
            presets().iter().position(|known| *known == preset)
        })
    };
    let choose = move |place: Place| {
        if let Some(preset) = place.and_then(|place| presets().into_iter().nth(place)) {
            choose.run(preset);
        }
    };
    view! { <SelectField id="field-preset" label="Experiment" options chosen choose disabled /> }
}
