//! How many times faster one lane was than another, and why there is no such number: only
//! lanes that did the same work can be compared.

use crate::experiment::strategy::Strategy;
use crate::run::Run;
use crate::run::event::Ending;
use crate::run::outcome::OutcomeKind;
use crate::units::Span;
use crate::wording::numbers::group_digits;

/// What decides whether the times of two lanes can be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WorkDone {
    pub ending: Ending,
    pub succeeded: u32,
    pub requests: u32,
}

/// Why the times of two lanes are not compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoComparison {
    /// The lane ended before all its requests had outcomes of their own.
    EndedEarly(Ending),
    /// The other lane did.
    OtherEndedEarly(Ending),
    /// Some of its requests failed, and more succeeded in the other lane.
    Failed { failed: u32, requests: u32 },
    /// Some failed in the other lane, and more succeeded here.
    OtherFailed { failed: u32, requests: u32 },
    /// More succeeded in one of the two because it has more requests.
    OtherRequests,
    /// Some failed that were planned to succeed: the plan predicts nothing.
    AgainstPlan { failed: u32, requests: u32 },
    /// Its limit was changed while it ran.
    LimitChanged,
    /// No number of times is as fast.
    NoTime,
}

impl NoComparison {
    /// The reason in a few words. `other` names the lane that this one would be compared with.
    pub fn label(self, other: &str) -> String {
        let failed = |failed: u32, requests: u32| {
            let [failed, requests] = [failed, requests].map(|it| group_digits(it.into()));
            [&failed, " of ", &requests, " failed"].concat()
        };
        let why = match self {
            Self::EndedEarly(ending) => ended_early(ending).to_owned(),
            Self::OtherEndedEarly(ending) => [other, " ", ended_early(ending)].concat(),
            Self::Failed {
                failed: count,
                requests,
            } => failed(count, requests),
            Self::OtherFailed {
                failed: count,
                requests,
            } => failed(count, requests) + " in " + other,
            Self::OtherRequests => "Another number of requests".to_owned(),
            Self::AgainstPlan {
                failed: count,
                requests,
            } => failed(count, requests) + " against the plan",
            Self::LimitChanged => "limit changed".to_owned(),
            Self::NoTime => "Makespan of 0 ms".to_owned(),
        };
        why + ": no comparison"
    }
}

/// How a lane ended that did not complete, in words that follow its name.
const fn ended_early(ending: Ending) -> &'static str {
    match ending {
        Ending::Completed => "completed",
        Ending::Stopped => "stopped",
        Ending::FailedFast => "failed fast",
        Ending::Crashed => "crashed",
        Ending::NoWorkers => "sent nothing",
    }
}

impl WorkDone {
    /// What a run did; `None` until it has ended.
    pub fn from_run(run: &Run) -> Option<Self> {
        Some(Self {
            ending: run.ending()?,
            succeeded: run.counts().of(OutcomeKind::Succeeded),
            requests: run.requests().len() as u32,
        })
    }

    /// Why this lane's time is not compared with the other's; `None` if both lanes completed
    /// and as many requests succeeded in both.
    pub fn no_comparison(self, other: Self) -> Option<NoComparison> {
        if self.ending != Ending::Completed {
            Some(NoComparison::EndedEarly(self.ending))
        } else if other.ending != Ending::Completed {
            Some(NoComparison::OtherEndedEarly(other.ending))
        } else if self.succeeded == other.succeeded {
            None
        } else {
            Some(self.other_work(other))
        }
    }

    /// Why not as many requests succeeded in this lane as in the other.
    const fn other_work(self, other: Self) -> NoComparison {
        let [own, others] = [
            self.requests - self.succeeded,
            other.requests - other.succeeded,
        ];
        let requests = self.requests;
        if self.succeeded < other.succeeded && own > 0 {
            NoComparison::Failed {
                failed: own,
                requests,
            }
        } else if other.succeeded < self.succeeded && others > 0 {
            NoComparison::OtherFailed {
                failed: others,
                requests: other.requests,
            }
        } else {
            NoComparison::OtherRequests
        }
    }

    /// The lane that all others are compared with: of those that completed, the first in which
    /// most requests succeeded. Gives its place; `None` if none completed.
    pub fn most(lanes: impl Iterator<Item = Option<Self>>) -> Option<(usize, Self)> {
        let completed = lanes.enumerate().filter_map(|(place, work)| {
            let work = work.filter(|work| work.ending == Ending::Completed);
            work.map(|work| (place, work))
        });
        completed.reduce(|most, next| {
            if next.1.succeeded > most.1.succeeded {
                next
            } else {
                most
            }
        })
    }
}

/// The sequential lane's makespan divided by this run's, or why it is not given. `None` while
/// one of the two has not ended, and if there is no sequential lane.
pub fn speedup(run: &Run, lanes: &[&Run]) -> Option<Result<f64, NoComparison>> {
    let mut lanes = lanes.iter();
    let sequential = lanes.find(|lane| lane.strategy() == Strategy::Sequential)?;
    let [own, other] = [WorkDone::from_run(run)?, WorkDone::from_run(sequential)?];
    if let Some(reason) = own.no_comparison(other) {
        return Some(Err(reason));
    }
    let [own, other] = [run, *sequential].map(|run| run.makespan().unwrap_or_default());
    Some(if own > Span::ZERO {
        Ok(other.ms() / own.ms())
    } else {
        Err(NoComparison::NoTime)
    })
}
