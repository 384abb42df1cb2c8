//! What is below the guess: where the lesson simplifies, what its terms mean, and what it
//! claims.

use leptos::prelude::*;

use super::prose::inline;
use crate::state::lessons::lessons_state::LessonsState;
use crate::view::shared::dynamic::list;
use playground_core::experiment::source::{HTTP1_ORIGIN, HTTP2_ORIGIN};

#[component]
pub fn Simplified(lessons: LessonsState) -> impl IntoView {
    let shown = untrack(|| {
        lessons.with_lesson(|lesson| {
            let simplified = (!lesson.simplified.is_empty()).then(|| {
                let words = inline(&lesson.simplified);
                view! { <p class="note">"Simplified: " {words}</p> }
            });
            let terms = lesson.terms.iter().map(|term| {
                view! {
                    <dt>{inline(term.name)}</dt>
                    <dd>{inline(term.meaning)}</dd>
                }
            });
            view! {
                {simplified}
                <details class="fold" hidden=lesson.terms.is_empty()>
                    <summary>"Terms in this lesson"</summary>
                    <dl class="terms">{list(terms)}</dl>
                </details>
                {lesson.needs_server.then(server_note)}
                // Folded, so that it does not give the answer away.
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
            ": open that once beforehand, and accept its certificate. Without the server, continue with the next lesson."
            </p>
        </details>
    }
}
