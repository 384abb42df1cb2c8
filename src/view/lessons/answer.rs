//! The answer: what was guessed, what was measured, and why.

use leptos::prelude::*;

use super::reason::reason;
use crate::state::lessons::lessons_state::{LessonsState, Stage};
use crate::view::shared::dynamic::{block, text};

#[component]
pub fn Answer(lessons: LessonsState) -> impl IntoView {
    let verdict = Memo::new(move |_| lessons.verdict());
    let words = text(move || {
        verdict
            .get()
            .map(|verdict| verdict.text)
            .unwrap_or_default()
    });
    let class = text(move || {
        match verdict.get().and_then(|verdict| verdict.is_right) {
            Some(true) => "verdict right",
            Some(false) => "verdict wrong",
            None => "verdict",
        }
        .to_owned()
    });
    let answer = block(move || {
        let Stage::Answered(step) = lessons.stage.get() else {
            return None;
        };
        let answer = lessons.with_lesson(|lesson| (lesson.claim.clone(), reason(lesson, step)));
        let (claim, newest) = answer?;
        Some(view! {
            <p class="claim">
                <span class="visually-hidden">"So: "</span>
                {claim}
            </p>
            {newest}
        })
    });
    view! {
        <div class="why">
            // The live region must exist before its text, or screen readers do not announce it.
            <p class=class role="status">
                {words}
            </p>
            {answer}
        </div>
    }
}
