//! The figures that sum a lane up for a person: what each is called, what it means,
//! how it is computed, and its value.

use crate::analysis::statistics::Durations;
use crate::experiment::ranges::group_digits;
use crate::run::Run;
use crate::run::event::Ending;
use crate::run::outcome::OutcomeKind;
use crate::units::Span;
use crate::wording::decimal::format_fixed;
use crate::wording::explain::format_span;

/// One figure of a lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figure {
    Makespan,
    Ideal,
    Speedup,
    /// Of the ideal: how much of the makespan the planned work alone would have taken.
    /// (*Parallel efficiency* is another: speedup over the number of slots. It falls also
    /// where the requests' lengths leave slots idle, which no lane could help.)
    Efficiency,
    /// Of successes alone: a lane that fails fast would otherwise be a quick one.
    Throughput,
    MaxInFlight,
    P50,
    P90,
    P95,
    P99,
    LongestDuration,
    LongestFreeze,
}

/// The formula of a percentile; the durations are those of [`Durations`].
macro_rules! nearest_rank {
    ($percent:literal) => {
        concat!(
            "nearest rank: number ⌈",
            $percent,
            "/100 · n⌉ of the n durations, sorted from short to long; duration = end − dispatch"
        )
    };
}

impl Figure {
    /// All, in the order in which they are read.
    pub const ALL: [Self; 12] = [
        Self::Makespan,
        Self::Ideal,
        Self::Speedup,
        Self::Efficiency,
        Self::Throughput,
        Self::MaxInFlight,
        Self::P50,
        Self::P90,
        Self::P95,
        Self::P99,
        Self::LongestDuration,
        Self::LongestFreeze,
    ];

    /// Its name on screen.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Makespan => "Makespan",
            Self::Ideal => "Ideal",
            Self::Speedup => "Speedup",
            Self::Efficiency => "Efficiency",
            Self::Throughput => "Throughput",
            Self::MaxInFlight => "Most in flight",
            Self::P50 => "Duration, p50",
            Self::P90 => "Duration, p90",
            Self::P95 => "Duration, p95",
            Self::P99 => "Duration, p99",
            Self::LongestDuration => "Longest duration",
            Self::LongestFreeze => "Longest freeze",
        }
    }

    /// What it tells, in one sentence for a class.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Makespan => {
                "How long the whole lane took, from sending its first request to the end of its \
                 last."
            }
            Self::Ideal => {
                "How long the lane would take if each request took exactly as long as planned, and \
                 nothing between two requests took any time."
            }
            Self::Speedup => {
                "The sequential lane, which sends one request after the other, took so many times \
                 as long."
            }
            Self::Efficiency => {
                "How near the lane came to its ideal: at 100 % it reached it, at 50 % it took \
                 twice as long."
            }
            Self::Throughput => "How many requests succeeded in a second, on average.",
            Self::MaxInFlight => {
                "The most requests that were under way at the same moment: sent, and not ended yet."
            }
            Self::P50 => "At least half of the requests took this long or less.",
            Self::P90 => "At least 90 of every 100 requests took this long or less.",
            Self::P95 => "At least 95 of every 100 requests took this long or less.",
            Self::P99 => "At least 99 of every 100 requests took this long or less.",
            Self::LongestDuration => {
                "The slowest request took this long: of one that was tried again, its last attempt."
            }
            Self::LongestFreeze => {
                "The longest time in which the page could not have answered a click."
            }
        }
    }

    /// How it is computed.
    pub const fn formula(self) -> &'static str {
        match self {
            Self::Makespan => "last end − first dispatch",
            Self::Ideal => {
                "the last end, if each request in turn takes the slot that is free first, for its \
                 planned length; with one slot and no retries: Σ planned lengths"
            }
            Self::Speedup => "makespan of the sequential lane ÷ makespan of this lane",
            Self::Efficiency => "ideal ÷ makespan · 100 %",
            Self::Throughput => "requests that succeeded ÷ makespan in seconds",
            Self::MaxInFlight => "the most there ever was of: dispatched so far − ended so far",
            Self::P50 => nearest_rank!(50),
            Self::P90 => nearest_rank!(90),
            Self::P95 => nearest_rank!(95),
            Self::P99 => nearest_rank!(99),
            Self::LongestDuration => "the last of the n durations, sorted from short to long",
            Self::LongestFreeze => "the longest time from one animation frame to the next",
        }
    }
}

