//! The question, and the guess that is made before the run.

use leptos::prelude::*;

use super::super::dynamic::{block, flag};
use super::choices::Choices;
use super::keys;
use super::slider::TimeSlider;
use crate::browser::document::keys::{KeyTarget, target};
use crate::state::lessons::lessons_state::{LessonsState, Stage};
use playground_core::lessons::question::Guesses;

#[component]
pub fn GuessForm(room: LessonsState) -> impl IntoView {
    let question = untrack(|| room.with_lesson(|lesson| lesson.question.clone()));
    let guesses = question.as_ref().map(|question| match &question.guesses {
        Guesses::Time { axis } => {
            let axis = *axis;
            view! { <TimeSlider room axis /> }.into_any()
        }
        Guesses::Choice(choices) => {
            let choices = choices.clone();
            view! { <Choices room choices /> }.into_any()
        }
    });
    let ask = question.map(|question| question.ask).unwrap_or_default();
    let stage = room.stage;
    let cannot_run =
        flag(move || matches!(stage.get(), Stage::Running | Stage::Busy | Stage::Changed));
    // Who has seen the bars does not guess any more.
    let is_over = flag(move || {
        matches!(
            stage.get(),
            Stage::Running | Stage::Answered(_) | Stage::Busy
        )
    });
    let is_answered = flag(move || matches!(stage.get(), Stage::Answered(_)));
    let state = block(move || state_words(room).map(|words| view! { <p class="note">{words}</p> }));
    view! {
        <form
            class="guess"
            on:submit=move |event| {
                event.prevent_default();
                if !cannot_run.get_untracked() {
                    room.run();
                }
            }
            // Fields keep their keys to themselves, but these have no other use for them.
            on:keydown=move |event| {
                let is_field = target(&event) == Some(KeyTarget::Typing);
                let is_ours = is_field && room.store.single_keys.get_untracked();
                if is_ours && keys::press_in_guess(room, &event.key()) {
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
                    on:click=move |_| room.restore()
                >
                    "Back to the lesson's settings"
                </button>
            </div>
            <div role="status">{state}</div>
        </form>
    }
}

/// Why there is no answer, where there could be one.
fn state_words(room: LessonsState) -> Option<&'static str> {
    Some(match room.stage.get() {
        Stage::Asking if room.guess.get().is_none() => {
            "Guess first: what you expected is what you will remember. Then press Space, or ▶."
        }
        Stage::Asking => "Press Space, or ▶, and see.",
        Stage::Running => "It runs. Look at the bars.",
        Stage::Busy => {
            "Something else is running, so this lesson waits. Stop it with ■ Stop, or let it end."
        }
        Stage::Changed => {
            "The settings were changed, so what runs now is an experiment of yours and not the \
             lesson's: there is no answer to it here."
        }
        Stage::Stopped => {
            "It was stopped, or its limit was moved while it ran, so there is no answer. Press \
             Space, or ▶, to run it again."
        }
        Stage::Answered(_) => return None,
    })
}
