//! How far the lesson that is open has come, by what is in the fields and what has run.

use leptos::prelude::*;

use super::comparison::Comparison;
use super::lane_state::LaneState;
use super::store::{Activity, Store};
use crate::lessons::lesson::Lesson;
use crate::model::event::Ending;
use crate::model::experiment::Experiment;

/// How far the lesson that is open has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// It may be guessed, and run.
    Asking,
    Running,
    /// Something runs that is not the lesson's.
    Busy,
    /// The settings are not the lesson's any more.
    Changed,
    /// Its run was stopped, or broke off.
    Stopped,
    /// All that was asked for has run, up to this step.
    Answered(usize),
}

/// Where this lesson stands, and from now on whenever that changes.
pub(super) fn stage(store: Store, lesson: &Lesson) -> Stage {
    let set_up = |read: &Result<Experiment, _>| lesson.step_of(read.as_ref().ok()?);
    let is_set_up = store.reading.with(set_up).is_some();
    store.generation.track();
    let ran = store.look(|all| Some((lesson.step_of(&all.experiment)?, ending(all))));
    let ran = ran.flatten();
    let is_ours = match store.activity.get() {
        Activity::Idle => None,
        // What was run before is still on the page.
        Activity::Connecting => Some(is_set_up),
        Activity::Running(_) => Some(ran.is_some()),
    };
    match is_ours {
        Some(true) => return Stage::Running,
        Some(false) => return Stage::Busy,
        None => {}
    }
    match (is_set_up, ran) {
        (false, _) => Stage::Changed,
        (true, Some((step, Ended::AsMeant))) => Stage::Answered(step),
        (true, Some((_, Ended::BrokenOff))) => Stage::Stopped,
        (true, None) => Stage::Asking,
    }
}

enum Ended {
    AsMeant,
    BrokenOff,
}

/// To fail fast is what a lane may be meant to show.
fn ending(all: &Comparison) -> Ended {
    let as_meant = |lane: &LaneState| {
        let is_meant = matches!(
            lane.run.ending(),
            Some(Ending::Completed | Ending::FailedFast)
        );
        is_meant && !lane.run.limit_changed()
    };
    match all.lanes.iter().all(as_meant) {
        true => Ended::AsMeant,
        false => Ended::BrokenOff,
    }
}
