//! Lessons: the list of them, or the one that is open.

use leptos::prelude::*;

use super::super::dynamic::{block, flag};
use super::super::keys::listen_to_keys;
use super::answer::Answer;
use super::bar::LessonBar;
use super::contents::Contents;
use super::curve::LimitCurve;
use super::foretold::Foretold;
use super::guess::GuessForm;
use super::keys;
use super::next_step::NextStep;
use super::text::LessonText;
use crate::state::lessons::{Classroom, Shown, Stage};
use crate::state::store::Store;

#[component]
pub fn Lessons(store: Store) -> impl IntoView {
    let room = Classroom::new(store);
    listen_to_keys(
        store,
        Box::new(move |_, key, target| keys::press(room, key, target)),
    );
    block(move || match room.shown.get() {
        Shown::Nothing => ().into_any(),
        Shown::Contents { unknown } => view! { <Contents room unknown /> }.into_any(),
        Shown::Lesson(place) => view! { <LessonPanel room place /> }.into_any(),
    })
}

/// The lesson at this place; another place makes another panel.
#[component]
fn LessonPanel(room: Classroom, place: usize) -> impl IntoView {
    let title = room.with_all(|all| all.get(place).map(|lesson| lesson.title.clone()));
    let title = title.unwrap_or_default();
    view! {
        <section
            class="panel lesson"
            class:running=flag(move || room.stage.get() == Stage::Running)
            aria-labelledby="lesson-title"
        >
            <LessonBar room place />
            <h2 id="lesson-title">{title}</h2>
            <div class="lesson-columns">
                <div class="lesson-told">
                    <Answer room />
                    <LimitCurve room />
                    <LessonText room />
                </div>
                <div class="lesson-work">
                    <GuessForm room />
                    <NextStep room />
                    <Foretold room />
                </div>
            </div>
        </section>
    }
}
