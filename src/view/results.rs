//! What came of the runs: the comparison, the errors, one request.

use leptos::prelude::*;

use super::compare::Compare;
use super::debug_log::DebugLog;
use super::errors::Errors;
use super::report_buttons::ReportButtons;
use super::request_detail::RequestDetail;
use super::request_table::RequestTable;
use super::statistics::Statistics;
use crate::state::store::Store;

#[component]
pub fn Results(store: Store) -> impl IntoView {
    view! {
        <div class="results">
            <Compare store />
            <Errors store />
            <RequestDetail store />
        </div>
        <ReportButtons store />
        <Statistics store />
        <RequestTable store />
        <DebugLog store />
    }
}
