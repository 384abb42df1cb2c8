//! All requests as a table, for those who cannot see the waterfalls and those who want
//! the numbers. However many there are, only those in sight are in the document.

use leptos::html::Div;
use leptos::prelude::*;

use super::dynamic::{block, text};
use super::icon::OutcomeIcon;
use crate::browser::page;
use crate::state::looking;
use crate::state::store::Store;
use crate::state::table::{self, Cell, Row};

/// A row's height, as the style sheet has it.
const ROW_REM: f64 = 2.0;
/// Rows beyond those in sight, so that there is something to scroll into.
const SPARE: u32 = 8;

#[component]
pub fn RequestTable(store: Store) -> impl IntoView {
    let is_open = RwSignal::new(false);
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
    let titles = Memo::new(move |_| store.watch(table::titles).unwrap_or_default());
    let count = Memo::new(move |_| {
        store.looked.track();
        store.watch(table::row_count).unwrap_or(0)
    });
    // What is chosen comes into sight.
    Effect::new(move |_| {
        let chosen = store.selected.get();
        let row = chosen.and_then(|index| store.look(|all| table::row_of(all, index)).flatten());
        let (first, room) = sight.get_untracked();
        if let Some((row, place)) = row.zip(place.get_untracked().filter(|_| is_open.get()))
            && !(first..(first + room).saturating_sub(1)).contains(&row)
        {
            let top = (f64::from(row) - f64::from(room) / 3.0) * ROW_REM * page::rem();
            place.set_scroll_top(top as i32);
        }
    });
    let heads = block(move || {
        let titles = titles.get().into_iter();
        titles
            .map(|title| view! { <th scope="colgroup" colspan="3">{title}</th> })
            .collect_view()
    });
    let columns = block(move || {
        let lanes = titles.with(Vec::len);
        (0..lanes)
            .map(|_| {
                view! {
                    <th scope="col">"Outcome"</th>
                    <th scope="col">"Start"</th>
                    <th scope="col">"Duration"</th>
                }
            })
            .collect_view()
    });
    let seen = move || {
        let (first, room) = sight.get();
        first.saturating_sub(SPARE)..(first + room + SPARE).min(count.get())
    };
    let rows = move || {
        store.looked.track();
        let rows = store.watch(|all| table::rows(all, seen()));
        rows.filter(|_| is_open.get()).unwrap_or_default()
    };
    // As high as all that is above, or below, would be.
    let room = |rows: u32| format!("calc({rows} * {ROW_REM}rem)");
    let above = text(move || room(seen().start));
    let below = text(move || room(count.get().saturating_sub(seen().end)));
    view! {
        <details
            class="panel request-table"
            on:toggle=move |event| {
                is_open.set(page::is_open(&event));
                look();
            }
        >
            <summary>"All requests, as a table"</summary>
            <div
                class="wide"
                node_ref=place
                tabindex="0"
                role="group"
                aria-label="Requests"
                on:scroll=move |_| look()
            >
                <table aria-rowcount=text(move || (count.get() + 2).to_string())>
                    <thead>
                        <tr aria-rowindex="1">
                            <td></td>
                            {heads}
                        </tr>
                        <tr aria-rowindex="2">
                            <th scope="col">"Request"</th>
                            {columns}
                        </tr>
                    </thead>
                    <tbody>
                        <tr style:height=above aria-hidden="true"></tr>
                        <For each=rows key=Row::key children=move |row| row_view(store, row) />
                        <tr style:height=below aria-hidden="true"></tr>
                    </tbody>
                </table>
            </div>
        </details>
    }
}

fn row_view(store: Store, row: Row) -> impl IntoView {
    let index = row.index;
    let is_chosen = move || store.selected.get() == Some(index);
    let pressed = text(move || is_chosen().to_string());
    view! {
        // Two rows of heads stand above the first.
        <tr aria-rowindex=(row.place + 3).to_string() class:chosen=is_chosen>
            <th scope="row">
                <button
                    class="request"
                    aria-label=format!("Request {index}")
                    aria-pressed=pressed
                    on:click=move |_| looking::choose(store, index)
                >
                    {index.0}
                </button>
            </th>
            {row.cells.into_iter().map(cell_view).collect_view()}
        </tr>
    }
}

fn cell_view(cell: Cell) -> impl IntoView {
    view! {
        <td>{cell.kind.map(|kind| view! { <OutcomeIcon kind /> })} " " {cell.outcome}</td>
        <td class="number">{cell.start}</td>
        <td class="number">{cell.duration}</td>
    }
}
