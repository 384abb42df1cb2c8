//! How long a report will be, before anything has run.

use std::fmt;

use crate::documents::report::MAX_REPORT_BYTES;
use crate::experiment::Experiment;
use crate::experiment::source::Source;
use crate::wording::numbers::group_digits;

/// What a request that succeeds at once takes in a report, in bytes. Measured, and kept by a test.
const REQUEST_BYTES: u64 = 450;
/// The phases of a request that came over a network.
const PHASES_BYTES: u64 = 300;
/// The URL of a lab's request.
const LAB_URL_BYTES: u64 = 120;

/// The length of the experiment's report, about: retries and errors add to it.
fn expected_bytes(experiment: &Experiment) -> u64 {
    let requests = u64::from(experiment.workload.requests);
    let lane_bytes = |source: &Source| {
        let urls = match source {
            Source::Urls(list) => list.url_bytes(experiment.workload.requests),
            Source::BuiltInLab | Source::LabServer { .. } => requests * LAB_URL_BYTES,
        };
        let phases = if source.is_on_network() {
            PHASES_BYTES
        } else {
            0
        };
        requests * (REQUEST_BYTES + phases) + urls
    };
    let lanes = experiment.lanes.iter();
    lanes
        .map(|lane| lane_bytes(lane.source(&experiment.source)))
        .sum()
}

/// A report that is too long to be saved or opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReportTooLong {
    /// How long it is, about.
    pub bytes: u64,
}

impl ReportTooLong {
    /// Whether an experiment's report will be too long.
    pub fn of(experiment: &Experiment) -> Option<Self> {
        let bytes = expected_bytes(experiment);
        (bytes > MAX_REPORT_BYTES).then_some(Self { bytes })
    }
}

impl fmt::Display for ReportTooLong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let megabytes = |bytes: u64| format!("{} MB", group_digits(bytes.div_ceil(1_000_000)));
        let [bytes, most] = [self.bytes, MAX_REPORT_BYTES].map(megabytes);
        write!(
            f,
            "The report has about {bytes}, and this page saves and opens reports of at most \
             {most}. For a report, run fewer requests or fewer lanes."
        )
    }
}
