//! All requests as a table, for those who cannot see the waterfalls and those who want
//! the numbers. However many there are, only those in sight are in the document.

use leptos::prelude::*;

use super::dynamic::{block, text};
use super::icon::OutcomeIcon;
use super::request_button::RequestButton;
use super::row_sight::RowSight;
use crate::browser::document::page;
use crate::state::store::Store;
use playground_core::session::table::{self, Cell, Row};

/// A row's height, as the style sheet has it.
const ROW_REM: f64 = 2.0;

#[component]
pub fn RequestTable(store: Store) -> impl IntoView {
    let is_open = RwSignal::new(false);
    let sight = RowSight::new(ROW_REM);
    let titles = Memo::new(move |_| store.live.watch(table::titles).unwrap_or_default());
    let count = Memo::new(move |_| {
        store.live.track_view();
        store.live.watch(table::row_count).unwrap_or(0)
    });
    // What is chosen comes into sight.
    Effect::new(move |_| {
        let chosen = store.selected.get();
        let row =
            chosen.and_then(|index| store.live.peek(|all| table::row_of(all, index)).flatten());
        if let Some(row) = row.filter(|row| is_open.get() && !sight.seen().contains(row)) {
            sight.show(row);
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
    let rows = move || {
        store.live.track_view();
        let seen = sight.rows(count.get());
        let rows = store.live.watch(|all| table::rows(all, seen));
        rows.filter(|_| is_open.get()).unwrap_or_default()
    };
    view! {
        <details
            class="panel request-table"
            on:toggle=move |event| {
                is_open.set(page::is_open(&event));
                sight.look();
            }
        >
            <summary>"All requests, as a table"</summary>
            <div
                class="wide"
                node_ref=sight.place
                tabindex="0"
                role="group"
                aria-label="Requests"
                on:scroll=move |_| sight.look()
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
                        <tr style:height=sight.above(count) aria-hidden="true"></tr>
                        <For each=rows key=Row::key children=move |row| row_view(store, row) />
                        <tr style:height=sight.below(count) aria-hidden="true"></tr>
                    </tbody>
                </table>
            </div>
        </details>
    }
}

fn row_view(store: Store, row: Row) -> impl IntoView {
    let index = row.index;
    let is_chosen = move || store.selected.get() == Some(index);
    view! {
        // Two rows of heads stand above the first.
        <tr aria-rowindex=(row.place + 3).to_string() class:chosen=is_chosen>
            <th scope="row">
                <RequestButton store index />
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
