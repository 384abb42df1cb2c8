//! The workload and the policy, one press away behind a line that says what they are: the
//! lanes' pictures have the space.

use leptos::prelude::*;

use crate::browser::document::page;
use crate::view::later::{self, Later};
use crate::view::shared::dynamic::{flag, text};
use crate::view::shared::store::use_store;
use playground_core::session::settings_summary::experiment_line;

#[component]
pub fn Settings() -> impl IntoView {
    let store = use_store();
    let is_open = flag(move || store.settings_are_open.get());
    let opened = Signal::derive(move || u32::from(store.settings_are_open.get()));
    let is_invalid = flag(move || store.reading.with(Result::is_err));
    let line = text(move || store.reading.with(|read| experiment_line(read.as_ref())));
    view! {
        <form class="settings" aria-label="Experiment" on:submit=|event| event.prevent_default()>
            <details
                prop:open=is_open
                on:toggle=move |event| store.settings_are_open.set(page::is_open(&event))
            >
                <summary class:invalid=is_invalid>
                    <span>"Settings"</span>
                    <span class="summary-values">{line}</span>
                </summary>
                <Later wanted=opened part=later::SETTINGS />
            </details>
        </form>
    }
}
