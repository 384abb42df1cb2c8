//! The statistics of the lanes that have ended, and the histograms of their durations.

use crate::analysis::figure::{LaneFacts, Statistics};
use crate::analysis::histogram::Bins;
use crate::analysis::statistics::{durations, slowest};
use crate::session::comparison::Comparison;
use crate::session::lane_state::LaneState;
use crate::units::{RequestIndex, Span};

/// The statistics of one lane.
#[derive(Clone, Debug, PartialEq)]
pub struct LaneStatistics {
    pub title: String,
    /// `None` until the lane has ended.
    pub figures: Option<Statistics>,
    /// The request with the longest duration.
    pub slowest: Option<RequestIndex>,
    /// The number of durations in each bin.
    pub counts: Vec<u32>,
}

/// The statistics of all lanes, with shared bins.
#[derive(Clone, Debug, PartialEq)]
pub struct AllStatistics {
    pub lanes: Vec<LaneStatistics>,
    /// The start of each bin, then the end of the last; empty if there is nothing to count.
    pub edges: Vec<Span>,
}

impl AllStatistics {
    pub fn new(all: &Comparison) -> Self {
        let ended = || all.lanes.iter().filter(|lane| has_ended(lane));
        let mut every = ended().flat_map(|lane| durations(&lane.run)).peekable();
        let bins = every.peek().is_some().then(|| Bins::covering(every));
        let lanes = all.indexed_lanes().map(|(index, lane)| LaneStatistics {
            title: lane.title(),
            figures: has_ended(lane).then(|| {
                Statistics::new(&LaneFacts {
                    run: &lane.run,
                    ideal: lane.ideal_in_force(),
                    speedup: all.speedup(index).and_then(Result::ok),
                    longest_freeze: lane.heartbeat.longest(),
                })
            }),
            slowest: has_ended(lane).then(|| slowest(&lane.run)).flatten(),
            counts: bins
                .as_ref()
                .filter(|_| has_ended(lane))
                .map(|bins| bins.count(durations(&lane.run)))
                .unwrap_or_default(),
        });
        Self {
            lanes: lanes.collect(),
            edges: bins.map(|bins| bins.edges().to_vec()).unwrap_or_default(),
        }
    }

    /// The highest count of any bin in any lane.
    pub fn highest(&self) -> u32 {
        let counts = self.lanes.iter().flat_map(|lane| &lane.counts);
        counts.copied().max().unwrap_or(0)
    }
}

fn has_ended(lane: &LaneState) -> bool {
    lane.run.ending().is_some()
}

/// The number of lanes that have ended: statistics are computed again when it changes.
pub fn count_ended(all: &Comparison) -> usize {
    all.lanes.iter().filter(|lane| has_ended(lane)).count()
}
