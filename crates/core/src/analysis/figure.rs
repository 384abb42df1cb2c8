//! The figures that summarise a lane: the title, meaning, formula and value of each.

use crate::analysis::statistics::Durations;
use crate::run::Run;
use crate::run::outcome::OutcomeKind;
use crate::units::Span;
use crate::wording::numbers::{
    format_percent, format_rate, format_ratio, format_span, group_digits,
};

/// One figure of a lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figure {
    Makespan,
    Ideal,
    Speedup,
    /// Ideal ÷ makespan: the share of the makespan that the planned work alone would take.
    /// (*Parallel efficiency* is a different figure: speedup ÷ number of slots. It also falls
    /// if the requests' lengths leave slots idle, which no lane can avoid.)
    Efficiency,
    /// Counts successes only: otherwise a lane that fails fast would look fast.
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
            "/100 · n⌉ of the n durations, sorted from shortest to longest; duration = end − dispatch"
        )
    };
}

impl Figure {
    /// All figures, in the order of the screen.
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

    /// The name on screen.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Makespan => "Makespan",
            Self::Ideal => "Ideal",
            Self::Speedup => "Speedup",
            Self::Efficiency => "Efficiency",
            Self::Throughput => "Throughput",
            Self::MaxInFlight => "Peak in flight",
            Self::P50 => "Duration, p50",
            Self::P90 => "Duration, p90",
            Self::P95 => "Duration, p95",
            Self::P99 => "Duration, p99",
            Self::LongestDuration => "Longest duration",
            Self::LongestFreeze => "Longest freeze",
        }
    }

    /// The meaning, in one sentence for a class.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Makespan => {
                "How long the whole lane took, from sending its first request to the end of its \
                 last."
            }
            Self::Ideal => {
                "How long the lane would take if each request took exactly as long as planned and \
                 there were no gaps between requests."
            }
            Self::Speedup => {
                "How many times as long the sequential lane took, which sends one request after \
                 the other."
            }
            Self::Efficiency => {
                "How close the lane came to its ideal: at 100 % it reached the ideal, at 50 % it \
                 took twice as long."
            }
            Self::Throughput => "How many requests succeeded per second, on average.",
            Self::MaxInFlight => {
                "The most requests that were in flight at the same moment: sent, but not ended yet."
            }
            Self::P50 => "At least half of the requests took this long or less.",
            Self::P90 => "At least 90 of every 100 requests took this long or less.",
            Self::P95 => "At least 95 of every 100 requests took this long or less.",
            Self::P99 => "At least 99 of every 100 requests took this long or less.",
            Self::LongestDuration => {
                "How long the slowest request took; if it was retried, its last attempt."
            }
            Self::LongestFreeze => {
                "The longest time in which the page could not have responded to a click."
            }
        }
    }

    /// The formula, in words.
    pub const fn formula(self) -> &'static str {
        match self {
            Self::Makespan => "last end − first dispatch",
            Self::Ideal => {
                "the last end, if each request in turn takes the first slot that becomes free, for \
                 its planned length; with one slot and no retries: Σ planned lengths"
            }
            Self::Speedup => {
                "makespan of the sequential lane ÷ makespan of this lane; only if both lanes \
                 completed and as many requests succeeded in both"
            }
            Self::Efficiency => "ideal ÷ makespan · 100 %",
            Self::Throughput => "successful requests ÷ makespan in seconds",
            Self::MaxInFlight => "the maximum of: dispatched so far − ended so far",
            Self::P50 => nearest_rank!(50),
            Self::P90 => nearest_rank!(90),
            Self::P95 => nearest_rank!(95),
            Self::P99 => nearest_rank!(99),
            Self::LongestDuration => "the longest of the n durations",
            Self::LongestFreeze => "the longest time from one animation frame to the next",
        }
    }
}

/// A figure's value, with its unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum FigureValue {
    Span(Span),
    /// A factor.
    Ratio(f64),
    /// 100 is the whole.
    Percent(f64),
    PerSecond(f64),
    Count(u32),
}

impl FigureValue {
    /// As the page shows it: `1.2 s`, `9.1×`, `94 %`, `93.5 per second`, `1,000`.
    pub fn label(self) -> String {
        match self {
            Self::Span(span) => format_span(span),
            Self::Ratio(factor) => format_ratio(factor),
            Self::Percent(percent) => format_percent(percent),
            Self::PerSecond(rate) => format_rate(rate),
            Self::Count(count) => group_digits(u64::from(count)),
        }
    }
}

/// A lane's run, and what was measured beside its events.
#[derive(Clone, Copy, Debug)]
pub struct LaneFacts<'a> {
    pub run: &'a Run,
    /// The ideal makespan, while the run goes as planned.
    pub ideal: Option<Span>,
    /// From [`crate::analysis::speedup::speedup`], which also needs the other lanes.
    pub speedup: Option<f64>,
    /// The longest time between two animation frames.
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
    /// The figures of a lane; of a run that has not ended, the figures so far.
    pub fn new(lane: &LaneFacts<'_>) -> Self {
        let run = lane.run;
        let makespan = run.makespan();
        let ideal = lane.ideal;
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
            durations: Durations::from_run(run),
            longest_freeze: lane.longest_freeze,
        }
    }

    /// A figure's value; `None` if it has none.
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

    /// A figure's value as the page shows it; a dash if it has none.
    pub fn label(&self, figure: Figure) -> String {
        let value = self.value(figure);
        value.map_or_else(|| "–".to_owned(), FigureValue::label)
    }
}
