//! The settings as they stand in the page's fields: text until it is read, and
//! read by the same ranges as a document.

use std::sync::Arc;

use litemap::LiteMap;

pub use super::field::{Distribution, Field};
use super::workload::{check_fault_sum, check_latency_order};
use crate::model::decimal;
use crate::model::experiment::{Experiment, OnError, Policy};
use crate::model::ranges::{self, RealRange, SettingError, WholeRange};
use crate::model::source::Source;
use crate::model::strategy::Strategy;
use crate::model::url::UrlParser;
use crate::model::url_list::UrlList;
use crate::model::workload::{Fault, Faults, Latency, Workload};

/// What is in the fields.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    texts: LiteMap<Field, String>,
    pub distribution: Distribution,
    pub on_error: OnError,
    pub source: Source,
    lanes: Vec<Strategy>,
}

/// Every field that cannot be read, and why.
pub type DraftErrors = LiteMap<Field, SettingError>;

const PERCENT: RealRange = RealRange {
    min: 0.0,
    max: 100.0,
};

impl Draft {
    /// The fields for an experiment; reading them gives it back.
    pub fn of(experiment: &Experiment) -> Self {
        let Experiment {
            workload, policy, ..
        } = experiment;
        let (distribution, latency) = match workload.latency {
            Latency::Constant { value } => (Distribution::Constant, value),
            Latency::Uniform { min, .. } => (Distribution::Uniform, min),
            Latency::LogNormal { median, .. } => (Distribution::LogNormal, median),
        };
        let (max, sigma) = match workload.latency {
            Latency::Uniform { max, .. } => (max, 0.5),
            Latency::LogNormal { sigma, .. } => (latency, sigma),
            Latency::Constant { .. } => (latency, 0.5),
        };
        let limit = experiment.lanes.iter().find_map(|lane| match lane {
            Strategy::Concurrent { limit } => Some(*limit),
            _ => None,
        });
        let mut texts = LiteMap::new();
        for (field, text) in [
            (Field::Requests, workload.requests.to_string()),
            (Field::LatencyValue, latency.to_string()),
            (Field::LatencyMin, latency.to_string()),
            (Field::LatencyMax, max.to_string()),
            (Field::LatencyMedian, latency.to_string()),
            (Field::Sigma, decimal::format_short(sigma, 6)),
            (Field::BodyBytes, workload.body_bytes.to_string()),
            (Field::TransferMs, workload.transfer_ms.to_string()),
            (Field::Seed, workload.seed.to_string()),
            (Field::Limit, limit.unwrap_or(10).to_string()),
            (Field::TimeoutMs, policy.timeout_ms.to_string()),
            (Field::Retries, policy.retries.to_string()),
        ] {
            texts.insert(field, text);
        }
        if let Source::Urls(list) = &experiment.source {
            texts.insert(Field::Urls, list.lines().join("\n"));
        }
        for (place, fault) in Fault::ALL.into_iter().enumerate() {
            let percent = workload.faults.fraction(fault) * 100.0;
            // Rounded, because 0.07 · 100 is a hair over 7 in binary fractions.
            let text = decimal::format_short(percent, 6);
            texts.insert(Field::Fault(place), text);
        }
        Self {
            texts,
            distribution,
            on_error: policy.on_error,
            source: experiment.source.clone(),
            lanes: experiment.lanes.clone(),
        }
    }

    /// The fields for another experiment. The user's own addresses stay where it has
    /// none.
    #[must_use]
    pub fn with(&self, experiment: &Experiment) -> Self {
        let mut draft = Self::of(experiment);
        if experiment.source.is_lab() {
            draft.set(Field::Urls, self.text(Field::Urls).to_owned());
        }
        draft
    }

    pub fn text(&self, field: Field) -> &str {
        self.texts.get(&field).map_or("", String::as_str)
    }

    pub fn set(&mut self, field: Field, text: String) {
        self.texts.insert(field, text);
    }

    /// Chooses the source; of one's own addresses, those that are typed.
    pub fn choose(&mut self, source: Source, urls: &dyn UrlParser) {
        self.source = match source {
            Source::Urls(_) => {
                let lines = self.text(Field::Urls).lines().map(str::to_owned);
                Source::Urls(Arc::new(UrlList::read(lines.collect(), urls)))
            }
            other => other,
        };
    }

