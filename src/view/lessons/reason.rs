//! What a step shows and why, with the code that makes the difference.

use leptos::prelude::*;

use super::prose::{paragraph, program};
use crate::state::lessons::lessons_state::{LessonsState, Stage};
use crate::view::shared::dynamic::block;
use playground_core::experiment::planned_lane::PlannedLane;
use playground_core::lessons::lesson::Lesson;

/// The reason of the step at this place, under the names of its lanes if there are several steps.
pub fn reason(lesson: &Lesson, place: usize) -> Option<AnyView> {
    let step = lesson.steps.get(place)?;
    let why = paragraph(&step.why);
    Some(view! { <div class="reason">{program_of(lesson, place)} {why}</div> }.into_any())
}

/// Which step it is, of which lanes, and its code.
fn program_of(lesson: &Lesson, place: usize) -> Option<AnyView> {
    let step = lesson.steps.get(place)?;
    // The first step's code is shown with the question.
    let code = if place > 0 { step.code.as_str() } else { "" };
    let steps = lesson.steps.len();
    let heading = (steps > 1).then(|| {
        let lanes: Vec<_> = step.lanes.iter().map(PlannedLane::title).collect();
        let words = format!("Step {} of {steps}: {}", place + 1, lanes.join("; "));
        view! { <h3>{words}</h3> }
    });
    let view = view! {
        {heading}
        {program(code)}
    };
    Some(view.into_any())
}

/// While a further step runs: which it is. The question is about the first.
#[component]
pub fn RunningStep(lessons: LessonsState) -> impl IntoView {
    block(move || {
        let step = lessons.further_step.get()?;
        let program = lessons.with_lesson(|lesson| program_of(lesson, step));
        Some(view! {
            <div class="reason">
                {program}
                <p class="note">"Running. Watch the bars."</p>
            </div>
        })
    })
}

/// The reasons of the steps before the latest.
#[component]
pub fn EarlierReasons(lessons: LessonsState) -> impl IntoView {
    block(move || {
        let Stage::Answered(step) = lessons.stage.get() else {
            return None;
        };
        let reasons = lessons.with_lesson(|lesson| {
            let earlier = (0..step).rev();
            let reasons = earlier.filter_map(|place| reason(lesson, place));
            reasons.collect::<Vec<_>>()
        });
        Some(view! { <div class="earlier">{reasons}</div> })
    })
}
