//! The stage of the open lesson, and what is measured of its lanes.

use crate::experiment::Experiment;
use crate::lessons::lesson::Lesson;
use crate::lessons::measure::Observed;
use crate::run::event::Ending;
use crate::session::comparison::Comparison;
use crate::session::lane_state::LaneState;

/// The stage of the open lesson.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The user can guess, and run the lesson.
    Asking,
    Running,
    /// Something other than the lesson runs.
    Busy,
    /// The settings are no longer the lesson's.
    Changed,
    /// The run was stopped or crashed, or its limit was changed.
    Stopped,
    /// Everything up to this step has run.
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
    /// The stage of a lesson. `set_up`: the experiment in the fields, if they are valid.
    /// `all`: the comparison on the page.
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
                if all.lanes.iter().all(has_ended_as_planned) {
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

/// A lane that failed fast counts: that may be what the lesson shows.
fn has_ended_as_planned(lane: &LaneState) -> bool {
    match lane.run.ending() {
        Some(Ending::Completed | Ending::FailedFast) => !lane.run.limit_changed(),
        Some(Ending::Stopped | Ending::Crashed | Ending::NoWorkers) | None => false,
    }
}

/// What lessons measure of each lane.
pub fn observed(all: &Comparison) -> Vec<Observed<'_>> {
    let updates = all.experiment.workload.updates();
    let observe = |lane| observe(lane, updates);
    all.lanes.iter().map(observe).collect()
}

fn observe(lane: &LaneState, updates: bool) -> Observed<'_> {
    let counted = lane.at_source.as_ref();
    Observed {
        run: &lane.run,
        departures: lane.plan.ideal.map_or(0, |_| lane.departures),
        counter: counted.filter(|_| updates).map(|stats| stats.counter),
        longest_freeze: lane.heartbeat.longest(),
        most_at_server: counted.map(|stats| stats.max_in_flight).or(lane.at_server),
    }
}