    /// Whether this source asks for what is in the field. What it does not ask for
    /// is not shown, and not complained about.
    pub fn counts(&self, field: Field) -> bool {
        match (&self.source, field) {
            (_, Field::TimeoutMs | Field::Retries) => true,
            (_, Field::Limit) => self.has_limit(),
            (Source::Urls(list), Field::Requests) => list.is_pattern(),
            (Source::Urls(_), field) => field == Field::Urls,
            (_, Field::Urls) => false,
            (_, field) => field
                .distribution()
                .is_none_or(|of| of == self.distribution),
        }
    }

    pub fn lanes(&self) -> &[Strategy] {
        &self.lanes
    }

    /// Whether there is a lane whose limit can be set.
    pub fn has_limit(&self) -> bool {
        let concurrent = |lane: &Strategy| matches!(lane, Strategy::Concurrent { .. });
        self.lanes.iter().any(concurrent)
    }

    /// The limit, if what is typed is one.
    pub fn limit(&self) -> Option<u32> {
        let text = self.text(Field::Limit);
        let limit = ranges::LIMIT.parse("limit", text).ok()?;
        u32::try_from(limit).ok()
    }

    /// Reads all fields.
    ///
    /// # Errors
    /// One for each field that holds what it must not.
    pub fn read(&self) -> Result<Experiment, DraftErrors> {
        let mut reader = Reader {
            draft: self,
            errors: DraftErrors::new(),
        };
        let mut experiment = Experiment {
            source: self.source.clone(),
            workload: reader.workload(),
            lanes: reader.lanes(),
            policy: Policy {
                timeout_ms: reader.small(Field::TimeoutMs, "Timeout", ranges::TIMEOUT_MS),
                retries: reader.small(Field::Retries, "Retries", ranges::RETRIES),
                on_error: self.on_error,
            },
        };
        let errors = reader.errors.len();
        reader.errors.retain(|field, _| self.counts(*field));
        if reader.errors.len() < errors {
            // What is not asked for is not complained about, nor is it kept.
            experiment.workload = Workload {
                requests: experiment.workload.requests,
                ..Workload::default()
            };
        }
        if reader.errors.is_empty()
            && let Err(error) = experiment.count_urls("The list of addresses")
        {
            reader.errors.insert(Field::Urls, error);
        }
        if reader.errors.is_empty() {
            Ok(experiment)
        } else {
            Err(reader.errors)
        }
    }
}

/// Reads field by field and keeps every error; a value that could not be read
/// stands as zero and never leaves with the experiment.
struct Reader<'a> {
    draft: &'a Draft,
    errors: DraftErrors,
}

impl Reader<'_> {
    fn workload(&mut self) -> Workload {
        Workload {
            requests: self.small(Field::Requests, "Requests", ranges::REQUESTS),
            latency: self.latency(),
            body_bytes: self.whole(Field::BodyBytes, "Body", ranges::BODY_BYTES),
            transfer_ms: self.small(Field::TransferMs, "Transfer", ranges::TRANSFER_MS),
            faults: self.faults(),
            seed: self.whole(Field::Seed, "Seed", ranges::SEED),
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
            faults = faults.with(fault, percent / 100.0);
            if percent > 0.0 {
                last = Some(Field::Fault(place));
            }
        }
        if let (Some(field), Err(_)) = (last, check_fault_sum("Faults", &faults)) {
            let sum = format!("{} %", decimal::format_short(faults.sum() * 100.0, 2));
            let error = SettingError::new("The sum of all faults", &sum, "at most 100 %");
            self.errors.insert(field, error);
        }
        faults
    }

    /// The limit in its field is the first concurrent lane's.
    fn lanes(&mut self) -> Vec<Strategy> {
        let mut lanes = self.draft.lanes.clone();
        let first = lanes.iter_mut().find_map(|lane| match lane {
            Strategy::Concurrent { limit } => Some(limit),
            _ => None,
        });
        if let Some(limit) = first {
            *limit = self.small(Field::Limit, "Limit", ranges::LIMIT);
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

    fn small(&mut self, field: Field, title: &str, range: WholeRange) -> u32 {
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
