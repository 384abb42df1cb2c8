//! Lessons: the list of them, or the one that is open.

use leptos::html::{H2, Section};
use leptos::prelude::*;

use super::super::dynamic::{block, flag};
use super::super::keys::listen_to_keys;
use super::answer::Answer;
use super::bar::LessonBar;
use super::contents::Contents;
use super::curve::LimitCurve;
use super::guess::GuessForm;
use super::keys;
use super::next_step::NextStep;
use super::predicted::Foretold;
use super::reason::{EarlierReasons, RunningStep};
use super::simplified::Simplified;
use super::text::LessonText;
use crate::browser::document::page;
use crate::state::lessons::lessons_state::{LessonsState, OpenLesson, Stage};
use crate::state::store::Store;
use playground_core::session::figures::{LaneFigures, LaneStage};

#[component]
pub fn Lessons(store: Store) -> impl IntoView {
    let room = LessonsState::new(store);
    listen_to_keys(
        store,
        Box::new(move |_, key, target| keys::press(room, key, target)),
    );
    let contents = block(move || match room.shown.get() {
        OpenLesson::Contents { unknown } => Some(view! { <Contents room unknown /> }),
        _ => None,
    });
    // By its place: another lesson is another panel, with nothing unfolded in it.
    let open = move || match room.shown.get() {
        OpenLesson::Lesson(place) => vec![place],
        _ => Vec::new(),
    };
    view! {
        {contents}
        <For each=open key=|place| *place children=move |place| view! { <LessonPanel room place /> } />
    }
}

/// The lesson at this place; another place makes another panel.
#[component]
fn LessonPanel(room: LessonsState, place: usize) -> impl IntoView {
    let title = room.with_all(|all| all.get(place).map(|lesson| lesson.title.clone()));
    let title = title.unwrap_or_default();
    let heading = NodeRef::<H2>::new();
    // Whoever goes on by keyboard goes on from here.
    Effect::new(move |_| {
        if let Some(heading) = heading.get() {
            let _focused = heading.focus();
        }
    });
    // What comes next stands at the top, wherever the lesson was read to.
    let panel = NodeRef::<Section>::new();
    Effect::new(move |_| {
        let stage = room.stage.get();
        if let Some(panel) = panel.get_untracked() {
            panel.set_scroll_top(0);
        }
        // Many lanes are read from the first on.
        if stage == Stage::Answered(0) {
            page::show_nth(".lane", 0);
        }
    });
    // Nor does a lane run below the screen's edge.
    let running = Memo::new(move |_| {
        let is_running = |lane: &LaneFigures| lane.stage == LaneStage::Running;
        room.store
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
            class:further=flag(move || room.further_step.get().is_some())
            class:running=flag(move || room.stage.get() == Stage::Running)
            aria-labelledby="lesson-title"
        >
            <LessonBar room place />
            <h2 id="lesson-title" tabindex="-1" node_ref=heading>{title}</h2>
            // What there is to say of a step is above what was asked, which is read again only
            // by those who want to.
            <Answer room />
            <RunningStep room />
            <LimitCurve room />
            <NextStep room />
            <Foretold room />
            <EarlierReasons room />
            <LessonText room />
            <GuessForm room />
            <Simplified room />
        </section>
    }
}
