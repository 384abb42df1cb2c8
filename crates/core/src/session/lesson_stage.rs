//! How far a lesson has come, and what was measured of its lanes.

use crate::experiment::Experiment;
use crate::lessons::lesson::Lesson;
use crate::lessons::measure::Observed;
use crate::run::event::Ending;
use crate::session::comparison::Comparison;
use crate::session::lane_state::LaneState;

/// How far the open lesson has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// It may be guessed, and run.
    Asking,
    Running,
    /// Something else than the lesson runs.
    Busy,
    /// The settings are no longer the lesson's.
    Changed,
    /// Its run was stopped, or broke off.
    Stopped,
    /// Everything it asks for has run, up to this step.
    Answered(usize),
}

/// What the page is doing, as far as a lesson depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageActivity {
    Idle,
    /// Waiting for the source to respond.
    Connecting,
    Running,
}

impl Stage {
    /// `set_up`: the experiment in the fields, if they can be read. `all`: what is on the
    /// page, if anything has run.
    pub fn new(
        lesson: &Lesson,
        activity: PageActivity,
        set_up: Option<&Experiment>,
        all: Option<&Comparison>,
    ) -> Self {
        let is_set_up = set_up.is_some_and(|experiment| lesson.step_of(experiment).is_some());
        let ran = all.and_then(|all| Some((lesson.step_of(&all.experiment)?, all)));
        match (activity, is_set_up, ran) {
            (PageActivity::Idle, false, _) => Self::Changed,
            (PageActivity::Idle, true, None) => Self::Asking,
            (PageActivity::Idle, true, Some((step, all))) => {
                if all.lanes.iter().all(has_ended_as_meant) {
                    Self::Answered(step)
                } else {
                    Self::Stopped
                }
            }
            (PageActivity::Connecting, true, _) => Self::Running,
            (_, _, Some(_)) => Self::Running,
            (PageActivity::Connecting | PageActivity::Running, _, None) => Self::Busy,
        }
    }
}

/// To fail fast is what a lane may be meant to show.
fn has_ended_as_meant(lane: &LaneState) -> bool {
    match lane.run.ending() {
        Some(Ending::Completed | Ending::FailedFast) => !lane.run.limit_changed(),
        Some(Ending::Stopped | Ending::Crashed | Ending::NoWorkers) | None => false,
    }
}

/// What a lesson measures of each lane.
pub fn observed(all: &Comparison) -> Vec<Observed<'_>> {
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
