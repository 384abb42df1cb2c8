//! A guess among a few. After the run, the right one is marked.

use leptos::prelude::*;

use crate::state::lessons::lessons_state::LessonsState;
use crate::view::shared::dynamic::{flag, list, text};
use playground_core::lessons::question::{Choice, Guess};

#[component]
pub fn Choices(lessons: LessonsState, choices: Vec<Choice>) -> impl IntoView {
    let right = Memo::new(move |_| {
        let measured = lessons.measured()?;
        lessons
            .with_lesson(|lesson| lesson.question.right_choice(measured))
            .flatten()
    });
    let choices = choices.into_iter().enumerate().map(|(place, choice)| {
        let guess = Guess::Choice(place);
        let is_chosen = flag(move || lessons.guess.get() == Some(guess));
        let is_right = flag(move || right.get() == Some(place));
        let sign = text(move || {
            let sign = if is_right.get() { " ✓ right" } else { "" };
            sign.to_owned()
        });
        view! {
            <li class:right=is_right>
                <label>
                    <input
                        type="radio"
                        name="lesson-guess"
                        prop:checked=is_chosen
                        on:change=move |_| lessons.take_guess(guess)
                    />
                    <kbd aria-hidden="true">{place + 1}</kbd>
                    " "
                    {choice.text}
                    <strong>{sign}</strong>
                </label>
            </li>
        }
    });
    view! { <ol class="choices">{list(choices)}</ol> }
}
