//! What can be done about what was seen: mend it, or go on to the next lesson.

use leptos::prelude::*;

use super::super::dynamic::block;
use super::prose::program;
use crate::state::lessons::{Classroom, Shown, Stage};

#[component]
pub fn NextStep(room: Classroom) -> impl IntoView {
    block(move || {
        let Stage::Answered(step) = room.stage.get() else {
            return ().into_any();
        };
        let next = room.with_lesson(|lesson| {
            let next = lesson.steps.get(step + 1)?;
            Some((next.press.clone(), next.code.clone()))
        });
        match next.flatten() {
            Some((press, code)) => view! {
                <div class="next-step">
                    <button class="primary" on:click=move |_| room.go_on()>
                        {press}
                        " "
                        <kbd aria-hidden="true">"F"</kbd>
                    </button>
                    {program(&code)}
                </div>
            }
            .into_any(),
            None => next_lesson(room).into_any(),
        }
    })
}

fn next_lesson(room: Classroom) -> impl IntoView {
    let Shown::Lesson(place) = room.shown.get_untracked() else {
        return None;
    };
    let title = room.with_all(|all| all.get(place + 1).map(|lesson| lesson.title.clone()));
    Some(match title {
        Some(title) => view! {
            <div class="next-step">
                <button on:click=move |_| room.go(1)>
                    {format!("Next: {title} ")}
                    <kbd aria-hidden="true">"N"</kbd>
                </button>
            </div>
        }
        .into_any(),
        None => view! { <p class="note">"That was the last lesson."</p> }.into_any(),
    })
}
