//! The lanes of one experiment, as far as they have come. Nothing in here is
//! reactive: events are folded in as they happen, and the views look once a frame.

use std::rc::Rc;

use super::viewport::Viewport;
use crate::browser::answers::Answers;
use crate::browser::target::Target;
use crate::engine::control::LaneControl;
use crate::lab::state::RunStats;
use crate::model::event::{Ending, RunEvent, RunEventKind, Step};
use crate::model::experiment::Experiment;
use crate::model::heartbeat::Heartbeat;
use crate::model::ideal::ideal_makespan;
use crate::model::outcome::CancelledBy;
use crate::model::plan::Plan;
use crate::model::progress::Progress;
use crate::model::run::{IllegalEvent, Run};
use crate::model::stats::speedup;
use crate::model::strategy::{Strategy, Waiting};
use crate::model::units::{RequestIndex, RunId, Span, TimePoint};
use crate::timeline::PlotSize;
use crate::timeline::axis::{end_when_done, end_while_running};

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
    /// Where its requests go, once that is known.
    pub target: Option<Target>,
    pub lanes: Vec<LaneState>,
}

/// One lane: its run and what was learnt beside its events.
pub struct LaneState {
    pub run: Run,
    pub run_id: RunId,
    /// By the plan, where there is one; whether the run may be held against it, the
    /// run knows.
    pub ideal: Option<Span>,
    pub progress: Progress,
    /// The limit in force.
    pub limit: u32,
    /// When it started, by the page's clock.
    pub started: Option<TimePoint>,
    /// How long its workers took to start, before it did.
    pub startup: Option<Span>,
    /// How its threads wait, where they are blocked or behave as if.
    pub waiting: Option<Waiting>,
    pub at_source: Option<RunStats>,
    /// Where nobody counted: the most at the one server at once, by the browser's
    /// own times.
    pub at_server: Option<u32>,
    /// The lab was another after the lane than before it.
    pub lab_changed: bool,
    /// The lab gave no count after the lane.
    pub lab_is_silent: bool,
    pub was_hidden: bool,
    pub heartbeat: Heartbeat,
    pub control: LaneControl,
    pub answers: Rc<Answers>,
    /// Rows in which something happened since they were last drawn.
    pub changed: Vec<RequestIndex>,
    /// What of it is looked at.
    pub viewport: Viewport,
    /// What its plot measured when it was last drawn.
    pub plot: PlotSize,
    pub(super) axis_end: Span,
    /// Planned work of each request.
    work: Rc<dyn Fn(RequestIndex) -> Span>,
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
        let policy = experiment.policy;
        let is_planned = experiment.is_planned();
        let work = {
            let plan = Rc::clone(&plan);
            // Where nothing is planned, one request counts like another.
            Rc::new(move |index| match is_planned {
                true => plan.work(index, &policy),
                false => Span::from_whole_ms(1),
            })
        };
        let total = plan
            .indexes()
            .fold(Span::ZERO, |sum, index| sum + work(index));
        let lanes = experiment
            .lanes
            .iter()
            .enumerate()
            .map(|(place, &strategy)| {
                let has_ideal = experiment.has_ideal(strategy);
                let planned = || has_ideal.then(|| ideal_makespan(&plan, &policy, strategy));
                let ideal = known.get(place).copied().flatten().or_else(planned);
                LaneState {
                    run: Run::new(strategy, experiment.workload.requests),
                    run_id: draw_run_id(),
                    ideal,
                    progress: Progress::new(ideal, total),
                    limit: strategy.slots(),
                    started: None,
                    startup: None,
                    waiting: None,
                    at_source: None,
                    at_server: None,
                    lab_changed: false,
                    lab_is_silent: false,
                    was_hidden: false,
                    heartbeat: Heartbeat::default(),
                    control: LaneControl::new(),
                    answers: Rc::default(),
                    changed: Vec::new(),
                    viewport: Viewport::whole(experiment.workload.requests),
                    plot: PlotSize::default(),
                    axis_end: end_while_running(Span::ZERO, ideal.unwrap_or_default(), Span::ZERO),
                    work: work.clone(),
                }
            })
            .collect();
        Self {
            experiment,
            plan,
            target: None,
            lanes,
        }
    }

    /// How far a lane's time axis reaches.
    pub fn axis_end(&self, lane: usize, mode: AxisMode) -> Span {
        match mode {
            AxisMode::Own => self
                .lanes
                .get(lane)
                .map_or(Span::ZERO, |lane| lane.axis_end),
            AxisMode::Shared => self
                .lanes
                .iter()
                .map(|lane| lane.axis_end)
                .fold(Span::ZERO, Span::max),
        }
    }

    /// How many times faster a lane was than the sequential one.
    pub fn speedup(&self, lane: usize) -> Option<f64> {
        let runs: Vec<&Run> = self.lanes.iter().map(|lane| &lane.run).collect();
        speedup(runs.get(lane)?, &runs)
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
        open.map(|lane| lane.progress.remaining(lane.elapsed(page_now)))
            .try_fold(Span::ZERO, |sum, span| Some(sum + span?))
    }

    /// Whether it keeps the page's one thread busy, for longer than a frame.
    pub fn may_freeze(&self) -> bool {
        let lanes = &self.experiment.lanes;
        self.experiment.workload.computes() || lanes.contains(&Strategy::Blocking)
    }
}

