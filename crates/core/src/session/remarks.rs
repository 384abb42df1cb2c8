//! The remarks in a lane's panel, beside its figures.

use crate::analysis::speedup::NoComparison;
use crate::experiment::strategy::Waiting;
use crate::experiment::url_list::MAX_IN_FLIGHT_THIRD_PARTY;
use crate::experiment::workload::WorkKind;
use crate::run::browser_times::Protocol;
use crate::run::event::Ending;
use crate::session::figures::{LaneFigures, LaneStage};
use crate::wording::numbers::{format_count, format_short, format_span, group_digits};

impl LaneFigures {
    /// Sentences about what a reader of the figures has to know of this run.
    pub fn remarks(&self, cores: u32) -> Vec<String> {
        let mut remarks = Vec::new();
        match self.stage {
            LaneStage::Ended(Ending::Stopped) => {
                remarks.push("Stopped before its end, so it cannot be compared.");
            }
            LaneStage::Ended(Ending::FailedFast) => remarks.push(
                "Failed fast: the first failure cancelled the rest, so the lane cannot be \
                 compared.",
            ),
            LaneStage::Ended(Ending::Crashed) => remarks.push("The page's program crashed."),
            LaneStage::Ended(Ending::NoWorkers) => remarks.push(
                "The browser gave this page no workers, so nothing was sent: its settings or this \
                 site's policy forbid them, or their script did not load. Reload the page, or use \
                 the other lanes.",
            ),
            LaneStage::Pending | LaneStage::Running | LaneStage::Ended(Ending::Completed) => {}
        }
        if self.limit_changed {
            remarks.push("The limit was changed while the lane ran, so it cannot be compared with the ideal.");
        }
        if self.was_hidden {
            remarks.push("The tab was hidden for a while: browsers slow down hidden pages.");
        }
        if self.lab_changed {
            remarks.push(
                "The lab was restarted during the run, so its own count is missing. Run again.",
            );
        }
        if self.lab_is_silent {
            remarks.push("The lab did not respond after the run, so its own count is missing.");
        }
        if self.spares_hosts && self.strategy.limit() > MAX_IN_FLIGHT_THIRD_PARTY {
            remarks
                .push("Third-party servers get at most 10 requests at a time, whatever the limit.");
        }
        if self.max_at_source > Some(self.max_in_flight) {
            remarks.push(
                "The lab counted more requests than were in flight: it learns of a timeout a moment \
                 after the next request has arrived.",
            );
        }
        let mut remarks: Vec<_> = remarks.into_iter().map(str::to_owned).collect();
        remarks.extend(self.no_speedup());
        remarks.extend(self.departures_from_plan());
        remarks.extend(self.threads(cores));
        // If the browser held requests back, that explains the time.
        remarks.extend(self.held_back().or_else(|| self.cost_of_requests()));
        remarks
    }

    /// Why a lane that has completed is not compared with the sequential lane.
    fn no_speedup(&self) -> Option<String> {
        match self.speedup?.err()? {
            NoComparison::EndedEarly(_) => None,
            reason @ NoComparison::OtherEndedEarly(_) => {
                Some(reason.label("The sequential lane") + ".")
            }
            reason => Some(reason.label("the sequential lane") + "."),
        }
    }

    /// Why a lane that has completed has no ideal.
    fn departures_from_plan(&self) -> Option<String> {
        let failed = format_count(self.departures.into(), "request", "requests");
        (self.departures > 0).then(|| {
            format!(
                "{failed} failed against the plan, so the lane cannot be compared with the ideal."
            )
        })
    }

    /// How the lane's threads wait, and how long they took to start.
    fn threads(&self, cores: u32) -> Option<String> {
        let waited = match (self.strategy.kind().blocks_page(), self.waiting) {
            (true, Some(_)) => "The page itself was blocked by each request.",
            (true, None) if self.kind != WorkKind::Compute => {
                "In place of its requests, the page computed for as long as they would have taken: \
                 with the built-in lab, not every browser lets a page block on a request."
            }
            (false, Some(Waiting::SyncXhr)) => "Each worker was blocked by its request.",
            (false, Some(Waiting::AwaitedFetch)) => {
                "Each worker awaited one request at a time: a blocking request does not reach this \
                 source, or bypasses the browser's limit."
            }
            (_, None) => "",
        };
        let computes = self.startup.is_some() && self.kind != WorkKind::Fetch;
        let shared = if computes && (1..self.strategy.limit()).contains(&cores) {
            "There are more workers than cores."
        } else {
            ""
        };
        let started = self.startup.map_or_else(String::new, |startup| {
            let took = format_span(startup);
            format!("Its workers started in {took}, which is not part of its time. ")
        });
        let remark = format!("{waited} {started}{shared}");
        let remark = remark.trim();
        (!remark.is_empty()).then(|| remark.to_owned())
    }

    /// Why a lane of short requests is far above its ideal: sending the requests takes the time,
    /// not waiting for them.
    fn cost_of_requests(&self) -> Option<String> {
        /// From this multiple of the ideal on, the difference needs an explanation.
        const NOTABLE: f64 = 1.5;
        if self.answerer.is_empty() {
            return None;
        }
        let time = self
            .time
            .filter(|_| self.is_comparable && self.kind == WorkKind::Fetch)?;
        if time <= self.ideal?.times(NOTABLE) {
            return None;
        }
        let each = format_short(time.ms() / f64::from(self.requests), 1);
        Some(format!(
            "Far above the ideal: sending a request and reading its response cost this browser \
             {each} ms each, whatever the limit, and that is most of the time here."
        ))
    }

    /// Whether the browser, not the limit, kept requests from being in flight.
    fn held_back(&self) -> Option<String> {
        /// The connections that a browser opens to one origin over HTTP/1.1.
        const CONNECTIONS: u32 = 6;
        let allowed = self.strategy.limit().min(self.requests);
        let seen = self.max_at_source.or(self.max_at_server)?;
        if self.refused_at_source > 0 {
            return Some(format!(
                "The {} was full with {}, and rejected {} more.",
                self.answerer,
                format_count(seen.into(), "request", "requests"),
                group_digits(self.refused_at_source.into())
            ));
        }
        // The lab may miss one or two requests at the start and still be full.
        let is_full = f64::from(seen) >= f64::from(allowed) * 0.9;
        if is_full || !self.is_comparable || self.max_in_flight < allowed {
            return None;
        }
        let [allowed_label, seen_label] = [allowed, seen].map(|count| group_digits(count.into()));
        match self.protocols[..] {
            [Protocol::Http1] if allowed > CONNECTIONS && seen == CONNECTIONS => {
                let shared = if self.strategy.kind().has_threads() {
                    ", and all workers share them"
                } else {
                    ""
                };
                Some(format!(
                    "You allowed {allowed_label}; the browser ran {seen_label} at a time: HTTP/1.1 gives \
                     {CONNECTIONS} connections per origin{shared}. Try HTTP/2."
                ))
            }
            // Only a server that counts knows how many requests it had.
            _ if self.max_at_source.is_none() => None,
            _ => Some(format!(
                "You allowed {allowed_label} at once; the {} never had more than {seen_label}: the browser \
                 needs time to send each request, and the first ones end before the last are sent.",
                self.answerer
            )),
        }
    }
}
