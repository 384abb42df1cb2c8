//! Diagnosis of failed requests after a run: which addresses to probe, and what the results
//! mean. A failed `fetch` does not say whether the server is unreachable or forbids reading;
//! other kinds of requests to the same address tell the two apart.

use crate::experiment::origin::origin_of;
use crate::run::outcome::NetworkCause;
use crate::units::RequestIndex;

/// The most addresses of one origin to probe. If all of them fail for the same reason, and
/// it is the server's, the origin's other addresses are assumed to fail for it too.
const MAX_PROBES_PER_ORIGIN: usize = 10;
/// The most addresses to probe in all.
const MAX_PROBES: usize = 50;

/// Requests that failed for an unknown cause, and the addresses to probe.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagnosis {
    failed: Vec<(RequestIndex, String)>,
    probes: Vec<String>,
}

impl Diagnosis {
    /// `failed`: each request with its address, as the URL standard writes it.
    pub fn new(failed: Vec<(RequestIndex, String)>) -> Self {
        let mut probes: Vec<String> = Vec::new();
        for (_, url) in &failed {
            let origin = origin_of(url);
            let of_origin = probes.iter().filter(|other| origin_of(other) == origin);
            let is_new = !probes.contains(url);
            if is_new && of_origin.count() < MAX_PROBES_PER_ORIGIN && probes.len() < MAX_PROBES {
                probes.push(url.clone());
            }
        }
        Self { failed, probes }
    }

    /// The addresses to probe, none twice.
    pub fn probes(&self) -> &[String] {
        &self.probes
    }

    /// The cause of each failed request that could be found. `causes`: the results of the
    /// probes, in the order of [`Diagnosis::probes`]; may be fewer.
    pub fn diagnose(&self, causes: &[NetworkCause]) -> Vec<(RequestIndex, NetworkCause)> {
        let found = || self.probes.iter().zip(causes.iter().copied());
        let cause_of = |url: &String| {
            if let Some((_, cause)) = found().find(|(probe, _)| *probe == url) {
                return Some(cause);
            }
            let origin = origin_of(url);
            let of_origin = |probe: &&String| origin_of(probe) == origin;
            let mut causes = found().filter(|(probe, _)| of_origin(probe));
            let (_, first) = causes.next()?;
            let others = causes.fold(0, |same, (_, other)| same + usize::from(other == first));
            let all_agree = self.probes.iter().filter(of_origin).count() == others + 1;
            // Other causes belong to one address and say nothing about another.
            let is_of_server = matches!(
                first,
                NetworkCause::Unreachable | NetworkCause::ForbiddenByCors
            );
            (all_agree && is_of_server).then_some(first)
        };
        let known = self.failed.iter().filter_map(|(index, url)| {
            let cause = cause_of(url)?;
            (cause != NetworkCause::NetworkOrCors).then_some((*index, cause))
        });
        known.collect()
    }
}
