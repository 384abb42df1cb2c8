//! The quantities that a lesson measures in its lanes.

use crate::analysis::speedup::{NoComparison, WorkDone};
use crate::analysis::statistics::Durations;
use crate::experiment::strategy::LimitSetting;
use crate::named::Named;
use crate::run::Run;
use crate::run::event::Ending;
use crate::run::outcome::OutcomeKind;
use crate::units::Span;
use crate::wording::numbers::{format_grouped, format_span, group_digits};

/// A lane that has ended, with what was observed beside its events.
#[derive(Clone, Copy, Debug)]
pub struct Observed<'a> {
    pub run: &'a Run,
    /// How many requests failed against the plan, where the lane's time follows from it.
    pub departures: u32,
    /// The final value of the shared counter at the lab.
    pub counter: Option<u64>,
    /// The longest time without a frame.
    pub longest_freeze: Option<Span>,
    /// Peak number of requests at the server: by its own count, or else from the browser's
    /// times.
    pub most_at_server: Option<u32>,
}

/// A quantity that can be measured in a lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    Makespan,
    Succeeded,
    /// Requests with any outcome but success.
    NotSucceeded,
    TimedOut,
    Cancelled,
    /// Attempts that were sent.
    Attempts,
    MaxInFlight,
    MostAtServer,
    /// The slowest request, from its dispatch to its end.
    LongestDuration,
    /// The duration that half of the requests do not exceed: the 50th percentile.
    MedianDuration,
    LongestFreeze,
    /// The value of the shared counter.
    Counter,
    /// Requests that succeeded but are missing from the counter.
    LostUpdates,
    /// The smallest limit among all lanes that is about as fast as the fastest.
    BestLimit,
}

impl Named for Measure {
    const ALL: &'static [Self] = &Self::ALL;

    fn name(self) -> &'static str {
        self.name()
    }
}

impl Measure {
    pub const ALL: [Self; 14] = [
        Self::Makespan,
        Self::Succeeded,
        Self::NotSucceeded,
        Self::TimedOut,
        Self::Cancelled,
        Self::Attempts,
        Self::MaxInFlight,
        Self::MostAtServer,
        Self::LongestDuration,
        Self::MedianDuration,
        Self::LongestFreeze,
        Self::Counter,
        Self::LostUpdates,
        Self::BestLimit,
    ];

