//! The lanes of one experiment, as far as they have come. Nothing in here is
//! reactive: events are folded in as they happen, and the views look once a frame.

use std::rc::Rc;

use crate::analysis::ideal::ideal_makespan;
use crate::analysis::statistics::speedup;
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

    /// The same, with the ideals that are known of the first lanes: of many requests,
    /// finding them out takes longer than drawing them.
    pub fn with_ideals(
        experiment: Experiment,
        mut draw_run_id: impl FnMut() -> RunId,
        known: &[Option<Span>],
    ) -> Self {
        let plan = Rc::new(Plan::new(experiment.workload));
        let lanes = experiment.lanes.iter().enumerate();
        let lanes = lanes.map(|(place, planned)| {
            let known = known.get(place).copied().flatten();
            let planned = lane_plan(&experiment, &plan, planned, known);
            LaneState::new(planned, &experiment.workload, draw_run_id())
        });
        let lanes = lanes.collect();
        Self {
            experiment,
            plan,
            lanes,
        }
    }

    /// How many of its lanes have run to their end and are the first of an experiment that
    /// is the same but for its lanes.
    pub fn lanes_of(&self, experiment: &Experiment) -> usize {
        let other_lanes = Experiment {
            lanes: self.experiment.lanes.clone(),
            ..experiment.clone()
        };
        if other_lanes != self.experiment {
            return 0;
        }
        let both = self.lanes.iter().zip(&experiment.lanes);
        let same = both.take_while(|(lane, planned)| {
            lane.plan.planned == **planned && lane.run.ending().is_some()
        });
        same.count()
    }

    /// Keeps the first lanes of the comparison before.
    pub fn keep(&mut self, before: Self, count: usize) {
        let kept = before.lanes.into_iter().take(count);
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

    /// The lanes with their indexes, from the first.
    pub fn indexed_lanes(&self) -> impl Iterator<Item = (LaneIndex, &LaneState)> + Clone {
        (0..).map(LaneIndex).zip(&self.lanes)
    }

    /// How far a lane's time axis reaches.
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

    /// How many times faster a lane was than the sequential one.
    pub fn speedup(&self, lane: LaneIndex) -> Option<f64> {
        let runs: Vec<&Run> = self.lanes.iter().map(|lane| &lane.run).collect();
        speedup(runs.get(lane.0)?, &runs)
    }

    /// How much longer all lanes together may take, if that can be told.
    pub fn remaining(&self, page_now: TimePoint) -> Option<Span> {
        let mut open = self
            .lanes
            .iter()
            .filter(|lane| lane.run.ending().is_none())
            .peekable();
        // All has ended, but for questions that are asked afterwards.
        open.peek()?;
        let left = |lane: &LaneState| match lane.keeps_secret() {
            true => None,
            false => lane.progress.remaining(lane.elapsed(page_now)),
        };
        open.map(left)
            .try_fold(Span::ZERO, |sum, span| Some(sum + span?))
    }

    /// Whether it keeps the page's one thread busy, for longer than a frame.
    pub fn may_freeze(&self) -> bool {
        self.experiment.workload.computes() || self.experiment.blocks()
    }
}

fn lane_plan(
    experiment: &Experiment,
    plan: &Rc<Plan>,
    planned: &PlannedLane,
    known: Option<Span>,
) -> LanePlan {
    let policy = planned.policy(experiment);
    let has_ideal = experiment.has_ideal(planned);
    let ideal = || has_ideal.then(|| ideal_makespan(plan, &policy, planned.strategy));
    let is_planned = experiment.is_planned();
    let all = Rc::clone(plan);
    LanePlan {
        planned: planned.clone(),
        policy,
        source: planned.source(experiment).clone(),
        ideal: known.or_else(ideal),
        // Where nothing is planned, one request counts like another.
        work: Box::new(move |index| match is_planned {
            true => all.work(index, &policy),
            false => Span::from_whole_ms(1),
        }),
    }
}
