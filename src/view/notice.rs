//! What the page has to say.

use leptos::prelude::*;

use crate::state::store::Notice;
use crate::view::shared::dynamic::block;

#[component]
pub fn NoticeLine(notice: RwSignal<Option<Notice>>) -> impl IntoView {
    view! {
        // The live region is there before its words, or they are not spoken.
        <div role="alert" class="notice-place">
            {block(move || {
                notice
                    .get()
                    .map(|Notice { text, is_problem }| {
                        view! {
                            <div class="notice" class:problem=is_problem>
                                <p>{text}</p>
                                <button
                                    class="quiet"
                                    aria-label="Dismiss"
                                    on:click=move |_| notice.set(None)
                                >
                                    "×"
                                </button>
                            </div>
                        }
                    })
            })}
        </div>
    }
}
