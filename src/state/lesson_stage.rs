//! How far a lesson has come, and what was measured of its lanes.

use leptos::prelude::*;

use super::comparison::Comparison;
use super::lane_state::LaneState;
use super::store::{Activity, Store};
use playground_core::experiment::Experiment;
use playground_core::lessons::lesson::Lesson;
use playground_core::lessons::measure::Observed;
use playground_core::run::event::Ending;

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

/// What a lesson measures of each lane.
pub(super) fn observed(all: &Comparison) -> Vec<Observed<'_>> {
    let updates = all.experiment.workload.updates();
    let observe = |lane| observe(lane, updates);
    all.lanes.iter().map(observe).collect()
}

fn observe(lane: &LaneState, updates: bool) -> Observed<'_> {
    let counted = lane.at_source.as_ref();
    Observed {
        run: &lane.run,
        counter: counted.filter(|_| updates).map(|stats| stats.counter),
        longest_freeze: lane.heartbeat.longest(),
        most_at_server: counted.map(|stats| stats.max_in_flight).or(lane.at_server),
    }
}

/// How far the lesson has come, by what is in the fields and on the page.
pub(super) fn stage(store: Store, lesson: &Lesson) -> Stage {
    let set_up = |read: &Result<Experiment, _>| lesson.step_of(read.as_ref().ok()?);
    let is_set_up = store.reading.with(set_up).is_some();
    store.generation.track();
    let ran = store.peek(|all| Some((lesson.step_of(&all.experiment)?, ending(all))));
    let ran = ran.flatten();
    match (store.activity.get(), is_set_up, &ran) {
        (Activity::Idle, ..) => {}
        (Activity::Connecting, true, _) | (_, _, Some(_)) => return Stage::Running,
        _ => return Stage::Busy,
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
