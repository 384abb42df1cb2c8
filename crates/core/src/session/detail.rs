//! What happened to one request in one lane, as rows of text.

use crate::experiment::plan::PlannedAttempt;
use crate::experiment::retry::MAX_RETRY_AFTER;
use crate::lab::address::LabKey;
use crate::run::Run;
use crate::run::flight_phases::{FlightPhase, FlightPhases};
use crate::run::outcome::{Outcome, OutcomeKind};
use crate::run::request::{Attempt, RequestRecord, Stage};
use crate::session::comparison::Comparison;
use crate::session::lane_state::LaneState;
use crate::session::response_detail::{MAX_RESPONSES, ResponseDetail};
use crate::timeline::bar::{Phase, after};
use crate::units::{AttemptNumber, LaneIndex, RequestIndex, Span, TimePoint};
use crate::wording::explain::{ExplainedBy, explain};
use crate::wording::numbers::{format_fixed, format_set_span, format_span, group_digits};

/// Everything the page shows of one request in one lane.
#[derive(Clone, Debug)]
pub struct RequestDetail {
    /// The lane's title.
    pub title: String,
    pub kind: Option<OutcomeKind>,
    /// The outcome, or the stage of a request that has none yet.
    pub state: String,
    pub explanation: String,
    /// The URL of the last attempt.
    pub url: String,
    /// Name and value of each row.
    pub rows: Vec<(String, String)>,
    /// The body's first bytes, as text.
    pub body: String,
}

impl RequestDetail {
    /// The detail of a request; `None` if the lane has no such request. `response`: the last
    /// response, if it was kept.
    pub fn new(
        all: &Comparison,
        lane: LaneIndex,
        index: RequestIndex,
        response: Option<ResponseDetail>,
    ) -> Option<Self> {
        let lane = all.lane(lane)?;
        let record = lane.run.request(index)?;
        let outcome = record.outcome();
        // The kept response belongs to an earlier attempt if the last one got none.
        let response = response.filter(|_| record.attempt.responded.is_some());
        let explanation = outcome.and_then(|how| {
            let by = ExplainedBy {
                source: &lane.plan.source,
                workload: all.plan.workload(),
                evidence: matches!(how, Outcome::NetworkError(_))
                    .then(|| {
                        all.evidence(lane)
                            .of(&all.url_in(lane, index), &record.attempt)
                    })
                    .flatten(),
            };
            explain(&how, by)
        });
        let key = last_key(lane, record, index);
        let mut rows = Rows(Vec::new());
        if lane.plan.source.is_lab() && all.experiment.workload.fetches() {
            let planned = all.plan.attempt(index, key.attempt);
            rows.add("Planned", Some(planned_label(&planned)));
        }
        rows.times(&record.attempt);
        rows.phases(&record.attempt, &lane.run);
        rows.attempts(record);
        rows.response(response.as_ref(), index, record);
        Some(Self {
            title: lane.title(),
            kind: outcome.map(|outcome| outcome.kind()),
            state: outcome.map_or_else(
                || stage_label(record, &lane.run).to_owned(),
                |how| how.title(),
            ),
            explanation: explanation.unwrap_or_default(),
            url: lane
                .urls
                .as_ref()
                .map_or_else(String::new, |urls| urls.url(key, &all.plan)),
            rows: rows.0,
            body: response.map(|response| response.text).unwrap_or_default(),
        })
    }
}

/// The number of attempts that were sent.
fn sent_attempts(record: &RequestRecord) -> usize {
    let sent = record
        .attempts()
        .filter(|attempt| attempt.dispatched.is_some());
    sent.count()
}

fn last_key(lane: &LaneState, record: &RequestRecord, request: RequestIndex) -> LabKey {
    LabKey {
        run: lane.run_id,
        request,
        attempt: AttemptNumber((sent_attempts(record) as u32).max(1)),
    }
}

/// The stage of a request that has not ended.
pub(super) const fn stage_label(record: &RequestRecord, run: &Run) -> &'static str {
    let phase = match record.stage {
        Stage::Planned => return "Not started",
        Stage::Waiting => return run.queue().title(),
        Stage::Dispatched => Phase::WaitingForResponse,
        Stage::Receiving => Phase::Receiving,
        Stage::WaitingForThread => Phase::WaitingForThread.in_lane(run),
        Stage::Computing => Phase::Computing.in_lane(run),
        Stage::BackingOff => after(&record.attempt),
        Stage::Ended => return "Ended",
    };
    phase.title()
}

struct Rows(Vec<(String, String)>);

impl Rows {
    fn add(&mut self, name: &str, value: Option<String>) {
        if let Some(value) = value {
            self.0.push((name.to_owned(), value));
        }
    }

    /// The times of the last attempt, from the lane's start.
    fn times(&mut self, attempt: &Attempt) {
        let point = |at: Option<TimePoint>| at.map(|at| format!("at {}", format_ms(at.ms())));
        self.add("Queued", point(attempt.queued));
        self.add("Dispatched", point(attempt.dispatched));
        self.add("Response", point(attempt.responded));
        self.add("Ended", point(attempt.ended));
        self.add("In flight for", attempt.duration().map(format_span));
        self.add("Retry-After", attempt.retry_after.map(retry_after_label));
        let bytes = format!("{} bytes", group_digits(attempt.bytes));
        self.add("Received", attempt.responded.map(|_| bytes));
        let protocol = attempt.times.and_then(|times| times.protocol);
        self.add(
            "Protocol",
            protocol.map(|protocol| protocol.title().to_owned()),
        );
    }

