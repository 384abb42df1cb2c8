//! What the page asks the user before it sends requests to third-party servers.

use crate::experiment::Experiment;
use crate::experiment::source::Source;
use crate::experiment::url_list::Host;
use crate::wording::numbers::{format_count, group_digits};

/// The question whether requests may be sent to these hosts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Question {
    /// Each with its number of requests.
    pub hosts: Vec<Host>,
    /// How many times each request is sent: once for each lane.
    pub lanes: usize,
    /// The most retries of a request that fails.
    pub retries: u32,
}

impl Question {
    /// The question about an experiment; `None` if it sends nothing to third-party servers.
    pub fn about(experiment: &Experiment) -> Option<Self> {
        let Source::Urls(list) = &experiment.source else {
            return None;
        };
        if !experiment.workload.fetches() {
            return None;
        }
        let hosts = list.third_party_hosts(experiment.workload.requests);
        let lanes = experiment.lanes.iter();
        let retries = lanes.map(|lane| lane.policy(&experiment.policy).retries);
        (!hosts.is_empty()).then(|| Self {
            hosts,
            lanes: experiment.lanes.len(),
            retries: retries.max().unwrap_or_default(),
        })
    }

    /// A host, with how many requests it gets.
    pub fn line(&self, host: &Host) -> String {
        let requests = group_digits(u64::from(host.requests));
        let all = u64::from(host.requests) * self.lanes as u64;
        let mut line = format!(
            "{}: {}",
            host.name,
            format_count(all, "request", "requests")
        );
        if self.lanes != 1 {
            line = format!("{line}, {requests} in each of {} lanes", self.lanes);
        }
        match self.retries {
            0 => line,
            1 => format!("{line}, and each again once if it fails"),
            retries => format!("{line}, and each again up to {retries} times if it fails"),
        }
    }
}
