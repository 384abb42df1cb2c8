//! The answer: what was guessed, what came, and why.

use leptos::prelude::*;

use super::super::dynamic::{block, text};
use super::reason::reason;
use crate::state::lessons::lessons_state::{LessonsState, Stage};

#[component]
pub fn Answer(room: LessonsState) -> impl IntoView {
    let verdict = Memo::new(move |_| room.verdict());
    let words = text(move || verdict.get().map(|said| said.text).unwrap_or_default());
    let class = text(move || {
        match verdict.get().and_then(|said| said.is_right) {
            Some(true) => "verdict right",
            Some(false) => "verdict wrong",
            None => "verdict",
        }
        .to_owned()
    });
    let answer = block(move || {
        let Stage::Answered(step) = room.stage.get() else {
            return None;
        };
        let told = room.with_lesson(|lesson| (lesson.claim.clone(), reason(lesson, step)));
        let (claim, newest) = told?;
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
            // The live region is there before its words, or they are not spoken.
            <p class=class role="status">
                {words}
            </p>
            {answer}
        </div>
    }
}
