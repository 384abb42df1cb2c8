//! What came of the runs: the comparison, the errors, one request.

use leptos::prelude::*;

use super::compare::Compare;
use super::errors::Errors;
use super::report_buttons::ReportButtons;
use super::request_detail::RequestDetail;
use crate::state::store::Store;

#[component]
pub fn Results(store: Store) -> impl IntoView {
    view! {
        <ReportButtons store />
        <div class="results">
            <Compare store />
            <Errors store />
            <RequestDetail store />
        </div>
    }
}