    /// What the last attempt spent its time on: as the browser measured it, or, where the
    /// browser does not say, as far as the page itself can measure.
    fn phases(&mut self, attempt: &Attempt, run: &Run) {
        let total = attempt.duration().unwrap_or_default().ms().max(0.001);
        let by_browser =
            FlightPhases::from_attempt(attempt).map(|phases| phases.by_phase().to_vec());
        let queued = attempt.queued.zip(attempt.dispatched);
        let waited = queued.map(|(queued, sent)| format_ms((sent - queued).ms()));
        self.add(run.queue().title(), waited);
        let phases = by_browser.or_else(|| phases_by_page(attempt));
        for (phase, span) in phases.unwrap_or_default() {
            let percent = format_fixed(span.ms() / total * 100.0, 0);
            let value = format!("{} ({percent} %)", format_ms(span.ms()));
            self.add(phase_title(phase, run), (span.ms() > 0.0).then_some(value));
        }
        let is_hidden = attempt.responded.is_some()
            && attempt.times.is_some_and(|times| times.points.is_none());
        let hidden = "hidden by the server: its Timing-Allow-Origin does not allow them".to_owned();
        self.add("Phases", is_hidden.then_some(hidden));
    }

    /// The attempts before the last, and how long the request backed off after each.
    fn attempts(&mut self, record: &RequestRecord) {
        let sent = sent_attempts(record);
        self.add("Attempts", (sent > 1).then(|| sent.to_string()));
        let next = record.attempts().skip(1);
        for ((number, attempt), next) in (1..).zip(&record.earlier).zip(next) {
            let how = attempt
                .outcome
                .as_ref()
                .map(Outcome::title)
                .unwrap_or_default();
            let took = attempt.duration().map(format_span).unwrap_or_default();
            let asked = attempt.retry_after.map(retry_after_label);
            let asked = asked.map_or_else(String::new, |asked| format!("; Retry-After {asked}"));
            let backed_off = attempt.ended.zip(next.queued);
            let backed_off = backed_off.filter(|_| !attempt.retried_immediately);
            let wait = backed_off.map(|(ended, queued)| format_span(queued - ended));
            let wait = wait.map_or_else(String::new, |wait| format!("; backed off for {wait}"));
            self.add(
                &format!("Attempt {number}"),
                Some(format!("{how}, after {took}{asked}{wait}")),
            );
        }
    }

    fn response(
        &mut self,
        response: Option<&ResponseDetail>,
        index: RequestIndex,
        record: &RequestRecord,
    ) {
        if let Some(response) = response {
            self.add("Redirected to", response.redirected_to.clone());
            for (name, value) in &response.headers {
                self.add(name, Some(value.clone()));
            }
        } else if record.attempt.responded.is_some() && index.0 >= MAX_RESPONSES {
            let kept = format!(
                "kept for the first {} requests of a lane",
                group_digits(u64::from(MAX_RESPONSES))
            );
            self.add("Headers, body", Some(kept));
        }
    }
}

/// What `Retry-After` asked for.
fn retry_after_label(wait: Span) -> String {
    let label = format!("asked to wait {}", format_set_span(wait));
    if wait > MAX_RETRY_AFTER {
        label + ", which is longer than the page waits: no retry"
    } else {
        label
    }
}

/// The phases that the page can measure without the browser's times; `None` for an attempt
/// that got no response or has not ended.
fn phases_by_page(attempt: &Attempt) -> Option<Vec<(FlightPhase, Span)>> {
    let (sent, responded) = (attempt.dispatched?, attempt.responded?);
    let read = attempt.read.or(attempt.ended)?;
    attempt.ended?;
    Some(vec![
        (FlightPhase::Response, responded - sent),
        (FlightPhase::Receiving, read - responded),
        (FlightPhase::Thread, attempt.waited_for_thread()),
        (FlightPhase::Computing, attempt.computed_for()),
    ])
}

/// The name of a phase's row: requests that share a counter wait for its lock and update it.
const fn phase_title(phase: FlightPhase, run: &Run) -> &'static str {
    match phase {
        FlightPhase::Thread => Phase::WaitingForThread.in_lane(run).title(),
        FlightPhase::Computing => Phase::Computing.in_lane(run).title(),
        other => other.title(),
    }
}

/// What the plan asks the lab for.
fn planned_label(planned: &PlannedAttempt) -> String {
    let response = format!(
        "{} bytes in {} ms, after {} ms",
        group_digits(planned.body_bytes),
        group_digits(u64::from(planned.transfer_ms)),
        group_digits(u64::from(planned.delay_ms)),
    );
    match planned.fault {
        Some(fault) => format!("{response}; fault: {}", fault.title().to_ascii_lowercase()),
        None => response,
    }
}

/// A time in whole milliseconds, which keeps two requests comparable.
pub(super) fn format_ms(ms: f64) -> String {
    format!("{} ms", group_digits(libm::round(ms.max(0.0)) as u64))
}
