//! The lines of the debug log as a table. However many there are, only those in sight are
//! in the document.

use leptos::prelude::*;

use crate::state::store::Store;
use crate::view::shared::dynamic::text;
use crate::view::shared::icon::OutcomeIcon;
use crate::view::shared::request_button::RequestButton;
use crate::view::shared::row_window::RowSight;
use playground_core::session::debug_log::lines::{DebugLog, Row};

/// A row's height, as the style sheet has it.
const ROW_REM: f64 = 1.75;

#[component]
pub fn DebugRows(
    store: Store,
    is_open: RwSignal<bool>,
    log: StoredValue<DebugLog, LocalStorage>,
    /// Counts how often the log was written.
    written: RwSignal<u32>,
) -> impl IntoView {
    let sight = RowSight::new(ROW_REM);
    // What is chosen comes into sight, once the table is as high as the log is long now.
    Effect::new(move |_| {
        if let Some(index) = store.selected.get().filter(|_| is_open.get()) {
            request_animation_frame(move || {
                sight.look();
                let row = log.try_with_value(|log| log.line_to_show(index, sight.seen()));
                if let Some(row) = row.flatten() {
                    sight.show(row);
                }
            });
        }
    });
    let count = Memo::new(move |_| {
        written.track();
        log.with_value(DebugLog::len)
    });
    let rows = move || {
        written.track();
        let seen = sight.rows(count.get());
        let rows = store
            .live
            .peek(|all| log.with_value(|log| log.rows(all, seen)));
        rows.filter(|_| is_open.get()).unwrap_or_default()
    };
    view! {
        <div
            class="wide"
            node_ref=sight.place
            tabindex="0"
            role="group"
            aria-label="Log"
            on:scroll=move |_| sight.look()
        >
            <table aria-rowcount=text(move || (count.get() + 1).to_string())>
                <thead>
                    <tr aria-rowindex="1">
                        <th scope="col" class="number">"Time"</th>
                        <th scope="col">"Request"</th>
                        <th scope="col">"What happened"</th>
                        <th scope="col">"Lane"</th>
                    </tr>
                </thead>
                <tbody>
                    <tr style:height=sight.above(count) aria-hidden="true"></tr>
                    <For each=rows key=Row::key children=move |row| row_view(store, row) />
                    <tr style:height=sight.below(count) aria-hidden="true"></tr>
                </tbody>
            </table>
        </div>
    }
}

fn row_view(store: Store, row: Row) -> impl IntoView {
    let request = row.request;
    let is_chosen = move || request.is_some() && store.selected.get() == request;
    let button = request.map(|index| view! { <RequestButton store index /> });
    let sign = row
        .is_warning
        .then(|| view! { <span aria-hidden="true">"⚠ "</span> });
    view! {
        // A row of heads stands above the first.
        <tr
            aria-rowindex=(row.place + 2).to_string()
            class:chosen=is_chosen
            class:warning=row.is_warning
        >
            <td class="number">{row.at}</td>
            <td>{button}</td>
            <td class="words">
                {sign} {row.kind.map(|kind| view! { <OutcomeIcon kind /> })} " " {row.words}
            </td>
            <td>{row.lane}</td>
        </tr>
    }
}
