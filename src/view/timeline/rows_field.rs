//! Whether the waterfalls have a row for each request or for each slot.

use leptos::prelude::*;

use crate::state::memory;
use crate::state::store::Store;
use crate::view::shared::dynamic::{flag, list};
use playground_core::session::row_order::{Arrangement, RowKind};

/// Draws the waterfalls with such rows, and remembers it.
pub fn choose(arrangement: RwSignal<Arrangement>, rows: RowKind) {
    arrangement.update(|all| all.rows = rows);
    memory::remember_rows(rows);
}

/// The same by a key, which says nothing by itself.
pub fn switch(store: Store, arrangement: RwSignal<Arrangement>) {
    let rows = arrangement.with_untracked(|all| all.rows.other());
    choose(arrangement, rows);
    store.announcement.set(rows.announcement().to_owned());
}

#[component]
pub fn RowsField(arrangement: RwSignal<Arrangement>) -> impl IntoView {
    let options = RowKind::ALL.map(|rows| {
        let is_chosen = flag(move || arrangement.with(|all| all.rows) == rows);
        view! {
            <label title=rows.meaning()>
                <input
                    type="radio"
                    name="rows"
                    prop:checked=is_chosen
                    on:change=move |_| choose(arrangement, rows)
                />
                {rows.title()}
            </label>
        }
    });
    view! {
        <div class="rows" role="radiogroup" aria-label="Rows">
            {list(options)}
        </div>
    }
}
