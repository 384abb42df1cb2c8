//! The settings in the page's fields: text until it is read, and read by the same ranges
//! as a document.

use std::sync::Arc;

use litemap::LiteMap;

use crate::experiment::planned_lane::PlannedLane;
use crate::experiment::ranges::{self, SettingError};
use crate::experiment::source::Source;
use crate::experiment::strategy::{LimitSetting, Strategy};
use crate::experiment::url::UrlParser;
use crate::experiment::url_list::UrlList;
use crate::experiment::workload::{Distribution, Fault, Latency, OverflowPolicy, WorkKind};
use crate::experiment::{Backoff, Experiment, Lock, OnError};
pub use crate::form::field::Field;
use crate::wording::numbers;

/// The sigma of a log-normal latency until one is typed.
const DEFAULT_SIGMA: f64 = 0.5;

/// The contents of the fields.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    texts: LiteMap<Field, String>,
    pub distribution: Distribution,
    pub on_error: OnError,
    pub backoff: Backoff,
    pub lock: Lock,
    pub source: Source,
    pub kind: WorkKind,
    /// What happens to requests beyond the server's capacity, where it has one.
    pub beyond: OverflowPolicy,
    pub(super) lanes: Vec<PlannedLane>,
}

/// Every field that cannot be read, and why.
pub type DraftErrors = LiteMap<Field, SettingError>;

impl Draft {
    /// The fields for an experiment; reading them gives it back.
    pub fn new(experiment: &Experiment) -> Self {
        let Experiment {
            workload, policy, ..
        } = experiment;
        let (shortest, longest, sigma) = match workload.latency {
            Latency::Constant { value } => (value, value, DEFAULT_SIGMA),
            Latency::Uniform { min, max } => (min, max, DEFAULT_SIGMA),
            Latency::LogNormal { median, sigma } => (median, median, sigma),
        };
        let mut texts = LiteMap::new();
        for (field, text) in [
            (Field::Requests, workload.requests.to_string()),
            (Field::LatencyValue, shortest.to_string()),
            (Field::LatencyMin, shortest.to_string()),
            (Field::LatencyMax, longest.to_string()),
            (Field::LatencyMedian, shortest.to_string()),
            (Field::Sigma, numbers::format_short(sigma, 6)),
            (Field::BodyBytes, workload.body_bytes.to_string()),
            (Field::TransferMs, workload.transfer_ms.to_string()),
            (Field::Seed, workload.seed.to_string()),
            (Field::ComputeMs, workload.compute_ms.to_string()),
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
        for setting in LimitSetting::ALL {
            let mut lanes = experiment.lanes.iter().map(|lane| lane.strategy);
            let first = lanes.find(|lane| lane.kind().limit_setting() == Some(setting));
            let limit = first.map_or(setting.usual(), Strategy::limit);
            texts.insert(setting.into(), limit.to_string());
        }
        for fault in Fault::ALL {
            let percent = workload.faults.fraction(fault) * 100.0;
            // Rounded, because 0.07 · 100 is a little over 7 in binary fractions.
            let text = numbers::format_short(percent, 6);
            texts.insert(Field::Fault(fault), text);
        }
        Self {
            texts,
            distribution: workload.latency.distribution(),
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

    /// The fields for another experiment. The user's own addresses stay if it has none.
    #[must_use]
    pub fn with(&self, experiment: &Experiment) -> Self {
        let mut draft = Self::new(experiment);
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

    /// Chooses the source; if it is a list of addresses, the list that is typed.
    pub fn choose_source(&mut self, source: Source, urls: &dyn UrlParser) {
        self.source = match source {
            Source::Urls(_) => {
                let lines = self.text(Field::Urls).lines().map(str::to_owned);
                Source::Urls(Arc::new(UrlList::read(lines.collect(), urls)))
            }
            other => other,
        };
    }

    /// Whether the field is used, with these choices. One that is not used is not shown, and
    /// its errors are ignored.
    pub fn is_used(&self, field: Field) -> bool {
        match (&self.source, field) {
            (_, Field::TimeoutMs | Field::Retries) => true,
            (_, Field::Limit) => self.has_limit_setting(LimitSetting::Limit),
            (_, Field::BatchSize) => self.has_limit_setting(LimitSetting::Size),
            (_, Field::Workers) => self.has_limit_setting(LimitSetting::Workers),
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

    /// The number of requests that is typed; `None` if it is not a number in its range.
    pub fn requests(&self) -> Option<u32> {
        let requests = ranges::REQUESTS
            .parse("", self.text(Field::Requests))
            .ok()?;
        u32::try_from(requests).ok()
    }

    /// Whether the server's capacity is limited: something is typed, right or wrong.
    pub fn has_capacity(&self) -> bool {
        !self.text(Field::Capacity).trim().is_empty()
    }

    /// Whether requests go to a lab, which answers as planned.
    pub fn asks_lab(&self) -> bool {
        self.source.is_lab() && self.kind != WorkKind::Compute
    }
}
