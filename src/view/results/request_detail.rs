//! One request, in every lane.

use leptos::prelude::*;

use super::request_times::RequestTimes;
use crate::state::timeline::viewport_commands;
use crate::view::shared::dynamic::{block, flag, list, text};
use crate::view::shared::store::use_store;
use playground_core::units::{LaneIndex, RequestIndex};

#[component]
pub fn RequestDetail() -> impl IntoView {
    let store = use_store();
    let requests = move || store.live.watch(|all| all.experiment.workload.requests);
    let last = Signal::derive(move || requests().map_or(0, |count| count.saturating_sub(1)));
    let typed = move |text: String| match text.trim().parse() {
        Ok(index) if index <= last.get() => viewport_commands::select(store, RequestIndex(index)),
        _ => store.selected.set(None),
    };
    let value = text(move || {
        store
            .selected
            .get()
            .map(|index| index.to_string())
            .unwrap_or_default()
    });
    let lanes = move || {
        store.live.track_lanes();
        store.live.peek(|all| all.lanes.len()).unwrap_or(0)
    };
    view! {
        <section class="panel detail" aria-label="Request">
            <h2>
                <label for="chosen-request">"Request"</label>
                <input
                    id="chosen-request"
                    type="number"
                    min="0"
                    max=last
                    placeholder="–"
                    disabled=flag(move || requests().is_none())
                    prop:value=value
                    on:input=move |event| typed(event_target_value(&event))
                />
            </h2>
            {block(move || match store.selected.get() {
                None => {
                    view! {
                        <p class="empty">
                            "Click a bar, press ↑ or ↓, or type a number to see one request in every lane."
                        </p>
                    }
                        .into_any()
                }
                Some(index) => {
                    list((0..lanes()).map(|lane| view! { <RequestTimes lane=LaneIndex(lane) index /> }))
                        .into_any()
                }
            })}
        </section>
    }
}
