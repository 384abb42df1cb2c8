//! The list of all lessons.

use leptos::prelude::*;

use crate::state::lessons::lessons_state::LessonsState;
use crate::state::lessons::link;
use crate::view::shared::dynamic::{flag, list, text};
use playground_core::experiment::ranges::shorten;

#[component]
pub fn Contents(
    lessons: LessonsState,
    /// The name in a link that is not a lesson's.
    unknown: Option<String>,
) -> impl IntoView {
    let store = lessons.store;
    let unknown = unknown.map(|name| {
        view! {
            <p class="problem" role="alert">
                "There is no lesson named “" {shorten(&name)} "”. The link may be mistyped, or from another version of this page. These are the lessons there are:"
            </p>
        }
    });
    let titles = lessons.with_all(|all| {
        let lessons = all.iter();
        lessons
            .map(|lesson| (lesson.id.clone(), lesson.title.clone(), lesson.needs_server))
            .collect::<Vec<_>>()
    });
    let links = titles.into_iter().map(|(id, title, needs_server)| {
        let href = format!("#{}", link::fragment(&id));
        let name = id.clone();
        let done = text(move || {
            let is_done = lessons.done.with(|done| done.contains(&name));
            if is_done { " ✓ done" } else { "" }.to_owned()
        });
        view! {
            <li>
                <a
                    href=href
                    on:click=move |event| {
                        // With another key held, the browser opens it in a new tab or window.
                        if !(event.ctrl_key() || event.meta_key() || event.shift_key()) {
                            event.prevent_default();
                            store.lesson.set(Some(id.clone()));
                        }
                    }
                >
                    {title}
                </a>
                {needs_server.then_some(" · needs the lab server")}
                <span class="done">{done}</span>
            </li>
        }
    });
    view! {
        <section class="panel lesson" aria-labelledby="lessons-title">
            <div class="lesson-bar">
                <h2 id="lessons-title">"Lessons"</h2>
                <button class="quiet close" aria-label="Close the lessons" on:click=move |_| store.lesson.set(None)>
                    "×"
                </button>
            </div>
            {unknown}
            <p>"Each lesson is an experiment: guess first, then run it, and see. They build on each other in this order. Their few lines of code are Rust, and look much the same in any language with async."</p>
            <ol class="lesson-list">{list(links)}</ol>
            <div class="lesson-presses" hidden=flag(move || lessons.done.with(Vec::is_empty))>
                <button on:click=move |_| lessons.clear_progress()>"Clear progress"</button>
            </div>
        </section>
    }
}
