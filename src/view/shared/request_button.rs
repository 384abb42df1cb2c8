//! A request by its number: pressed, it is chosen.

use leptos::prelude::*;

use super::dynamic::text;
use super::store::use_store;
use crate::state::timeline::viewport_commands;
use playground_core::units::RequestIndex;

/// Which request is chosen, and how another is.
#[derive(Clone, Copy)]
pub struct Selection {
    pub selected: Signal<Option<RequestIndex>>,
    pub select: Callback<RequestIndex>,
}

/// The page's selection: what is chosen comes into sight in every lane.
pub fn use_selection() -> Selection {
    let store = use_store();
    Selection {
        selected: store.selected.into(),
        select: Callback::new(move |index| viewport_commands::select(store, index)),
    }
}

#[component]
pub fn RequestButton(index: RequestIndex, selection: Selection) -> impl IntoView {
    let Selection { selected, select } = selection;
    view! {
        <button
            class="request"
            aria-label=format!("Request {index}")
            aria-pressed=text(move || (selected.get() == Some(index)).to_string())
            on:click=move |_| select.run(index)
        >
            {index.0}
        </button>
    }
}
