//! The keys of a lesson.

use crate::state::lessons::lessons_state::{LessonsState, OpenLesson, Stage};
use playground_core::session::keys::{KeyPress, LessonCommand};

use leptos::prelude::*;

/// Does what the press is for; `false` if it is none of these.
pub fn press(lessons: LessonsState, press: KeyPress) -> bool {
    if !matches!(lessons.shown.get_untracked(), OpenLesson::Lesson(_)) {
        return false;
    }
    let Some(command) = press.lesson_command() else {
        return false;
    };
    match command {
        LessonCommand::Fix => lessons.go_on(),
        LessonCommand::Next => lessons.go(1),
        LessonCommand::Previous => lessons.go(-1),
        LessonCommand::Nudge(steps) => return lessons.nudge(steps.into()),
        LessonCommand::Choose(index) => return lessons.choose(index),
        LessonCommand::Held => {}
    }
    true
}

/// Runs the lesson from a field of its guess.
pub fn press_in_guess(lessons: LessonsState, press: KeyPress) -> bool {
    let runs = press.runs_guess() && lessons.stage.get_untracked() != Stage::Changed;
    if runs && !press.is_repeat {
        lessons.run();
    }
    runs
}
