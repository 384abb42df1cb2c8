//! Experiments worth beginning with, and what was published about some of them.

use crate::experiment::Experiment;
use crate::experiment::planned_lane::PlannedLane;
use crate::experiment::strategy::{Strategy, StrategyKind};
use crate::experiment::workload::{Latency, WorkKind, Workload};

/// An experiment that can be chosen.
#[derive(Clone, Debug, PartialEq)]
pub struct Preset {
    /// Its name on screen; of a long one, with how long it takes.
    pub title: &'static str,
    pub experiment: Experiment,
    /// What an article measured for the same experiment, if it is from one.
    pub published: Option<Published>,
}

/// An article's own figures, lane by lane.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Published {
    /// What was measured there.
    pub subject: &'static str,
    /// In seconds, in the order of the preset's lanes.
    pub seconds: &'static [f64],
}

/// A thousand pages of half a second each: 534.6 s / 89.2 s makes six threads.
const PAGES: Published = Published {
    subject: "The article, 1,000 pages",
    seconds: &[534.6, 89.2, 12.8],
};

/// A few tasks, one after the other and together.
const TASKS: Published = Published {
    subject: "The article",
    seconds: &[10.0, 3.0],
};

/// All presets, in the order in which they are offered.
pub fn presets() -> [Preset; 8] {
    [
        ours("First steps: 100 requests", Experiment::default()),
        article("The article's pages: 30, about 20 s", pages(30), PAGES),
        article(
            "The article's pages: 100, about a minute",
            pages(100),
            PAGES,
        ),
        article(
            "The article's pages: all 1,000, 10 ½ min",
            pages(1_000),
            PAGES,
        ),
        article("The article's tasks: from 10 s to 3 s", tasks(), TASKS),
        ours("Computing: who gains?", computing(WorkKind::Compute)),
        ours("Requests + CPU work", computing(WorkKind::Mixed)),
        ours("Freeze the page", freeze()),
    ]
}

impl Preset {
    /// The preset that is this experiment, whichever lab answers it.
    pub fn from_experiment(experiment: &Experiment) -> Option<Self> {
        let same = |preset: &Self| {
            experiment.source.is_lab()
                && preset.experiment.workload == experiment.workload
                && preset.experiment.lanes == experiment.lanes
                && preset.experiment.policy == experiment.policy
        };
        presets().into_iter().find(same)
    }
}

const fn ours(title: &'static str, experiment: Experiment) -> Preset {
    Preset {
        title,
        experiment,
        published: None,
    }
}

const fn article(title: &'static str, experiment: Experiment, published: Published) -> Preset {
    Preset {
        title,
        experiment,
        published: Some(published),
    }
}

fn with(workload: Workload, lanes: &[Strategy]) -> Experiment {
    Experiment {
        workload,
        lanes: lanes.iter().copied().map(PlannedLane::from).collect(),
        ..Experiment::default()
    }
}

/// Each page takes 535 ms, the last 20 of them to come in.
fn pages(requests: u32) -> Experiment {
    let workload = Workload {
        requests,
        latency: Latency::Constant { value: 515 },
        ..Workload::default()
    };
    let threads = Strategy::Threads { workers: 6 };
    let asynchronous = Strategy::Concurrent { limit: 100 };
    with(workload, &[Strategy::Sequential, threads, asynchronous])
}

/// Five tasks that take 10 s together, and 3 s the longest of them.
fn tasks() -> Experiment {
    let (min, max) = (1_000, 3_000);
    let workload = Workload {
        requests: 5,
        latency: Latency::Uniform { min, max },
        transfer_ms: 0,
        seed: 8_485,
        ..Workload::default()
    };
    let together = Strategy::Concurrent { limit: 10 };
    with(workload, &[Strategy::Sequential, together])
}

fn computing(kind: WorkKind) -> Experiment {
    let workload = Workload {
        kind,
        requests: 16,
        ..Workload::default()
    };
    let [sequential, concurrent] =
        [StrategyKind::Sequential, StrategyKind::Concurrent].map(StrategyKind::usual);
    let threads = Strategy::Threads { workers: 2 };
    with(workload, &[sequential, concurrent, threads])
}

fn freeze() -> Experiment {
    let workload = Workload {
        requests: 6,
        latency: Latency::Constant { value: 480 },
        ..Workload::default()
    };
    let together = Strategy::Concurrent { limit: 10 };
    with(workload, &[Strategy::Blocking, together])
}
