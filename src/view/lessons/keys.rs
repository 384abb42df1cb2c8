//! The keys of a lesson.

use crate::browser::document::keys::KeyTarget;
use crate::state::commands;
use crate::state::lessons::lessons_state::{LessonsState, OpenLesson, Stage};

use leptos::prelude::*;

/// Does what a key is for; `false` if it is none of these.
pub fn press(lessons: LessonsState, key: &str, target: KeyTarget) -> bool {
    if !matches!(lessons.shown.get_untracked(), OpenLesson::Lesson(_))
        || target == KeyTarget::Scrolled
    {
        return false;
    }
    match key {
        "f" => lessons.go_on(),
        "ArrowRight" | "ArrowLeft" if target == KeyTarget::Page => {
            return lessons.nudge(if key == "ArrowRight" { 1.0 } else { -1.0 });
        }
        "n" => lessons.go(1),
        "p" => lessons.go(-1),
        digit => return choose(lessons, digit),
    }
    true
}

/// The same in the fields of the guess, which do not use Space and letters themselves.
pub fn press_in_guess(lessons: LessonsState, key: &str) -> bool {
    match key {
        " " if matches!(lessons.stage.get_untracked(), Stage::Changed) => return false,
        " " => lessons.run(),
        "Escape" => commands::stop(lessons.store),
        // A slider handles these itself, in finer steps.
        "ArrowLeft" | "ArrowRight" => return false,
        other => return press(lessons, other, KeyTarget::Page),
    }
    true
}

fn choose(lessons: LessonsState, digit: &str) -> bool {
    let number = digit.parse::<usize>().ok();
    let place = number.and_then(|number| number.checked_sub(1));
    place.is_some_and(|place| lessons.choose(place))
}
