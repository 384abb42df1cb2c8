//! What there is to say about a lane that its figures do not.

use leptos::prelude::*;

use super::dynamic::block;
use crate::browser::document::environment::cores;
use crate::state::store::Store;
use playground_core::session::figures::LaneFigures;
use playground_core::units::LaneIndex;

#[component]
pub fn Remarks(store: Store, lane: LaneIndex) -> impl IntoView {
    let remarks = block(move || {
        let remarks = store.with_lane(lane, |lane: &LaneFigures| lane.remarks(cores()));
        let remarks = remarks.unwrap_or_default().into_iter();
        remarks
            .map(|words| view! { <li>{words}</li> })
            .collect_view()
    });
    view! { <ul class="remarks">{remarks}</ul> }
}
