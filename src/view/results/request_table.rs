//! All requests as a table, for those who cannot see the waterfalls and those who want the
//! numbers.

use leptos::prelude::*;

use crate::browser::document::page;
use crate::view::shared::data_table::DataTable;
use crate::view::shared::dynamic::{block, list};
use crate::view::shared::icon::OutcomeIcon;
use crate::view::shared::request_button::{RequestButton, Selection, use_selection};
use crate::view::shared::row_window::RowWindow;
use crate::view::shared::store::use_store;
use playground_core::session::table::{self, Cell, RequestRow};
use playground_core::units::RequestIndex;

const ROW_REM: f64 = 2.0;

#[component]
pub fn RequestTable() -> impl IntoView {
    let store = use_store();
    let selection = use_selection();
    let is_open = RwSignal::new(false);
    let window = RowWindow::new(ROW_REM);
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
        if let Some(row) = row.filter(|row| is_open.get() && !window.in_sight().contains(row)) {
            window.scroll_to(row);
        }
    });
    let rows = Memo::new(move |_| {
        store.live.track_view();
        let places = window.rows(count.get());
        let rows = store.live.watch(|all| table::rows(all, places));
        rows.filter(|_| is_open.get()).unwrap_or_default()
    });
    // A row is its place and its request: while a run goes on, its cells change and the button
    // in it keeps the keyboard; in another order, no button becomes another request's.
    let keys = move || {
        rows.with(|rows| {
            let keys = rows.iter().map(|row| (row.position, row.index));
            keys.collect::<Vec<_>>()
        })
    };
    let rows = view! {
        <For
            each=keys
            key=|key| *key
            children=move |(place, index)| row_view(rows, place, index, selection)
        />
    };
    view! {
        <details
            class="panel request-table"
            on:toggle=move |event| {
                is_open.set(page::is_open(&event));
                window.update();
            }
        >
            <summary>"All requests, as a table"</summary>
            <DataTable
                label="Requests"
                window
                count
                head_rows=2
                head=heads(titles).into_any()
                rows=rows.into_any()
            />
        </details>
    }
}

/// Two rows of heads: the lanes, and what is said of a request in each.
fn heads(titles: Memo<Vec<String>>) -> impl IntoView {
    let lanes = block(move || {
        let titles = titles.get().into_iter();
        list(titles.map(|title| view! { <th scope="colgroup" colspan="3">{title}</th> }))
    });
    let columns = block(move || {
        let lanes = titles.with(Vec::len);
        list((0..lanes).map(|_| {
            view! {
                <th scope="col">"Outcome"</th>
                <th scope="col">"Start"</th>
                <th scope="col">"Duration"</th>
            }
        }))
    });
    view! {
        <tr aria-rowindex="1">
            <td></td>
            {lanes}
        </tr>
        <tr aria-rowindex="2">
            <th scope="col">"Request"</th>
            {columns}
        </tr>
    }
}

fn row_view(
    rows: Memo<Vec<RequestRow>>,
    place: u32,
    index: RequestIndex,
    selection: Selection,
) -> impl IntoView {
    let cells = Memo::new(move |_| {
        rows.with(|rows| {
            let mut rows = rows.iter();
            let row = rows.find(|row| row.index == index);
            row.map(|row| row.cells.clone()).unwrap_or_default()
        })
    });
    let is_chosen = move || selection.selected.get() == Some(index);
    view! {
        // Two rows of heads are above the first.
        <tr aria-rowindex=(place + 3).to_string() class:chosen=is_chosen>
            <th scope="row">
                <RequestButton index selection />
            </th>
            {block(move || list(cells.get().into_iter().map(cell_view)))}
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
