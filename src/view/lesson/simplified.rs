//! What stands below the guess: where the lesson simplifies, and what it claims.

use leptos::prelude::*;

use crate::state::lessons::Classroom;

#[component]
pub fn Simplified(room: Classroom) -> impl IntoView {
    let shown = untrack(|| {
        room.with_lesson(|lesson| {
            let simplified = (!lesson.simplified.is_empty()).then(|| {
                let words = format!("Made simpler: {}", lesson.simplified);
                view! { <p class="note">{words}</p> }
            });
            view! {
                {simplified}
                // Folded, or there is nothing left to guess.
                <details class="claimed">
                    <summary>"What this lesson claims"</summary>
                    <p>{lesson.claim.clone()}</p>
                </details>
            }
        })
    });
    shown.into_any()
}