impl LaneState {
    /// Folds one event in.
    ///
    /// # Errors
    /// The event contradicts what is known: a mistake in this program.
    pub fn fold(&mut self, event: RunEvent) -> Result<(), IllegalEvent> {
        // After a crash the accounts are closed, whatever still comes in.
        if self.run.ending() == Some(Ending::Crashed) {
            return Ok(());
        }
        self.run.apply(event)?;
        match event.kind {
            RunEventKind::Request(index, step) => {
                if !matches!(step, Step::Queued | Step::Received { .. }) {
                    self.changed.push(index);
                }
                if matches!(step, Step::Ended(_) | Step::Cancelled(_)) {
                    self.progress.finish((self.work)(index));
                }
            }
            RunEventKind::Timed(index, ..) | RunEventKind::Explained(index, _) => {
                self.changed.push(index);
            }
            RunEventKind::LimitChanged(limit) => self.limit = limit,
            RunEventKind::Finished(_) => {
                let longest = self.run.last_end().unwrap_or_default() - TimePoint::START;
                self.axis_end = end_when_done(longest);
            }
        }
        Ok(())
    }

    /// Lets the axis grow with a run that outlasts it.
    pub fn grow_axis(&mut self, page_now: TimePoint) {
        if self.run.ending().is_none() {
            let elapsed = self.elapsed(page_now);
            self.axis_end =
                end_while_running(self.axis_end, self.ideal.unwrap_or_default(), elapsed);
        }
    }

    /// Time since the lane's start; after its end, until its last end.
    pub fn elapsed(&self, page_now: TimePoint) -> Span {
        match (self.run.ending(), self.started) {
            (Some(_), _) => self.run.last_end().unwrap_or_default() - TimePoint::START,
            (None, Some(started)) => page_now - started,
            (None, None) => Span::ZERO,
        }
    }

    /// The ideal, where the run may be held against it as far as it has come.
    pub fn ideal_in_force(&self) -> Option<Span> {
        let goes_as_planned = matches!(self.run.ending(), None | Some(Ending::Completed));
        self.ideal
            .filter(|_| goes_as_planned && !self.run.limit_changed())
    }

    /// The present, on the lane's own time.
    pub fn now(&self, page_now: TimePoint) -> TimePoint {
        TimePoint::START + self.elapsed(page_now)
    }

    /// The page has a frame, or the lane begins or ends.
    pub fn beat(&mut self, page_now: TimePoint) {
        if let Some(started) = self.started {
            self.heartbeat.beat(TimePoint::START + (page_now - started));
        }
    }

    /// The page was hidden, or is to be seen again.
    pub fn hide(&mut self) {
        self.was_hidden = true;
        self.heartbeat.pause();
    }

    /// Whether something was computed, in the first request if in any.
    pub fn computes(&self) -> bool {
        let first = self.run.requests().first();
        first.is_some_and(|request| request.attempt.computing.is_some())
    }

    pub fn is_running(&self) -> bool {
        self.started.is_some() && self.run.ending().is_none()
    }

    /// The strategy with the limit that is in force.
    pub fn strategy_in_force(&self) -> Strategy {
        match self.run.strategy() {
            Strategy::Concurrent { .. } => Strategy::Concurrent { limit: self.limit },
            other => other,
        }
    }

    /// Gives every open request the outcome *cancelled*, and ends the run.
    pub fn close(&mut self, page_now: TimePoint, by: CancelledBy, ending: Ending) {
        // If the engine is still alive, it lets go of what is in flight.
        self.control.stop();
        let at = self.now(page_now);
        for index in (0..self.run.requests().len() as u32).map(RequestIndex) {
            let kind = RunEventKind::Request(index, Step::Cancelled(by));
            // Requests that have ended refuse it, and keep their outcome.
            if self.run.apply(RunEvent { at, kind }).is_ok() {
                self.changed.push(index);
            }
        }
        let kind = RunEventKind::Finished(ending);
        let _refused = self.run.apply(RunEvent { at, kind });
    }
}
