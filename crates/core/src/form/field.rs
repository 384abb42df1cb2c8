//! The page's fields, by name.

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
    /// Place in [`Fault::ALL`](crate::experiment::workload::Fault::ALL); in percent.
    Fault(usize),
    /// On how many requests the server works at once; empty: no limit.
    Capacity,
    Seed,
    ComputeMs,
    Limit,
    Workers,
    TimeoutMs,
    Retries,
    /// The user's own addresses, one a line.
    Urls,
}

impl Field {
    /// The distribution of latencies that asks for it, if only one does.
    pub(super) const fn distribution(self) -> Option<Distribution> {
        match self {
            Self::LatencyValue => Some(Distribution::Constant),
            Self::LatencyMin | Self::LatencyMax => Some(Distribution::Uniform),
            Self::LatencyMedian | Self::Sigma => Some(Distribution::LogNormal),
            _ => None,
        }
    }
}

/// Which latency fields count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Distribution {
    Constant,
    Uniform,
    LogNormal,
}

impl Distribution {
    pub const ALL: [Self; 3] = [Self::Constant, Self::Uniform, Self::LogNormal];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Constant => "constant",
            Self::Uniform => "uniform",
            Self::LogNormal => "logNormal",
        }
    }

    pub const fn title(self) -> &'static str {
        match self {
            Self::Constant => "all the same",
            Self::Uniform => "from – to",
            Self::LogNormal => "long tail",
        }
    }
}
