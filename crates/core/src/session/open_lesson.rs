//! Which lesson is open, and its link: `#lessons` is the list of all lessons, `#lessons/name`
//! opens one.

use crate::experiment::Experiment;
use crate::lessons::lesson::Lesson;
use crate::session::lesson_stage::Stage;

/// The fragment of the list of lessons, and the first part of each lesson's.
const FRAGMENT: &str = "lessons";

/// What the lessons' part of the page shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OpenLesson {
    Nothing,
    /// The list of lessons; `unknown`: the name in a link to a lesson that does not exist.
    Contents {
        unknown: Option<String>,
    },
    /// The lesson at this index.
    Lesson(usize),
}

impl OpenLesson {
    /// `name`: the lesson's name in links, empty for the list; `None` if lessons are closed.
    pub fn new(name: Option<&str>, lessons: &[Lesson]) -> Self {
        match name {
            None => Self::Nothing,
            Some("") => Self::Contents { unknown: None },
            Some(name) => {
                let index = lessons.iter().position(|lesson| lesson.id == name);
                let unknown = Some(name.to_owned());
                index.map_or(Self::Contents { unknown }, Self::Lesson)
            }
        }
    }

    /// The lesson that is open.
    pub fn lesson<'a>(&self, lessons: &'a [Lesson]) -> Option<&'a Lesson> {
        match self {
            Self::Lesson(index) => lessons.get(*index),
            Self::Nothing | Self::Contents { .. } => None,
        }
    }

    /// The lesson `by` positions after the open one; `None` beyond either end.
    pub fn neighbour<'a>(&self, by: isize, lessons: &'a [Lesson]) -> Option<&'a Lesson> {
        match self {
            Self::Lesson(index) => lessons.get(index.checked_add_signed(by)?),
            Self::Nothing | Self::Contents { .. } => None,
        }
    }
}

/// The fragment that opens a lesson; that of the list for an empty name.
pub fn fragment(name: &str) -> String {
    if name.is_empty() {
        FRAGMENT.to_owned()
    } else {
        format!("{FRAGMENT}/{name}")
    }
}

/// The name of the lesson that a fragment opens, empty for the list; `None` for a fragment
/// that is about something else.
pub fn name_in(fragment: &str) -> Option<&str> {
    let rest = fragment.strip_prefix(FRAGMENT)?;
    match rest.strip_prefix('/') {
        Some(name) => Some(name),
        None => rest.is_empty().then_some(""),
    }
}

/// The experiment of the step after the one that was answered; `None` after the last step, and
/// at any other stage.
pub fn next_experiment(lesson: &Lesson, stage: Stage) -> Option<Experiment> {
    match stage {
        Stage::Answered(step) if step + 1 < lesson.steps.len() => Some(lesson.experiment(step + 1)),
        _ => None,
    }
}

/// Whether the lesson's last step was answered, so that the lesson is done.
pub fn is_done(lesson: &Lesson, stage: Stage) -> bool {
    matches!(stage, Stage::Answered(step) if step + 1 == lesson.steps.len())
}
