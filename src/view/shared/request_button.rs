//! A request by its number: pressed, it is chosen.

use leptos::prelude::*;

use crate::state::store::Store;
use crate::state::timeline::viewport_commands;
use crate::view::shared::dynamic::text;
use playground_core::units::RequestIndex;

#[component]
pub fn RequestButton(store: Store, index: RequestIndex) -> impl IntoView {
    let pressed = text(move || (store.selected.get() == Some(index)).to_string());
    view! {
        <button
            class="request"
            aria-label=format!("Request {index}")
            aria-pressed=pressed
            on:click=move |_| viewport_commands::select(store, index)
        >
            {index.0}
        </button>
    }
}
