//! Reads the page's fields, each by its range, and keeps every error.

use crate::documents::workload::{check_fault_sum, check_latency_order};
use crate::experiment::planned_lane::PlannedLane;
use crate::experiment::ranges::{self, RealRange, SettingError, WholeRange};
use crate::experiment::strategy::Strategy;
use crate::experiment::workload::{Capacity, Fault, Faults, Latency, Workload};
use crate::form::draft::{Distribution, Draft, DraftErrors, Field};
use crate::wording::numbers;

const PERCENT: RealRange = RealRange {
    min: 0.0,
    max: 100.0,
};

/// Reads field by field and keeps every error; a value that could not be read
/// stands as zero and never leaves with the experiment.
pub(super) struct Reader<'a> {
    pub draft: &'a Draft,
    pub errors: DraftErrors,
}

impl Reader<'_> {
    pub fn workload(&mut self) -> Workload {
        Workload {
            kind: self.draft.kind,
            requests: self.small(Field::Requests, "Requests", ranges::REQUESTS),
            latency: self.latency(),
            body_bytes: self.whole(Field::BodyBytes, "Body", ranges::BODY_BYTES),
            transfer_ms: self.small(Field::TransferMs, "Transfer", ranges::TRANSFER_MS),
            faults: self.faults(),
            capacity: self.capacity(),
            compute_ms: self.compute_ms(),
            seed: self.whole(Field::Seed, "Seed", ranges::SEED),
        }
    }

    fn capacity(&mut self) -> Option<Capacity> {
        self.draft.has_capacity().then(|| Capacity {
            requests: self.small(Field::Capacity, "Server capacity", ranges::CAPACITY),
            beyond: self.draft.beyond,
        })
    }

    fn compute_ms(&mut self) -> u32 {
        let ms = self.small(Field::ComputeMs, "Computation", ranges::COMPUTE_MS);
        if self.draft.counts(Field::ComputeMs) {
            return ms;
        }
        // Nobody sees it, and so it must not stand in the way.
        match self.errors.remove(&Field::ComputeMs) {
            Some(_) => Workload::default().compute_ms,
            None => ms,
        }
    }

    fn latency(&mut self) -> Latency {
        let range = ranges::LATENCY_MS;
        match self.draft.distribution {
            Distribution::Constant => Latency::Constant {
                value: self.small(Field::LatencyValue, "Latency", range),
            },
            Distribution::Uniform => {
                let min = self.small(Field::LatencyMin, "Shortest latency", range);
                let max = self.small(Field::LatencyMax, "Longest latency", range);
                if self.errors.is_empty()
                    && let Err(error) = check_latency_order("Shortest latency", min, max)
                {
                    self.errors.insert(Field::LatencyMin, error);
                }
                Latency::Uniform { min, max }
            }
            Distribution::LogNormal => Latency::LogNormal {
                median: self.small(Field::LatencyMedian, "Median latency", range),
                sigma: self.real(Field::Sigma, "Sigma", ranges::SIGMA),
            },
        }
    }

    fn faults(&mut self) -> Faults {
        let mut faults = Faults::NONE;
        let mut last = None;
        for (place, fault) in Fault::ALL.into_iter().enumerate() {
            let percent = self.real(Field::Fault(place), fault.title(), PERCENT);
            faults = faults.with(fault, share_of(percent));
            if percent > 0.0 {
                last = Some(Field::Fault(place));
            }
        }
        if let (Some(field), Err(_)) = (last, check_fault_sum("Faults", &faults)) {
            let sum = format!("{} %", numbers::format_short(faults.sum() * 100.0, 2));
            let error = SettingError::new("The sum of all faults", &sum, "at most 100 %");
            self.errors.insert(field, error);
        }
        faults
    }

    /// What is typed is for the first lane of its kind.
    pub fn lanes(&mut self) -> Vec<PlannedLane> {
        let mut typed = [
            Some((Field::Limit, "Limit", ranges::LIMIT)),
            Some((Field::Workers, "Workers", ranges::WORKERS)),
        ];
        let mut lanes = self.draft.lanes.clone();
        for lane in &mut lanes {
            let (slots, place) = match &mut lane.strategy {
                Strategy::Concurrent { limit } => (limit, 0),
                Strategy::Threads { workers } => (workers, 1),
                _ => continue,
            };
            if let Some((field, title, range)) = typed[place].take() {
                *slots = self.small(field, title, range);
            }
        }
        lanes
    }

    fn whole(&mut self, field: Field, title: &str, range: WholeRange) -> u64 {
        let read = range.parse(title, self.draft.text(field));
        read.unwrap_or_else(|error| {
            self.errors.insert(field, error);
            0
        })
    }

    pub fn small(&mut self, field: Field, title: &str, range: WholeRange) -> u32 {
        u32::try_from(self.whole(field, title, range)).unwrap_or(u32::MAX)
    }

    fn real(&mut self, field: Field, title: &str, range: RealRange) -> f64 {
        let read = range.parse(title, self.draft.text(field));
        read.unwrap_or_else(|error| {
            self.errors.insert(field, error);
            0.0
        })
    }
}

/// The share that so many percent are: the double nearest to it, where dividing by 100
/// would make 0.16699999999999998 of 16.7. More than eight decimals are less than one
/// request in a hundred thousand.
fn share_of(percent: f64) -> f64 {
    libm::round(percent * 1e6) / 1e8
}