    /// Its name in documents.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Makespan => "makespan",
            Self::Succeeded => "succeeded",
            Self::NotSucceeded => "notSucceeded",
            Self::TimedOut => "timedOut",
            Self::Cancelled => "cancelled",
            Self::Attempts => "attempts",
            Self::MaxInFlight => "maxInFlight",
            Self::MostAtServer => "mostAtServer",
            Self::LongestDuration => "longestDuration",
            Self::MedianDuration => "medianDuration",
            Self::LongestFreeze => "longestFreeze",
            Self::Counter => "counter",
            Self::LostUpdates => "lostUpdates",
            Self::BestLimit => "bestLimit",
        }
    }

    /// Its name on screen.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Makespan => "Time for all",
            Self::Succeeded => "Succeeded",
            Self::NotSucceeded => "Did not succeed",
            Self::TimedOut => "Timed out",
            Self::Cancelled => "Cancelled",
            Self::Attempts => "Sent",
            Self::MaxInFlight => "Peak in flight",
            Self::MostAtServer => "Peak at the server",
            Self::LongestDuration => "Slowest request",
            Self::MedianDuration => "Median duration",
            Self::LongestFreeze => "Longest freeze",
            Self::Counter => "Counter",
            Self::LostUpdates => "Lost updates",
            Self::BestLimit => "Smallest limit within 20 % of the fastest",
        }
    }

    /// Whether it is a time in ms, and not a count.
    pub const fn is_time(self) -> bool {
        matches!(
            self,
            Self::Makespan | Self::LongestDuration | Self::MedianDuration | Self::LongestFreeze
        )
    }

    /// Formats one of its values as the page shows it.
    pub fn label(self, value: f64) -> String {
        if self.is_time() {
            format_span(Span::from_ms(value))
        } else if libm::trunc(value) == value {
            group_digits(libm::fabs(value) as u64)
        } else {
            format_grouped(value, 1)
        }
    }

    /// Why its value in one of these lanes answers nothing: a time is predicted for a lane that
    /// goes as planned to its end, and the best limit is among lanes that did the same work.
    pub fn no_comparison(self, lanes: &[Observed<'_>], lane: usize) -> Option<NoComparison> {
        if self == Self::BestLimit {
            return not_compared(lanes);
        }
        let seen = lanes.get(lane).filter(|_| self.is_time())?;
        let work = WorkDone::from_run(seen.run)?;
        if work.ending != Ending::Completed {
            return Some(NoComparison::EndedEarly(work.ending));
        }
        (seen.departures > 0).then_some(NoComparison::AgainstPlan {
            failed: seen.departures,
            requests: work.requests,
        })
    }

    /// Its value in one of these lanes, in ms or as a count; `None` if it was not measured.
    pub fn value(self, lanes: &[Observed<'_>], lane: usize) -> Option<f64> {
        let seen = lanes.get(lane)?;
        let counts = seen.run.counts();
        let durations = || Durations::from_run(seen.run);
        let succeeded = f64::from(counts.of(OutcomeKind::Succeeded));
        let span = match self {
            Self::Makespan => seen.run.makespan(),
            Self::LongestDuration => durations().map(|all| all.max),
            Self::MedianDuration => durations().map(|all| all.p50),
            Self::LongestFreeze => seen.longest_freeze,
            Self::Succeeded => return Some(succeeded),
            Self::NotSucceeded => return Some(f64::from(counts.total()) - succeeded),
            Self::TimedOut => return Some(f64::from(counts.of(OutcomeKind::TimedOut))),
            Self::Cancelled => return Some(f64::from(counts.of(OutcomeKind::Cancelled))),
            Self::Attempts => return Some(sent(seen.run)),
            Self::MaxInFlight => return Some(f64::from(seen.run.max_in_flight())),
            Self::MostAtServer => return seen.most_at_server.map(f64::from),
            Self::Counter => return seen.counter.map(|counter| counter as f64),
            // A cancelled request may have written its update too.
            Self::LostUpdates => return Some((succeeded - seen.counter? as f64).max(0.0)),
            Self::BestLimit => return best_limit(lanes),
        };
        span.map(Span::ms)
    }
}

fn sent(run: &Run) -> f64 {
    let attempts = run.requests().iter().flat_map(|request| request.attempts());
    attempts
        .filter(|attempt| attempt.dispatched.is_some())
        .count() as f64
}

/// The knee of the curve: the smallest limit whose lane took at most a fifth longer than
/// the fastest lane. The fifth is a choice: a curve flattens gradually. Lanes that cannot be
/// compared with the others are left out.
fn best_limit(lanes: &[Observed<'_>]) -> Option<f64> {
    const ABOUT_AS_FAST: f64 = 1.2;
    let (_, most) = most_work(lanes)?;
    let limits = limited(lanes).filter_map(|lane| {
        let work = WorkDone::from_run(lane.run)?;
        let time = lane.run.makespan()?;
        let is_compared = work.no_comparison(most).is_none();
        is_compared.then(|| (lane.run.strategy().limit(), time))
    });
    let limits: Vec<(u32, Span)> = limits.collect();
    let times = limits.iter().map(|(_, time)| *time);
    let fastest = times.reduce(Span::min)?;
    let fast = limits
        .iter()
        .filter(|(_, time)| *time <= fastest.times(ABOUT_AS_FAST));
    fast.map(|(limit, _)| f64::from(*limit)).reduce(f64::min)
}

/// The first of the lanes with a limit whose time cannot be compared with the others'.
fn not_compared(lanes: &[Observed<'_>]) -> Option<NoComparison> {
    let (_, most) = most_work(lanes)?;
    let mut works = limited(lanes).filter_map(|lane| WorkDone::from_run(lane.run));
    works.find_map(|work| work.no_comparison(most))
}

fn most_work(lanes: &[Observed<'_>]) -> Option<(usize, WorkDone)> {
    WorkDone::most(limited(lanes).map(|lane| WorkDone::from_run(lane.run)))
}

/// The lanes whose strategies have a limit.
fn limited<'a>(lanes: &'a [Observed<'a>]) -> impl Iterator<Item = &'a Observed<'a>> {
    let has_limit = |lane: &&Observed<'_>| {
        lane.run.strategy().kind().limit_setting() == Some(LimitSetting::Limit)
    };
    lanes.iter().filter(has_limit)
}
