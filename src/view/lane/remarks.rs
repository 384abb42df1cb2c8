//! What there is to say about a lane beyond its figures.

use leptos::prelude::*;

use crate::browser::document::environment::cores;
use crate::view::shared::dynamic::{block, list};
use crate::view::shared::store::use_store;
use playground_core::units::LaneIndex;

#[component]
pub fn Remarks(lane: LaneIndex) -> impl IntoView {
    let store = use_store();
    // The figures change ten times a second, what there is to say about them hardly ever.
    let remarks = Memo::new(move |_| {
        let remarks = store.with_lane(lane, |lane| lane.remarks(cores()));
        remarks.unwrap_or_default()
    });
    let remarks = block(move || {
        let remarks = remarks.get().into_iter();
        let remarks = remarks.map(|remark| view! { <li>{remark}</li> });
        list(remarks)
    });
    view! { <ul class="remarks">{remarks}</ul> }
}
