//! What to do after the answer: fix the problem, go on to the next lesson, or guess again.

use leptos::prelude::*;

use super::prose::program;
use crate::state::lessons::lessons_state::{LessonsState, OpenLesson, Stage};
use crate::view::shared::dynamic::block;

#[component]
pub fn NextStep(lessons: LessonsState) -> impl IntoView {
    block(move || {
        let Stage::Answered(step) = lessons.stage.get() else {
            return None;
        };
        let next = lessons.with_lesson(|lesson| {
            let next = lesson.steps.get(step + 1)?;
            Some((next.press.clone(), next.code.clone()))
        });
        let (press, code) = match next.flatten() {
            Some((press, code)) => {
                let press = view! {
                    <button class="primary" on:click=move |_| lessons.go_on()>
                        {press}
                        " "
                        <kbd aria-hidden="true">"F"</kbd>
                    </button>
                };
                (press.into_any(), code)
            }
            None => (next_lesson(lessons).into_any(), String::new()),
        };
        Some(view! {
            <div class="next-step">
                <div class="lesson-presses">
                    {press}
                    <button on:click=move |_| lessons.again()>"Guess again"</button>
                </div>
                {program(&code)}
            </div>
        })
    })
}

fn next_lesson(lessons: LessonsState) -> impl IntoView {
    let OpenLesson::Lesson(place) = lessons.shown.get_untracked() else {
        return None;
    };
    let title = lessons.with_all(|all| all.get(place + 1).map(|lesson| lesson.title.clone()));
    Some(match title {
        Some(title) => view! {
            <button on:click=move |_| lessons.go(1)>
                {format!("Next: {title} ")}
                <kbd aria-hidden="true">"N"</kbd>
            </button>
        }
        .into_any(),
        None => view! { <p class="note">"That was the last lesson."</p> }.into_any(),
    })
}
