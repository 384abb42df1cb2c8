//! One lane of a comparison and its current state.

use std::rc::Rc;

use crate::experiment::plan::Plan;
use crate::experiment::planned_lane::PlannedLane;
use crate::experiment::policy::Policy;
use crate::experiment::source::Source;
use crate::experiment::strategy::{Strategy, Waiting};
use crate::experiment::workload::Workload;
use crate::lab::state::RunStats;
use crate::run::event::{Ending, RunEvent, RunEventKind, Step};
use crate::run::heartbeat::Heartbeat;
use crate::run::outcome::{CancelledBy, OutcomeKind};
use crate::run::progress::Progress;
use crate::run::request::RequestRecord;
use crate::run::unreachable::LoopbackPermission;
use crate::run::{IllegalEvent, Run};
use crate::session::request_urls::RequestUrls;
use crate::session::viewport::Viewport;
use crate::timeline::PlotSize;
use crate::timeline::axis::{end_when_done, end_while_running};
use crate::units::{AttemptNumber, RequestIndex, RunId, Span, TimePoint};

/// What a lane will do.
pub struct LanePlan {
    pub planned: PlannedLane,
    pub policy: Policy,
    pub source: Source,
    /// The planned makespan without overhead; `None` where nothing is planned. Whether the
    /// run can be compared with it, `LaneState::ideal_in_force` says.
    pub ideal: Option<Span>,
    /// How each request is answered.
    pub requests: Rc<Plan>,
    /// Whether the source answers as it is planned.
    pub is_planned: bool,
}

impl LanePlan {
    /// The planned work of a request. Where nothing is planned, all requests count the same.
    fn work(&self, index: RequestIndex) -> Span {
        if self.is_planned {
            self.requests.work(index, &self.policy)
        } else {
            Span::from_whole_ms(1)
        }
    }

    /// Whether a request that has ended failed against the plan. In the queue of a full server
    /// any request may time out.
    fn is_departure(&self, index: RequestIndex, request: &RequestRecord) -> bool {
        let kind = request.outcome().map(|outcome| outcome.kind());
        let attempt = AttemptNumber(request.earlier.len() as u32 + 1);
        let may_be_late = || {
            let queues = self.requests.workload().queueing_capacity().is_some();
            kind == Some(OutcomeKind::TimedOut) && queues
        };
        kind.is_some_and(OutcomeKind::is_failure)
            && !self.requests.ends_failed(index, attempt, &self.policy)
            && !may_be_late()
    }
}

/// A lane's run, and what is known of it besides its events.
pub struct LaneState {
    pub plan: LanePlan,
    /// The URLs of its requests, once the source is connected.
    pub urls: Option<RequestUrls>,
    pub run: Run,
    pub run_id: RunId,
    pub progress: Progress,
    /// How many requests failed that were planned to succeed; all that failed, if none was planned.
    pub departures: u32,
    /// The limit that is in force.
    pub limit: u32,
    /// The time at which it started, by the page's clock.
    pub started: Option<TimePoint>,
    /// Whether the expected time is hidden until the lane starts, because a lesson asks the
    /// user to guess it.
    pub is_secret: bool,
    /// The time its workers took to start, before the lane's own start.
    pub startup: Option<Span>,
    /// How its threads wait for responses, where each thread waits for one at a time.
    pub waiting: Option<Waiting>,
    /// Whether the page was allowed to connect to this computer, where it asked after a
    /// failure.
    pub loopback_permission: Option<LoopbackPermission>,
    /// The lab's own counts.
    pub at_source: Option<RunStats>,
    /// The peak number of requests at the server, by the browser's times; `None` if they went
    /// to several servers or the browser does not say.
    pub at_server: Option<u32>,
    /// Whether the lab was restarted while the lane ran.
    pub lab_changed: bool,
    /// Whether the lab did not report its counts after the lane.
    pub lab_is_silent: bool,
    /// Whether the page was hidden for a while as the lane ran; `None` before it starts, and
    /// of a recorded run whose report does not say.
    pub was_hidden: Option<bool>,
    pub heartbeat: Heartbeat,
    /// The requests that changed since they were last drawn.
    pub changed: Vec<RequestIndex>,
    /// The part of it that is shown.
    pub viewport: Viewport,
    /// The size of its plot when it was last drawn.
    pub plot: PlotSize,
    pub(super) axis_end: Span,
}

