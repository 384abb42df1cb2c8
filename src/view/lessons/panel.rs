//! Lessons: the list of them, or the one that is open.

use leptos::html::{H2, Section};
use leptos::prelude::*;

use super::answer::Answer;
use super::bar::LessonBar;
use super::contents::Contents;
use super::curve::LimitCurve;
use super::guess::GuessForm;
use super::keys;
use super::next_step::NextStep;
use super::predicted::Predicted;
use super::reason::{EarlierReasons, RunningStep};
use super::simplified::Simplified;
use super::text::LessonText;
use crate::browser::document::page;
use crate::state::lessons::lessons_state::{LessonsState, OpenLesson, Stage};
use crate::view::keys::listen_to_keys;
use crate::view::shared::dynamic::{block, flag};
use crate::view::shared::store::use_store;
use playground_core::session::figures::{LaneFigures, LaneStage};

#[component]
pub fn Lessons() -> impl IntoView {
    let store = use_store();
    let lessons = LessonsState::new(store);
    listen_to_keys(store, Box::new(move |_, press| keys::press(lessons, press)));
    let contents = block(move || match lessons.shown.get() {
        OpenLesson::Contents { unknown } => Some(view! { <Contents lessons unknown /> }),
        _ => None,
    });
    // Keyed by its place: another lesson is another panel, with nothing unfolded in it.
    let open = move || match lessons.shown.get() {
        OpenLesson::Lesson(place) => vec![place],
        _ => Vec::new(),
    };
    view! {
        {contents}
        <For each=open key=|place| *place children=move |place| view! { <LessonPanel lessons place /> } />
    }
}

/// The lesson at this place; another place makes another panel.
#[component]
fn LessonPanel(lessons: LessonsState, place: usize) -> impl IntoView {
    let title = lessons.with_all(|all| all.get(place).map(|lesson| lesson.title.clone()));
    let title = title.unwrap_or_default();
    let heading = NodeRef::<H2>::new();
    // The keyboard continues from here.
    Effect::new(move |_| {
        if let Some(heading) = heading.get() {
            let _focused = heading.focus();
        }
    });
    // What comes next is at the top, however far the lesson was scrolled.
    let panel = NodeRef::<Section>::new();
    Effect::new(move |_| {
        let stage = lessons.stage.get();
        if let Some(panel) = panel.get_untracked() {
            panel.set_scroll_top(0);
        }
        // Many lanes are read from the first on.
        if stage == Stage::Answered(0) {
            page::show_nth(".lane", 0);
        }
    });
    // A lane that runs is brought into sight.
    let running = Memo::new(move |_| {
        let is_running = |lane: &LaneFigures| lane.stage == LaneStage::Running;
        lessons
            .store
            .figures
            .with(|lanes| lanes.iter().position(is_running))
    });
    Effect::new(move |_| {
        if let Some(place) = running.get() {
            page::show_nth(".lane", place);
        }
    });
    view! {
        <section
            class="panel lesson open"
            node_ref=panel
            class:further=flag(move || lessons.further_step.get().is_some())
            class:running=flag(move || lessons.stage.get() == Stage::Running)
            aria-labelledby="lesson-title"
        >
            <LessonBar lessons place />
            <h2 id="lesson-title" tabindex="-1" node_ref=heading>{title}</h2>
            // The answer of a step is above the question, which was read already.
            <Answer lessons />
            <RunningStep lessons />
            <LimitCurve lessons />
            <NextStep lessons />
            <Predicted lessons />
            <EarlierReasons lessons />
            <LessonText lessons />
            <GuessForm lessons />
            <Simplified lessons />
        </section>
    }
}
