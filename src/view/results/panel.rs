//! What came of the runs: the comparison, the errors, one request.

use leptos::prelude::*;

use crate::state::store::Store;
use crate::view::results::compare::Compare;
use crate::view::results::debug_log::DebugLog;
use crate::view::results::errors::Errors;
use crate::view::results::report_buttons::ReportButtons;
use crate::view::results::request_detail::RequestDetail;
use crate::view::results::request_table::RequestTable;
use crate::view::results::statistics::Statistics;

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