impl LaneState {
    /// A lane that has not started.
    pub fn new(plan: LanePlan, workload: &Workload, run_id: RunId) -> Self {
        let (strategy, requests) = (plan.planned.strategy, workload.requests);
        let indexes = (0..requests).map(RequestIndex);
        let total = indexes.fold(Span::ZERO, |sum, index| sum + plan.work(index));
        let ideal = plan.ideal.unwrap_or_default();
        Self {
            limit: strategy.limit(),
            viewport: Viewport::whole(requests),
            run: Run::new(strategy, requests).sharing(workload, plan.policy.lock),
            run_id,
            urls: None,
            progress: Progress::new(plan.ideal, total),
            departures: 0,
            started: None,
            is_secret: false,
            startup: None,
            waiting: None,
            loopback_permission: None,
            at_source: None,
            at_server: None,
            lab_changed: false,
            lab_is_silent: false,
            was_hidden: None,
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
    /// The event contradicts the run: a bug in this program.
    pub fn fold(&mut self, event: RunEvent) -> Result<(), IllegalEvent> {
        // Every request got its outcome in the crash; later events of the engine are ignored.
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
                    self.progress.finish(self.plan.work(index));
                    self.departures += u32::from(self.departs(index));
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

    /// Counts the departures of a run that was not folded in here.
    pub(super) fn count_departures(&mut self) {
        let indexes = (0..self.run.requests().len() as u32).map(RequestIndex);
        self.departures = indexes.filter(|index| self.departs(*index)).count() as u32;
    }

    fn departs(&self, index: RequestIndex) -> bool {
        let request = self.run.request(index);
        request.is_some_and(|request| self.plan.is_departure(index, request))
    }

    /// Ends the axis at the run's end.
    pub(super) fn end_axis(&mut self) {
        let longest = self.run.last_end().unwrap_or_default() - TimePoint::START;
        self.axis_end = end_when_done(longest);
    }

    /// Extends the axis if the run has taken longer than it reaches.
    pub fn grow_axis(&mut self, page_now: TimePoint) {
        if self.run.ending().is_none() {
            let elapsed = self.elapsed(page_now);
            self.axis_end =
                end_while_running(self.axis_end, self.plan.ideal.unwrap_or_default(), elapsed);
        }
    }

    /// The time since the lane's start; of a lane that has ended, until its last request's end.
    pub fn elapsed(&self, page_now: TimePoint) -> Span {
        match (self.run.ending(), self.started) {
            (Some(_), _) => self.run.last_end().unwrap_or_default() - TimePoint::START,
            (None, Some(started)) => page_now - started,
            (None, None) => Span::ZERO,
        }
    }

    /// Whether the expected time is hidden now.
    pub const fn keeps_secret(&self) -> bool {
        self.is_secret && self.started.is_none()
    }

    /// The ideal, if the run has gone as planned so far and can be compared with it. A request that
    /// failed against the plan may have ended much sooner, and the lane before its ideal.
    pub fn ideal_in_force(&self) -> Option<Span> {
        let goes_as_planned = matches!(self.run.ending(), None | Some(Ending::Completed))
            && !self.run.limit_changed()
            && self.departures == 0;
        self.plan
            .ideal
            .filter(|_| goes_as_planned && !self.keeps_secret())
    }

    /// The current time, from the lane's start.
    pub fn now(&self, page_now: TimePoint) -> TimePoint {
        TimePoint::START + self.elapsed(page_now)
    }

    /// Starts it now, on a page that is hidden or visible.
    pub fn start(&mut self, page_now: TimePoint, is_hidden: bool) {
        self.started = Some(page_now);
        self.was_hidden = Some(is_hidden);
        self.beat(page_now);
        if is_hidden {
            self.hide();
        }
    }

    /// Notes a frame of the page, or the lane's start or end.
    pub fn beat(&mut self, page_now: TimePoint) {
        if let Some(started) = self.started {
            self.heartbeat.beat(TimePoint::START + (page_now - started));
        }
    }

    /// Notes that the page was hidden, or is visible again.
    pub fn hide(&mut self) {
        self.was_hidden = Some(true);
        self.heartbeat.pause();
    }

    /// Whether requests were computed on: if any were, the first was.
    pub fn computes(&self) -> bool {
        let first = self.run.requests().first();
        first.is_some_and(|request| request.attempt.computing.is_some())
    }

    pub fn is_running(&self) -> bool {
        self.started.is_some() && self.run.ending().is_none()
    }

    /// The strategy with the limit that is in force.
    pub fn strategy_in_force(&self) -> Strategy {
        let planned = self.run.strategy();
        if planned.kind().limit_can_change() {
            planned.kind().with_limit(self.limit)
        } else {
            planned
        }
    }

    /// The lane's title on screen, with the limit that is in force.
    pub fn title(&self) -> String {
        self.strategy_in_force().title() + &self.plan.planned.differences_label()
    }

    /// Cancels every open request and ends the run.
    pub fn close(&mut self, page_now: TimePoint, by: CancelledBy, ending: Ending) {
        let at = self.now(page_now);
        for index in (0..self.run.requests().len() as u32).map(RequestIndex) {
            let kind = RunEventKind::Request(index, Step::Cancelled(by));
            // Requests that have ended keep their outcome.
            if self.run.apply(RunEvent { at, kind }).is_ok() {
                self.changed.push(index);
            }
        }
        let kind = RunEventKind::Finished(ending);
        let _refused = self.run.apply(RunEvent { at, kind });
    }
}
