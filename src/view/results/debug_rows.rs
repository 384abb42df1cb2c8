//! The lines of the debug log as a table.

use leptos::prelude::*;

use crate::view::shared::data_table::DataTable;
use crate::view::shared::dynamic::block;
use crate::view::shared::icon::OutcomeIcon;
use crate::view::shared::request_button::{RequestButton, Selection, use_selection};
use crate::view::shared::row_window::RowWindow;
use crate::view::shared::store::use_store;
use playground_core::session::debug_log::lines::{DebugLog, LogRow};
use playground_core::units::RequestIndex;

const ROW_REM: f64 = 1.75;

#[component]
pub fn DebugRows(
    is_open: RwSignal<bool>,
    log: StoredValue<DebugLog, LocalStorage>,
    /// Counts how often the log was written.
    written: RwSignal<u32>,
) -> impl IntoView {
    let store = use_store();
    let selection = use_selection();
    let window = RowWindow::new(ROW_REM);
    // What is chosen comes into sight, once the table is as high as the log is long now.
    Effect::new(move |_| {
        if let Some(index) = store.selected.get().filter(|_| is_open.get()) {
            request_animation_frame(move || {
                window.update();
                let row = log.try_with_value(|log| log.line_to_show(index, window.in_sight()));
                if let Some(row) = row.flatten() {
                    window.scroll_to(row);
                }
            });
        }
    });
    let count = Memo::new(move |_| {
        written.track();
        log.with_value(DebugLog::len)
    });
    let rows = Memo::new(move |_| {
        written.track();
        let places = window.rows(count.get());
        let rows = store
            .live
            .peek(|all| log.with_value(|log| log.rows(all, places)));
        rows.filter(|_| is_open.get()).unwrap_or_default()
    });
    let head = view! {
        <tr aria-rowindex="1">
            <th scope="col" class="number">"Time"</th>
            <th scope="col">"Request"</th>
            <th scope="col">"What happened"</th>
            <th scope="col">"Lane"</th>
        </tr>
    };
    // A row is its place and its request: as the log is written again, the same row says
    // something else, and a button that has the keyboard never becomes another request's.
    let keys = move || {
        rows.with(|rows| {
            let keys = rows.iter().map(|row| (row.position, row.request));
            keys.collect::<Vec<_>>()
        })
    };
    let rows = view! {
        <For
            each=keys
            key=|key| *key
            children=move |(place, request)| row_view(rows, place, request, selection)
        />
    };
    view! {
        <DataTable
            label="Log"
            window
            count
            head_rows=1
            head=head.into_any()
            rows=rows.into_any()
        />
    }
}

fn row_view(
    rows: Memo<Vec<LogRow>>,
    place: u32,
    request: Option<RequestIndex>,
    selection: Selection,
) -> impl IntoView {
    let row = Memo::new(move |_| {
        rows.with(|rows| {
            let mut rows = rows.iter();
            rows.find(|row| (row.position, row.request) == (place, request))
                .cloned()
        })
    });
    let is_chosen = move || request.is_some() && selection.selected.get() == request;
    let is_warning = move || row.with(|row| row.as_ref().is_some_and(|row| row.is_warning));
    let button = request.map(|index| view! { <RequestButton index selection /> });
    let at = move || row.with(|row| row.as_ref().map(|row| row.at.clone()));
    let lane = move || row.with(|row| row.as_ref().map(|row| row.lane.clone()));
    view! {
        // The row of heads is above the first.
        <tr aria-rowindex=(place + 2).to_string() class:chosen=is_chosen class:warning=is_warning>
            <td class="number">{at}</td>
            <td>{button}</td>
            <td class="event">{block(move || row.get().map(event_view))}</td>
            <td>{lane}</td>
        </tr>
    }
}

/// What happened, with its sign.
fn event_view(row: LogRow) -> impl IntoView {
    let sign = row
        .is_warning
        .then(|| view! { <span aria-hidden="true">"⚠ "</span> });
    view! {
        {sign}
        {row.kind.map(|kind| view! { <OutcomeIcon kind /> })}
        " "
        {row.text}
    }
}
