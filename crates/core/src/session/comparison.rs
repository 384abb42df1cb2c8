//! The lanes of one experiment and their current state. Nothing here is reactive: events are
//! folded in as they happen, and the views read the result once a frame.

use std::rc::Rc;

use crate::analysis::ideal::ideal_makespan;
use crate::analysis::speedup::{NoComparison, speedup};
use crate::experiment::Experiment;
use crate::experiment::plan::Plan;
use crate::experiment::planned_lane::PlannedLane;
use crate::run::Run;
use crate::session::lane_state::{LanePlan, LaneState};
use crate::units::{LaneIndex, RunId, Span, TimePoint};

/// Whether lanes are drawn to one scale.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AxisMode {
    /// One time axis for all lanes: a bar twice as long took twice as long.
    #[default]
    Shared,
    /// Each lane fills its own width.
    Own,
}

/// One experiment, run lane by lane.
pub struct Comparison {
    pub experiment: Experiment,
    pub plan: Rc<Plan>,
    pub lanes: Vec<LaneState>,
}

impl Comparison {
    pub fn new(experiment: Experiment, draw_run_id: impl FnMut() -> RunId) -> Self {
        Self::with_ideals(experiment, draw_run_id, &[])
    }

    /// A comparison whose first lanes have these ideals, where they are known: for many
    /// requests, computing the ideal takes longer than drawing the lane.
    pub fn with_ideals(
        experiment: Experiment,
        mut draw_run_id: impl FnMut() -> RunId,
        known_ideals: &[Option<Span>],
    ) -> Self {
        let plan = Rc::new(Plan::new(experiment.workload));
        let lanes = experiment.lanes.iter().enumerate();
        let lanes = lanes.map(|(index, planned)| {
            let known_ideal = known_ideals.get(index).copied().flatten();
            let lane_plan = lane_plan(&experiment, &plan, planned, known_ideal);
            LaneState::new(lane_plan, &experiment.workload, draw_run_id())
        });
        let lanes = lanes.collect();
        Self {
            experiment,
            plan,
            lanes,
        }
    }

    /// The number of first lanes that have ended and that an experiment plans too, so that
    /// they need not run again; 0 if the experiments differ in more than their lanes.
    pub fn count_reusable_lanes(&self, experiment: &Experiment) -> usize {
        let other_lanes = Experiment {
            lanes: self.experiment.lanes.clone(),
            ..experiment.clone()
        };
        if other_lanes != self.experiment {
            return 0;
        }
        let both = self.lanes.iter().zip(&experiment.lanes);
        let reusable = both.take_while(|(lane, planned)| {
            lane.plan.planned == **planned && lane.run.ending().is_some()
        });
        reusable.count()
    }

    /// Replaces the first lanes by those of the previous comparison.
    pub fn keep_lanes(&mut self, previous: Self, count: usize) {
        let kept = previous.lanes.into_iter().take(count);
        for (lane, kept) in self.lanes.iter_mut().zip(kept) {
            *lane = kept;
        }
    }

    pub fn lane(&self, index: LaneIndex) -> Option<&LaneState> {
        self.lanes.get(index.0)
    }

    pub fn lane_mut(&mut self, index: LaneIndex) -> Option<&mut LaneState> {
        self.lanes.get_mut(index.0)
    }

    pub fn lane_indexes(&self) -> impl Iterator<Item = LaneIndex> + use<> {
        (0..self.lanes.len()).map(LaneIndex)
    }

    /// The lanes in order, each with its index.
    pub fn indexed_lanes(&self) -> impl Iterator<Item = (LaneIndex, &LaneState)> + Clone {
        (0..).map(LaneIndex).zip(&self.lanes)
    }

    /// The end of a lane's time axis, from the lane's start.
    pub fn axis_end(&self, lane: LaneIndex, mode: AxisMode) -> Span {
        match mode {
            AxisMode::Own => self.lane(lane).map_or(Span::ZERO, |lane| lane.axis_end),
            AxisMode::Shared => self
                .lanes
                .iter()
                .map(|lane| lane.axis_end)
                .fold(Span::ZERO, Span::max),
        }
    }

    /// How many times faster a lane was than the sequential one, or why that is not said.
    pub fn speedup(&self, lane: LaneIndex) -> Option<Result<f64, NoComparison>> {
        let runs: Vec<&Run> = self.lanes.iter().map(|lane| &lane.run).collect();
        speedup(runs.get(lane.0)?, &runs)
    }

    /// The estimated time until all lanes have ended; `None` if a lane has no estimate, hides
    /// it, or if all have ended.
    pub fn remaining(&self, page_now: TimePoint) -> Option<Span> {
        let mut open = self
            .lanes
            .iter()
            .filter(|lane| lane.run.ending().is_none())
            .peekable();
        open.peek()?;
        let remaining = |lane: &LaneState| {
            if lane.keeps_secret() {
                None
            } else {
                lane.progress.remaining(lane.elapsed(page_now))
            }
        };
        open.map(remaining)
            .try_fold(Span::ZERO, |sum, span| Some(sum + span?))
    }

    /// Whether running it can keep the page's one thread busy for longer than a frame.
    pub fn may_freeze(&self) -> bool {
        self.experiment.workload.computes() || self.experiment.blocks()
    }
}

fn lane_plan(
    experiment: &Experiment,
    plan: &Rc<Plan>,
    planned: &PlannedLane,
    known_ideal: Option<Span>,
) -> LanePlan {
    let policy = planned.policy(&experiment.policy);
    let has_ideal = experiment.has_ideal(planned);
    let ideal = || has_ideal.then(|| ideal_makespan(plan, &policy, planned.strategy));
    LanePlan {
        planned: planned.clone(),
        policy,
        source: planned.source(&experiment.source).clone(),
        ideal: known_ideal.or_else(ideal),
        requests: Rc::clone(plan),
        is_planned: experiment.is_planned(),
    }
}
