//! Where the answers come from.

use leptos::prelude::*;

use crate::view::shared::select::{Select, SelectOption};
use playground_core::experiment::source::Source;

#[component]
pub fn SourceField(
    source: Signal<Source>,
    disabled: Signal<bool>,
    /// Another source was chosen.
    choose: Callback<Source>,
) -> impl IntoView {
    // By its title: any list of URLs is the same choice.
    let chosen = Memo::new(move |_| source.with(Source::title));
    let choices = Memo::new(move |_| {
        let mut choices = Vec::from(Source::choices());
        // One that came with a document may be none of the usual.
        if !choices.iter().any(|choice| choice.title() == chosen.get()) {
            choices.push(source.get_untracked());
        }
        choices
    });
    let place = Signal::derive(move || {
        chosen.with(|chosen| {
            choices.with(|choices| choices.iter().position(|choice| choice.title() == *chosen))
        })
    });
    let options = Signal::derive(move || {
        let titles = choices.with(|choices| choices.iter().map(Source::title).collect::<Vec<_>>());
        let options = titles.into_iter().enumerate();
        options
            .map(|(place, title)| SelectOption::new(Some(place), title))
            .collect()
    });
    let choose = Callback::new(move |place: Option<usize>| {
        let chosen = choices.with_untracked(|choices| choices.get(place?).cloned());
        if let Some(source) = chosen {
            choose.run(source);
        }
    });
    view! {
        <p class="source">
            <label for="field-source">"Source"</label>
            <Select id="field-source" options chosen=place choose disabled />
        </p>
    }
}