/// A figure's value, with its unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum FigureValue {
    Span(Span),
    /// So many times as much.
    Ratio(f64),
    /// 100 is all of it.
    Percent(f64),
    PerSecond(f64),
    Count(u32),
}

impl FigureValue {
    /// As the page writes it: `1.2 s`, `9.1×`, `94 %`, `93.5 per second`, `1,000`.
    pub fn words(self) -> String {
        match self {
            Self::Span(span) => format_span(span),
            Self::Ratio(times) => format!("{}×", format_fixed(times, decimals(times))),
            Self::Percent(percent) => format!("{} %", format_fixed(percent, 0)),
            Self::PerSecond(rate) if rate >= 999.95 => {
                format!("{} per second", group_digits(libm::round(rate) as u64))
            }
            Self::PerSecond(rate) => format!("{} per second", format_fixed(rate, decimals(rate))),
            Self::Count(count) => group_digits(u64::from(count)),
        }
    }
}

/// What is less than one would lose too much with one decimal.
fn decimals(number: f64) -> u32 {
    match number {
        0.0 => 0,
        _ if number < 0.95 => 2,
        _ => 1,
    }
}

/// A lane's run, and what was learnt beside its events.
#[derive(Clone, Copy, Debug)]
pub struct LaneFacts<'a> {
    pub run: &'a Run,
    /// The ideal of the lane as planned; `None` where nobody can plan.
    pub ideal: Option<Span>,
    /// By [`crate::analysis::statistics::speedup`]: it takes the other lanes too.
    pub speedup: Option<f64>,
    /// The longest time from frame to frame.
    pub longest_freeze: Option<Span>,
}

/// All figures of a lane, computed once.
#[derive(Clone, Debug, PartialEq)]
pub struct Statistics {
    makespan: Option<Span>,
    ideal: Option<Span>,
    speedup: Option<f64>,
    efficiency: Option<f64>,
    throughput: Option<f64>,
    max_in_flight: u32,
    durations: Option<Durations>,
    longest_freeze: Option<Span>,
}

impl Statistics {
    /// Of a run that goes on, the figures so far.
    pub fn of(lane: &LaneFacts<'_>) -> Self {
        let run = lane.run;
        let makespan = run.makespan();
        // The ideal is foretold, and stands until the run departs from its plan.
        let is_planned = matches!(run.ending(), None | Some(Ending::Completed));
        let ideal = lane.ideal.filter(|_| is_planned && !run.limit_changed());
        let took = makespan.filter(|makespan| *makespan > Span::ZERO);
        let compared = ideal.filter(|_| run.is_comparable()).zip(took);
        let succeeded = f64::from(run.counts().of(OutcomeKind::Succeeded));
        Self {
            makespan,
            ideal,
            speedup: lane.speedup,
            efficiency: compared.map(|(ideal, took)| ideal.ms() / took.ms() * 100.0),
            throughput: took.map(|took| succeeded / (took.ms() / 1_000.0)),
            max_in_flight: run.max_in_flight(),
            durations: Durations::of(run),
            longest_freeze: lane.longest_freeze,
        }
    }

    /// A figure's value; `None` where there is none.
    pub fn value(&self, figure: Figure) -> Option<FigureValue> {
        let duration = |pick: fn(&Durations) -> Span| self.durations.as_ref().map(pick);
        let span = match figure {
            Figure::Speedup => return self.speedup.map(FigureValue::Ratio),
            Figure::Efficiency => return self.efficiency.map(FigureValue::Percent),
            Figure::Throughput => return self.throughput.map(FigureValue::PerSecond),
            Figure::MaxInFlight => return Some(FigureValue::Count(self.max_in_flight)),
            Figure::Makespan => self.makespan,
            Figure::Ideal => self.ideal,
            Figure::P50 => duration(|all| all.p50),
            Figure::P90 => duration(|all| all.p90),
            Figure::P95 => duration(|all| all.p95),
            Figure::P99 => duration(|all| all.p99),
            Figure::LongestDuration => duration(|all| all.max),
            Figure::LongestFreeze => self.longest_freeze,
        };
        span.map(FigureValue::Span)
    }

    /// A figure's value as the page writes it; a dash where there is none.
    pub fn words(&self, figure: Figure) -> String {
        let value = self.value(figure);
        value.map_or_else(|| "–".to_owned(), FigureValue::words)
    }
}
