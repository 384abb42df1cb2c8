//! What stands below the guess: where the lesson simplifies, what its words mean, and what
//! it claims.

use leptos::prelude::*;

use super::prose::inline;
use crate::state::lessons::lessons_state::LessonsState;
use playground_core::experiment::source::{HTTP1_ORIGIN, HTTP2_ORIGIN};

#[component]
pub fn Simplified(room: LessonsState) -> impl IntoView {
    let shown = untrack(|| {
        room.with_lesson(|lesson| {
            let simplified = (!lesson.simplified.is_empty()).then(|| {
                let words = inline(&lesson.simplified);
                view! { <p class="note">"Made simpler: " {words}</p> }
            });
            let words = lesson.terms.iter().map(|term| {
                view! {
                    <dt>{inline(term.name)}</dt>
                    <dd>{inline(term.meaning)}</dd>
                }
            });
            view! {
                {simplified}
                <details class="fold" hidden=lesson.terms.is_empty()>
                    <summary>"Words in this lesson"</summary>
                    <dl class="words">{words.collect_view()}</dl>
                </details>
                {lesson.needs_server.then(server_note)}
                // Folded, or there is nothing left to guess.
                <details class="fold claimed">
                    <summary>"What this lesson claims"</summary>
                    <p>{lesson.claim.clone()}</p>
                </details>
            }
        })
    });
    shown.into_any()
}

fn server_note() -> impl IntoView {
    view! {
        <details class="fold">
            <summary>"How to start the lab server that this lesson needs"</summary>
            <p>
            <code>"cargo xtask serve"</code>
            " starts it, in the project's folder, and so does "
            <code>"cargo run --package lab-server"</code>
            ". It answers at "
            <code>{HTTP1_ORIGIN}</code>
            " and, by HTTP/2, at "
            <a href=format!("{HTTP2_ORIGIN}/lab-server/ping") target="_blank" rel="noreferrer">
                <code>{HTTP2_ORIGIN}</code>
            </a>
            ": open that once beforehand, and accept its certificate. Without the server, go on with the next lesson."
            </p>
        </details>
    }
}
