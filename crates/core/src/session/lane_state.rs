//! One lane of a comparison, as far as it has come.

use crate::experiment::planned_lane::PlannedLane;
use crate::experiment::policy::Policy;
use crate::experiment::source::Source;
use crate::experiment::strategy::{Strategy, Waiting};
use crate::experiment::workload::Workload;
use crate::lab::state::RunStats;
use crate::run::event::{Ending, RunEvent, RunEventKind, Step};
use crate::run::heartbeat::Heartbeat;
use crate::run::outcome::CancelledBy;
use crate::run::progress::Progress;
use crate::run::{IllegalEvent, Run};
use crate::session::request_urls::RequestUrls;
use crate::session::viewport::Viewport;
use crate::timeline::PlotSize;
use crate::timeline::axis::{end_when_done, end_while_running};
use crate::units::{RequestIndex, RunId, Span, TimePoint};

/// What a lane is to do.
pub struct LanePlan {
    pub planned: PlannedLane,
    pub policy: Policy,
    pub source: Source,
    /// By the plan, where there is one; whether the run may be held against it, the
    /// run knows.
    pub ideal: Option<Span>,
    /// Planned work of each request.
    pub work: Box<dyn Fn(RequestIndex) -> Span>,
}

/// Its run and what was learnt beside its events.
pub struct LaneState {
    pub plan: LanePlan,
    /// Where its requests go, once that is known.
    pub urls: Option<RequestUrls>,
    pub run: Run,
    pub run_id: RunId,
    pub progress: Progress,
    /// The limit in force.
    pub limit: u32,
    /// When it started, by the page's clock.
    pub started: Option<TimePoint>,
    /// What it should take is not to be told before it begins: somebody is to guess it.
    pub is_secret: bool,
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
    /// Rows in which something happened since they were last drawn.
    pub changed: Vec<RequestIndex>,
    /// The part of it that is shown.
    pub viewport: Viewport,
    /// What its plot measured when it was last drawn.
    pub plot: PlotSize,
    pub(super) axis_end: Span,
}

impl LaneState {
    /// A lane that has not begun.
    pub fn new(plan: LanePlan, workload: &Workload, run_id: RunId) -> Self {
        let (strategy, requests) = (plan.planned.strategy, workload.requests);
        let indexes = (0..requests).map(RequestIndex);
        let total = indexes.fold(Span::ZERO, |sum, index| sum + (plan.work)(index));
        let ideal = plan.ideal.unwrap_or_default();
        Self {
            limit: strategy.slots(),
            viewport: Viewport::whole(requests),
            run: Run::new(strategy, requests).sharing(workload, plan.policy.lock),
            run_id,
            urls: None,
            progress: Progress::new(plan.ideal, total),
            started: None,
            is_secret: false,
            startup: None,
            waiting: None,
            at_source: None,
            at_server: None,
            lab_changed: false,
            lab_is_silent: false,
            was_hidden: false,
            heartbeat: Heartbeat::default(),
            changed: Vec::new(),
            plot: PlotSize::default(),
            axis_end: end_while_running(Span::ZERO, ideal, Span::ZERO),
            plan,
        }
    }

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
                    self.progress.finish((self.plan.work)(index));
                }
            }
            RunEventKind::Timed(index, ..) | RunEventKind::Explained(index, _) => {
                self.changed.push(index);
            }
            RunEventKind::LimitChanged(limit) => self.limit = limit,
            RunEventKind::Finished(_) => self.end_axis(),
        }
        Ok(())
    }

    /// Lets the axis end with the run.
    pub(super) fn end_axis(&mut self) {
        let longest = self.run.last_end().unwrap_or_default() - TimePoint::START;
        self.axis_end = end_when_done(longest);
    }

    /// Lets the axis grow with a run that outlasts it.
    pub fn grow_axis(&mut self, page_now: TimePoint) {
        if self.run.ending().is_none() {
            let elapsed = self.elapsed(page_now);
            self.axis_end =
                end_while_running(self.axis_end, self.plan.ideal.unwrap_or_default(), elapsed);
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

    /// Whether nobody is to know yet what it should take.
    pub const fn keeps_secret(&self) -> bool {
        self.is_secret && self.started.is_none()
    }

    /// The ideal, where the run may be held against it as far as it has come.
    pub fn ideal_in_force(&self) -> Option<Span> {
        let goes_as_planned = matches!(self.run.ending(), None | Some(Ending::Completed));
        self.plan
            .ideal
            .filter(|_| goes_as_planned && !self.run.limit_changed() && !self.keeps_secret())
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

    /// Its title on screen, with the limit that is in force.
    pub fn title(&self) -> String {
        self.strategy_in_force().title() + &self.plan.planned.own_words()
    }

    /// Gives every open request the outcome *cancelled*, and ends the run.
    pub fn close(&mut self, page_now: TimePoint, by: CancelledBy, ending: Ending) {
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
