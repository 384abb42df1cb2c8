//! What was seen in a step and why, with the program that makes the difference.

use leptos::prelude::*;

use super::super::dynamic::block;
use super::prose::{paragraph, program};
use crate::lessons::lesson::Lesson;
use crate::state::lessons::{Classroom, Stage};

/// The reason of the step at this place, under the name of its lane where it has one.
pub fn reason(lesson: &Lesson, place: usize) -> Option<AnyView> {
    let step = lesson.steps.get(place)?;
    // The first step's program stands with the question.
    let code = if place > 0 { step.code.as_str() } else { "" };
    let lane = match (lesson.steps.len(), step.lanes.as_slice()) {
        (2.., [lane]) => Some(view! { <h3>{lane.title()}</h3> }),
        _ => None,
    };
    let view = view! {
        <div class="reason">
            {lane}
            {program(code)}
            {paragraph(&step.why)}
        </div>
    };
    Some(view.into_any())
}

/// The reasons of the steps before the newest.
#[component]
pub fn EarlierReasons(room: Classroom) -> impl IntoView {
    block(move || {
        let Stage::Answered(step) = room.stage.get() else {
            return None;
        };
        let reasons = room.with_lesson(|lesson| {
            let earlier = (0..step).rev();
            let reasons = earlier.filter_map(|place| reason(lesson, place));
            reasons.collect::<Vec<_>>()
        });
        Some(view! { <div class="earlier">{reasons}</div> })
    })
}
