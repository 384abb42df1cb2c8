//! The lines of the debug log as a table. However many there are, only those in sight are
//! in the document.

use leptos::html::Div;
use leptos::prelude::*;

use super::dynamic::text;
use super::icon::OutcomeIcon;
use crate::browser::page;
use crate::state::debug_log::{DebugLog, Row};
use crate::state::looking;
use crate::state::store::Store;

/// A row's height, as the style sheet has it.
const ROW_REM: f64 = 1.75;
/// Rows beyond those in sight, so that there is something to scroll into.
const SPARE: u32 = 8;

#[component]
pub fn DebugRows(
    store: Store,
    is_open: RwSignal<bool>,
    log: StoredValue<DebugLog, LocalStorage>,
    /// Counts how often the log was written.
    written: RwSignal<u32>,
) -> impl IntoView {
    let place = NodeRef::<Div>::new();
    // The first row in sight, and how many there is room for.
    let sight = RwSignal::new((0_u32, 12_u32));
    let look = move || {
        if let Some(place) = place.get_untracked() {
            let row = ROW_REM * page::rem();
            let first = f64::from(place.scroll_top()) / row;
            let count = f64::from(place.client_height()) / row;
            let seen = (first as u32, count.ceil() as u32);
            if sight.get_untracked() != seen {
                sight.set(seen);
            }
        }
    };
    // What is chosen comes into sight, once the table is as high as the log is long now.
    Effect::new(move |_| {
        if let Some(index) = store.selected.get().filter(|_| is_open.get()) {
            request_animation_frame(move || {
                look();
                let (first, room) = sight.get_untracked();
                let seen = first..(first + room).saturating_sub(1);
                let row = log
                    .try_with_value(|log| log.line_to_show(index, seen))
                    .flatten();
                if let Some((row, place)) = row.zip(place.get_untracked()) {
                    let top = (f64::from(row) - f64::from(room) / 3.0) * ROW_REM * page::rem();
                    place.set_scroll_top(top as i32);
                }
            });
        }
    });
    let count = Memo::new(move |_| {
        written.track();
        log.with_value(DebugLog::len)
    });
    let seen = move || {
        let (first, room) = sight.get();
        first.saturating_sub(SPARE)..(first + room + SPARE).min(count.get())
    };
    let rows = move || {
        written.track();
        let seen = seen();
        let rows = store.look(|all| log.with_value(|log| log.rows(all, seen)));
        rows.filter(|_| is_open.get()).unwrap_or_default()
    };
    // As high as all that is above, or below, would be.
    let room = |rows: u32| format!("calc({rows} * {ROW_REM}rem)");
    let above = text(move || room(seen().start));
    let below = text(move || room(count.get().saturating_sub(seen().end)));
    view! {
        <div
            class="wide"
            node_ref=place
            tabindex="0"
            role="group"
            aria-label="Log"
            on:scroll=move |_| look()
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
                    <tr style:height=above aria-hidden="true"></tr>
                    <For each=rows key=Row::key children=move |row| row_view(store, row) />
                    <tr style:height=below aria-hidden="true"></tr>
                </tbody>
            </table>
        </div>
    }
}

fn row_view(store: Store, row: Row) -> impl IntoView {
    let request = row.request;
    let is_chosen = move || request.is_some() && store.selected.get() == request;
    let button = request.map(|index| {
        let pressed = text(move || is_chosen().to_string());
        view! {
            <button
                class="request"
                aria-label=format!("Request {index}")
                aria-pressed=pressed
                on:click=move |_| looking::choose(store, index)
            >
                {index.0}
            </button>
        }
    });
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
