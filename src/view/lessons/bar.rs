//! The navigation of lessons: all of them, the previous, the next, and close.

use leptos::prelude::*;

use crate::state::lessons::lessons_state::LessonsState;
use crate::view::shared::dynamic::text;

#[component]
pub fn LessonBar(lessons: LessonsState, place: usize) -> impl IntoView {
    let store = lessons.store;
    let count = lessons.with_all(<[_]>::len);
    view! {
        <div class="lesson-bar">
            <button
                aria-label="Previous lesson"
                title="Previous lesson (P)"
                disabled=place == 0
                on:click=move |_| lessons.go(-1)
            >
                "‹"
            </button>
            <p>
                <span class="visually-hidden">"Lesson "</span>
                {format!("{} of {count}", place + 1)}
            </p>
            <button
                aria-label="Next lesson"
                title="Next lesson (N)"
                disabled=place + 1 == count
                on:click=move |_| lessons.go(1)
            >
                "›"
            </button>
            <button on:click=move |_| store.lesson.set(Some(String::new()))>"All lessons"</button>
            <button
                aria-pressed=text(move || store.shows_settings.get().to_string())
                on:click=move |_| {
                    store.shows_settings.update(|shown| *shown = !*shown);
                    store.settings_are_open.set(true);
                }
            >
                "Settings"
            </button>
            <button class="quiet close" aria-label="Close the lessons" on:click=move |_| store.lesson.set(None)>
                "×"
            </button>
        </div>
    }
}
