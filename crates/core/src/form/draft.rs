//! The settings as they stand in the page's fields: text until it is read, and
//! read by the same ranges as a document.

use std::sync::Arc;

use litemap::LiteMap;

use crate::experiment::planned_lane::PlannedLane;
use crate::experiment::ranges::{self, SettingError};
use crate::experiment::source::Source;
use crate::experiment::strategy::Strategy;
use crate::experiment::url::UrlParser;
use crate::experiment::url_list::UrlList;
use crate::experiment::workload::{Fault, Latency, OverflowPolicy, WorkKind, Workload};
use crate::experiment::{Backoff, Experiment, Lock, OnError, Policy};
use crate::form::draft_reader::Reader;
pub use crate::form::field::{Distribution, Field};
use crate::wording::numbers;

/// What is in the fields.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    texts: LiteMap<Field, String>,
    pub distribution: Distribution,
    pub on_error: OnError,
    pub backoff: Backoff,
    pub lock: Lock,
    pub source: Source,
    pub kind: WorkKind,
    /// What becomes of requests beyond the server's capacity, where it has one.
    pub beyond: OverflowPolicy,
    pub(super) lanes: Vec<PlannedLane>,
}

/// Every field that cannot be read, and why.
pub type DraftErrors = LiteMap<Field, SettingError>;

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
        let (mut limit, mut workers) = (10, 4);
        for lane in experiment.lanes.iter().rev() {
            match lane.strategy {
                Strategy::Concurrent { limit: first } => limit = first,
                Strategy::Threads { workers: first } => workers = first,
                _ => {}
            }
        }
        let mut texts = LiteMap::new();
        for (field, text) in [
            (Field::Requests, workload.requests.to_string()),
            (Field::LatencyValue, latency.to_string()),
            (Field::LatencyMin, latency.to_string()),
            (Field::LatencyMax, max.to_string()),
            (Field::LatencyMedian, latency.to_string()),
            (Field::Sigma, numbers::format_short(sigma, 6)),
            (Field::BodyBytes, workload.body_bytes.to_string()),
            (Field::TransferMs, workload.transfer_ms.to_string()),
            (Field::Seed, workload.seed.to_string()),
            (Field::ComputeMs, workload.compute_ms.to_string()),
            (Field::Limit, limit.to_string()),
            (Field::Workers, workers.to_string()),
            (Field::TimeoutMs, policy.timeout_ms.to_string()),
            (Field::Retries, policy.retries.to_string()),
        ] {
            texts.insert(field, text);
        }
        if let Some(capacity) = workload.capacity {
            texts.insert(Field::Capacity, capacity.requests.to_string());
        }
        if let Source::Urls(list) = &experiment.source {
            texts.insert(Field::Urls, list.lines().join("\n"));
        }
        for (place, fault) in Fault::ALL.into_iter().enumerate() {
            let percent = workload.faults.fraction(fault) * 100.0;
            // Rounded, because 0.07 · 100 is a hair over 7 in binary fractions.
            let text = numbers::format_short(percent, 6);
            texts.insert(Field::Fault(place), text);
        }
        Self {
            texts,
            distribution,
            on_error: policy.on_error,
            backoff: policy.backoff,
            lock: policy.lock,
            source: experiment.source.clone(),
            kind: workload.kind,
            beyond: workload
                .capacity
                .map_or_else(OverflowPolicy::default, |capacity| capacity.beyond),
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
            (_, Field::Limit) => self.has_lane(Strategy::Concurrent { limit: 1 }),
            (_, Field::Workers) => self.has_lane(Strategy::Threads { workers: 1 }),
            (_, Field::ComputeMs) => self.kind != WorkKind::Fetch,
            (_, field) if self.kind == WorkKind::Compute => field == Field::Requests,
            (Source::Urls(list), Field::Requests) => list.is_pattern(),
            (Source::Urls(_), field) => field == Field::Urls,
            (_, Field::Urls) => false,
            (_, field) => field
                .distribution()
                .is_none_or(|of| of == self.distribution),
        }
    }

    /// Whether the server's capacity is limited: something is typed, right or wrong.
    pub fn has_capacity(&self) -> bool {
        !self.text(Field::Capacity).trim().is_empty()
    }

    /// Whether a lab is asked, which answers as planned.
    pub fn asks_lab(&self) -> bool {
        self.source.is_lab() && self.kind != WorkKind::Compute
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
                backoff: self.backoff,
                on_error: self.on_error,
                lock: self.lock,
            },
        };
        let errors = reader.errors.len();
        reader.errors.retain(|field, _| self.counts(*field));
        if reader.errors.len() < errors {
            // What is not asked for is not complained about, nor is it kept.
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
