//! The page's fields, by name.

use crate::experiment::strategy::LimitSetting;
use crate::experiment::workload::{Distribution, Fault};

/// A setting that is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    Requests,
    LatencyValue,
    LatencyMin,
    LatencyMax,
    LatencyMedian,
    Sigma,
    BodyBytes,
    TransferMs,
    /// In percent.
    Fault(Fault),
    /// The number of requests that the server works on at once; empty: no limit.
    Capacity,
    Seed,
    ComputeMs,
    Limit,
    BatchSize,
    Workers,
    TimeoutMs,
    Retries,
    /// The user's own addresses, one per line.
    Urls,
}

impl Field {
    /// The distribution of latencies that needs it, if only one does.
    pub(super) const fn distribution(self) -> Option<Distribution> {
        match self {
            Self::LatencyValue => Some(Distribution::Constant),
            Self::LatencyMin | Self::LatencyMax => Some(Distribution::Uniform),
            Self::LatencyMedian | Self::Sigma => Some(Distribution::LogNormal),
            Self::Requests
            | Self::BodyBytes
            | Self::TransferMs
            | Self::Fault(_)
            | Self::Capacity
            | Self::Seed
            | Self::ComputeMs
            | Self::Limit
            | Self::BatchSize
            | Self::Workers
            | Self::TimeoutMs
            | Self::Retries
            | Self::Urls => None,
        }
    }
}

/// The field a lane's limit is typed in.
impl From<LimitSetting> for Field {
    fn from(setting: LimitSetting) -> Self {
        match setting {
            LimitSetting::Limit => Self::Limit,
            LimitSetting::Size => Self::BatchSize,
            LimitSetting::Workers => Self::Workers,
        }
    }
}
