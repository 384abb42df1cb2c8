//! Where the answers come from.

use leptos::prelude::*;

use crate::view::shared::form::Form;
use crate::view::shared::select::{Select, SelectOption};
use playground_core::experiment::source::Source;

#[component]
pub fn SourceField(
    form: Form,
    disabled: Signal<bool>,
    /// Another source was chosen.
    choose: Callback<Source>,
) -> impl IntoView {
    let source = move || form.draft.with(|draft| draft.source.clone());
    let options = move || {
        let choices = source().choices_with().into_iter();
        choices
            .map(|source| SelectOption::new(source.clone(), source.title()))
            .collect()
    };
    let choose = move |source| choose.run(source);
    view! {
        <p class="source">
            <label for="field-source">"Source"</label>
            <Select id="field-source" options chosen=source choose disabled />
        </p>
    }
}
