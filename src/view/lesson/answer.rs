//! The answer: what was guessed, what came, and why.

use leptos::prelude::*;

use super::super::dynamic::{block, text};
use super::prose::{paragraph, program};
use crate::state::lessons::{Classroom, Stage};

#[component]
pub fn Answer(room: Classroom) -> impl IntoView {
    let verdict = Memo::new(move |_| room.verdict());
    let words = text(move || verdict.get().map(|said| said.words).unwrap_or_default());
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
        let told = room.with_lesson(|lesson| {
            let whys = lesson.steps.iter().take(step + 1);
            let whys = whys.enumerate().map(|(place, step)| {
                // The first step's program stands above, with the question.
                let code = if place > 0 { step.code.as_str() } else { "" };
                view! {
                    {program(code)}
                    {paragraph(&step.why)}
                }
                .into_any()
            });
            (lesson.claim.clone(), whys.collect::<Vec<_>>())
        });
        let (claim, whys) = told?;
        Some(view! {
            <p class="claim">
                <span class="visually-hidden">"So: "</span>
                {claim}
            </p>
            {whys.collect_view()}
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
