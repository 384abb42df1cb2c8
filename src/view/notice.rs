//! A message of the page, until it is dismissed.

use leptos::prelude::*;

use crate::state::store::Notice;
use crate::view::shared::dynamic::{block, list};

#[component]
pub fn NoticeLine(notice: RwSignal<Option<Notice>>) -> impl IntoView {
    view! {
        // The live region must exist before its text, or screen readers do not announce it.
        <div role="alert" class="notice-place">
            {block(move || {
                list(
                    notice.get().map(|Notice { text, is_problem }| {
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
                    }),
                )
            })}
        </div>
    }
}
