//! The question, and the guess that is made before the run.

use leptos::prelude::*;

use super::choices::Choices;
use super::keys::press_in_guess;
use super::slider::TimeSlider;
use crate::browser::document::keys;
use crate::state::lessons::lessons_state::{LessonsState, Stage};
use crate::view::shared::dynamic::{block, flag};
use playground_core::lessons::question::Guesses;

#[component]
pub fn GuessForm(lessons: LessonsState) -> impl IntoView {
    let question = untrack(|| lessons.with_lesson(|lesson| lesson.question.clone()));
    let guesses = question.as_ref().map(|question| match &question.guesses {
        Guesses::Time { axis } => {
            let axis = *axis;
            view! { <TimeSlider lessons axis /> }.into_any()
        }
        Guesses::Choice(choices) => {
            let choices = choices.clone();
            view! { <Choices lessons choices /> }.into_any()
        }
    });
    let ask = question.map(|question| question.ask).unwrap_or_default();
    let stage = lessons.stage;
    let cannot_run =
        flag(move || matches!(stage.get(), Stage::Running | Stage::Busy | Stage::Changed));
    // After the bars were seen there is nothing left to guess.
    let is_over = flag(move || {
        matches!(
            stage.get(),
            Stage::Running | Stage::Answered(_) | Stage::Busy
        )
    });
    let is_answered = flag(move || matches!(stage.get(), Stage::Answered(_)));
    let state =
        block(move || state_words(lessons).map(|words| view! { <p class="note">{words}</p> }));
    view! {
        <form
            class="guess"
            on:submit=move |event| {
                event.prevent_default();
                if !cannot_run.get_untracked() {
                    lessons.run();
                }
            }
            // Its fields have no other use for Space.
            on:keydown=move |event| {
                let is_on = lessons.store.single_keys.get_untracked();
                let press = keys::press(&event).filter(|_| is_on);
                if press.is_some_and(|press| press_in_guess(lessons, press)) {
                    event.prevent_default();
                }
            }
        >
            <fieldset disabled=is_over>
                <legend>{ask}</legend>
                {guesses}
            </fieldset>
            <div class="lesson-presses">
                <button class="primary" type="submit" disabled=cannot_run hidden=is_answered>
                    "▶ Run it"
                </button>
                <button
                    type="button"
                    hidden=flag(move || stage.get() != Stage::Changed)
                    on:click=move |_| lessons.restore()
                >
                    "Back to the lesson's settings"
                </button>
            </div>
            <div role="status">{state}</div>
        </form>
    }
}

/// What to do next, or why there is no answer.
fn state_words(lessons: LessonsState) -> Option<&'static str> {
    Some(match lessons.stage.get() {
        Stage::Asking if lessons.guess.get().is_none() => {
            "Guess first: what you expected is what you will remember. Then press Space, or ▶."
        }
        Stage::Asking => "Press Space, or ▶, and see.",
        Stage::Running => "Running. Watch the bars.",
        Stage::Busy => {
            "Something else is running, so this lesson waits. Stop it with ■ Stop, or wait until it ends."
        }
        Stage::Changed => {
            "The settings were changed, so what runs now is your own experiment and not the \
             lesson's: it has no answer here."
        }
        Stage::Stopped => {
            "It was stopped, or its limit was changed while it ran, so there is no answer. Press \
             Space, or ▶, to run it again."
        }
        Stage::Answered(_) => return None,
    })
}
