//! Reads the page's fields, each by its range, and keeps every error.

use crate::experiment::planned_lane::PlannedLane;
use crate::experiment::ranges::{self, RealRange, SettingError, WholeRange};
use crate::experiment::strategy::LimitSetting;
use crate::experiment::workload::{Capacity, Distribution, Fault, Faults, Latency, Workload};
use crate::experiment::{Experiment, Policy};
use crate::form::draft::{Draft, DraftErrors, Field};
use crate::wording::numbers;

const PERCENT: RealRange = RealRange {
    min: 0.0,
    max: 100.0,
};

impl Draft {
    /// Reads all fields.
    ///
    /// # Errors
    /// One for each field whose value is not accepted.
    pub fn read(&self) -> Result<Experiment, DraftErrors> {
        let mut reader = DraftReader {
            draft: self,
            errors: DraftErrors::new(),
        };
        let mut experiment = Experiment {
            source: self.source.clone(),
            workload: reader.workload(),
            lanes: reader.lanes(),
            policy: Policy {
                timeout_ms: reader.whole_u32(Field::TimeoutMs, "Timeout", ranges::TIMEOUT_MS),
                retries: reader.whole_u32(Field::Retries, "Retries", ranges::RETRIES),
                backoff: self.backoff,
                on_error: self.on_error,
                lock: self.lock,
            },
        };
        let errors = reader.errors.len();
        reader.errors.retain(|field, _| self.is_used(*field));
        if reader.errors.len() < errors {
            // Fields that are not used are not kept.
            experiment.workload = Workload {
                kind: experiment.workload.kind,
                requests: experiment.workload.requests,
                compute_ms: experiment.workload.compute_ms,
                ..Workload::default()
            };
        }
        let checked = experiment
            .check_lanes("A lane for this work")
            .and_then(|()| experiment.count_urls("The list of addresses"));
        if let (true, Err(error)) = (reader.errors.is_empty(), checked) {
            reader.errors.insert(Field::Urls, error);
        }
        if reader.errors.is_empty() {
            Ok(experiment)
        } else {
            Err(reader.errors)
        }
    }
}

/// Reads field by field and keeps every error. A value that could not be read is zero
/// meanwhile: with an error there is no experiment.
struct DraftReader<'a> {
    draft: &'a Draft,
    errors: DraftErrors,
}

impl DraftReader<'_> {
    fn workload(&mut self) -> Workload {
        Workload {
            kind: self.draft.kind,
            requests: self.whole_u32(Field::Requests, "Requests", ranges::REQUESTS),
            latency: self.latency(),
            body_bytes: self.whole(Field::BodyBytes, "Body", ranges::BODY_BYTES),
            transfer_ms: self.whole_u32(Field::TransferMs, "Transfer", ranges::TRANSFER_MS),
            faults: self.faults(),
            capacity: self.capacity(),
            compute_ms: self.compute_ms(),
            seed: self.whole(Field::Seed, "Seed", ranges::SEED),
        }
    }

    fn capacity(&mut self) -> Option<Capacity> {
        self.draft.has_capacity().then(|| Capacity {
            requests: self.whole_u32(Field::Capacity, "Server capacity", ranges::CAPACITY),
            beyond: self.draft.beyond,
        })
    }

    fn compute_ms(&mut self) -> u32 {
        let ms = self.whole_u32(Field::ComputeMs, "Computation", ranges::COMPUTE_MS);
        if self.draft.is_used(Field::ComputeMs) {
            return ms;
        }
        // The field is not shown, so an error in it must not prevent the run.
        match self.errors.remove(&Field::ComputeMs) {
            Some(_) => Workload::default().compute_ms,
            None => ms,
        }
    }

    fn latency(&mut self) -> Latency {
        let range = ranges::LATENCY_MS;
        match self.draft.distribution {
            Distribution::Constant => Latency::Constant {
                value: self.whole_u32(Field::LatencyValue, "Latency", range),
            },
            Distribution::Uniform => {
                let min = self.whole_u32(Field::LatencyMin, "Shortest latency", range);
                let max = self.whole_u32(Field::LatencyMax, "Longest latency", range);
                let latency = Latency::Uniform { min, max };
                if self.errors.is_empty()
                    && let Err(error) = latency.check("Shortest latency")
                {
                    self.errors.insert(Field::LatencyMin, error);
                }
                latency
            }
            Distribution::LogNormal => Latency::LogNormal {
                median: self.whole_u32(Field::LatencyMedian, "Median latency", range),
                sigma: self.real(Field::Sigma, "Sigma", ranges::SIGMA),
            },
        }
    }

    fn faults(&mut self) -> Faults {
        let mut faults = Faults::NONE;
        let mut last = None;
        for fault in Fault::ALL {
            let percent = self.real(Field::Fault(fault), fault.title(), PERCENT);
            faults = faults.with(fault, fraction_of(percent));
            if percent > 0.0 {
                last = Some(Field::Fault(fault));
            }
        }
        if let Some(field) = last
            && !faults.fit()
        {
            let sum = format!("{} %", numbers::format_short(faults.sum() * 100.0, 2));
            let error = SettingError::new("The sum of all faults", &sum, "at most 100 %");
            self.errors.insert(field, error);
        }
        faults
    }

    /// Each limit that is typed is for the first lane that it sets.
    fn lanes(&mut self) -> Vec<PlannedLane> {
        let mut lanes = self.draft.lanes.clone();
        for setting in LimitSetting::ALL {
            let mut kinds = lanes.iter_mut().map(|lane| &mut lane.strategy);
            let first = kinds.find(|lane| lane.kind().limit_setting() == Some(setting));
            if let Some(strategy) = first {
                let limit = self.whole_u32(setting.into(), setting.title(), setting.range());
                *strategy = strategy.kind().with_limit(limit);
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

    fn whole_u32(&mut self, field: Field, title: &str, range: WholeRange) -> u32 {
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

/// The fraction that a percentage is: the nearest double, where dividing 16.7 by 100 would
/// give 0.16699999999999998. More than eight decimals are less than one request in a
/// hundred thousand.
fn fraction_of(percent: f64) -> f64 {
    libm::round(percent * 1e6) / 1e8
}
