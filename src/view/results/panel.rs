//! What came of the runs: the comparison, the errors, one request.

use leptos::prelude::*;

use super::compare::Compare;
use super::debug_log::DebugLog;
use super::errors::Errors;
use super::report_buttons::ReportButtons;
use super::request_detail::RequestDetail;
use super::request_table::RequestTable;
use super::statistics::Statistics;
use crate::state::commands;
use crate::view::shared::dynamic::flag;
use crate::view::shared::store::use_store;

#[component]
pub fn Results() -> impl IntoView {
    let store = use_store();
    let is_busy = flag(move || store.is_busy());
    let is_empty = flag(move || {
        store.live.track_lanes();
        store.live.is_empty()
    });
    let save = Callback::new(move |()| commands::save_report(store));
    view! {
        <div class="results">
            <Compare />
            <Errors />
            <RequestDetail />
        </div>
        <ReportButtons
            is_busy
            is_empty
            save
            on_file=move |event| commands::open_chosen(store, &event)
        />
        <Statistics />
        <RequestTable />
        <DebugLog />
    }
}
