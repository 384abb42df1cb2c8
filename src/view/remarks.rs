//! What there is to say about a lane that its figures do not.

use leptos::prelude::*;

use super::dynamic::block;
use crate::state::figures::LaneFigures;
use crate::state::store::Store;

#[component]
pub fn Remarks(store: Store, place: usize) -> impl IntoView {
    let remarks = block(move || {
        let remarks = store.with_lane(place, LaneFigures::remarks);
        let remarks = remarks.unwrap_or_default().into_iter();
        remarks
            .map(|words| view! { <li>{words}</li> })
            .collect_view()
    });
    view! { <ul class="remarks">{remarks}</ul> }
}
