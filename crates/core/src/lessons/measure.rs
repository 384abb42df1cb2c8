//! What a lesson measures of its lanes.

use crate::analysis::statistics::{Durations, completed_makespan};
use crate::experiment::ranges::group_digits;
use crate::experiment::strategy::Strategy;
use crate::named::Named;
use crate::run::Run;
use crate::run::outcome::OutcomeKind;
use crate::units::Span;
use crate::wording::decimal::format_fixed;
use crate::wording::explain::format_span;

/// What is known of a lane that has ended.
#[derive(Clone, Copy, Debug)]
pub struct Observed<'a> {
    pub run: &'a Run,
    /// The shared counter at the lab, in the end.
    pub counter: Option<u64>,
    /// The longest time without a frame.
    pub longest_freeze: Option<Span>,
    /// The most at the server at once: by its own count, or else by the browser's times.
    pub most_at_server: Option<u32>,
}

/// Something that can be measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    Makespan,
    Succeeded,
    /// Whatever did not succeed, for whichever reason.
    NotSucceeded,
    TimedOut,
    Cancelled,
    /// How often anything was sent.
    Attempts,
    MaxInFlight,
    MostAtServer,
    /// The slowest request, from its dispatch to its end.
    LongestDuration,
    /// The duration that half of the requests do not exceed.
    MedianDuration,
    LongestFreeze,
    /// What the shared counter shows.
    Counter,
    /// Requests that succeeded and are not in the counter.
    LostUpdates,
    /// The smallest limit among all lanes that is about as quick as the quickest.
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
            Self::NotSucceeded => "Not succeeded",
            Self::TimedOut => "Timed out",
            Self::Cancelled => "Cancelled",
            Self::Attempts => "Sent",
            Self::MaxInFlight => "Most in flight",
            Self::MostAtServer => "Most at the server",
            Self::LongestDuration => "Slowest request",
            Self::MedianDuration => "Half took at most",
            Self::LongestFreeze => "Longest freeze",
            Self::Counter => "The counter",
            Self::LostUpdates => "Lost updates",
            Self::BestLimit => "Smallest limit within a fifth of the quickest",
        }
    }

    /// Whether it is a length of time, in ms, and not a number of things.
    pub const fn is_time(self) -> bool {
        matches!(
            self,
            Self::Makespan | Self::LongestDuration | Self::MedianDuration | Self::LongestFreeze
        )
    }

    /// A value of it as the page writes it.
    pub fn words(self, value: f64) -> String {
        match self.is_time() {
            true => format_span(Span::from_ms(value)),
            false if libm::trunc(value) == value => group_digits(libm::fabs(value) as u64),
            false => format_fixed(value, 1),
        }
    }

    /// In ms, or a number; `None` where it was not measured.
    pub fn of(self, lanes: &[Observed<'_>], lane: usize) -> Option<f64> {
        let seen = lanes.get(lane)?;
        let counts = seen.run.counts();
        let durations = || Durations::of(seen.run);
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
            // One that was given up may have written all the same.
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

/// The knee: the smallest limit under which the lane took at most a fifth longer than
/// the quickest. Where a curve flattens is a matter of taste; this is ours. Of a lane that
/// did not complete, nobody knows how quick it is.
fn best_limit(lanes: &[Observed<'_>]) -> Option<f64> {
    const ABOUT_AS_QUICK: f64 = 1.2;
    let limits = lanes.iter().filter_map(|lane| match lane.run.strategy() {
        Strategy::Concurrent { limit } => Some((limit, completed_makespan(lane.run)?)),
        _ => None,
    });
    let limits: Vec<(u32, Span)> = limits.collect();
    let times = limits.iter().map(|(_, time)| *time);
    let quickest = times.reduce(Span::min)?;
    let quick = limits
        .iter()
        .filter(|(_, time)| *time <= quickest.times(ABOUT_AS_QUICK));
    quick.map(|(limit, _)| f64::from(*limit)).reduce(f64::min)
}
