//! The keys of a lesson.

use crate::browser::document::keys::KeyTarget;
use crate::state::commands;
use crate::state::lessons::lessons_state::{LessonsState, OpenLesson, Stage};

use leptos::prelude::*;

/// Whether the key was one of these.
pub fn press(room: LessonsState, key: &str, target: KeyTarget) -> bool {
    if !matches!(room.shown.get_untracked(), OpenLesson::Lesson(_)) || target == KeyTarget::Scrolled
    {
        return false;
    }
    match key {
        "f" => room.go_on(),
        "ArrowRight" | "ArrowLeft" if target == KeyTarget::Page => {
            return room.nudge(if key == "ArrowRight" { 1.0 } else { -1.0 });
        }
        "n" => room.go(1),
        "p" => room.go(-1),
        digit => return choose(room, digit),
    }
    true
}

/// The same in the fields of the guess, which have no other use for Space and letters.
pub fn press_in_guess(room: LessonsState, key: &str) -> bool {
    match key {
        " " if matches!(room.stage.get_untracked(), Stage::Changed) => return false,
        " " => room.run(),
        "Escape" => commands::stop(room.store),
        // A slider goes in finer steps by itself.
        "ArrowLeft" | "ArrowRight" => return false,
        other => return press(room, other, KeyTarget::Page),
    }
    true
}

fn choose(room: LessonsState, digit: &str) -> bool {
    let number = digit.parse::<usize>().ok();
    let place = number.and_then(|number| number.checked_sub(1));
    place.is_some_and(|place| room.choose(place))
}
