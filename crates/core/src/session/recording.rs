//! The URLs of a recorded run, and the environment it was made in.

use crate::documents::report::Environment;
use crate::experiment::plan::Plan;
use crate::lab::address::{LabCall, LabKey, LabRequest};
use crate::units::AttemptNumber;

/// A recorded run's URLs. The run id of a recorded lane is its index: the first is run 0.
#[derive(Debug)]
pub struct Recording {
    pub environment: Environment,
    /// Whether a lab responded, which has a URL for each attempt.
    pub is_lab: bool,
    /// The URLs of first attempts, lane by lane.
    pub urls: Vec<Vec<String>>,
}

impl Recording {
    /// The URL of an attempt; empty if it is not recorded.
    pub fn url(&self, key: LabKey, plan: &Plan) -> String {
        let lane = self.urls.get(key.run.0 as usize);
        let url = lane.and_then(|urls| urls.get(key.request.as_usize()));
        let url = url.map(String::as_str).unwrap_or_default();
        let of_retry = (self.is_lab && key.attempt > AttemptNumber::FIRST)
            .then(|| url_of_attempt(url, key.attempt, plan))
            .flatten();
        of_retry.unwrap_or_else(|| url.to_owned())
    }
}

/// The lab URL of a later attempt, from that of the first.
fn url_of_attempt(first: &str, attempt: AttemptNumber, plan: &Plan) -> Option<String> {
    let (folder, call) = first.rsplit_once('/')?;
    let Ok(LabCall::Work(request)) = LabCall::parse(call) else {
        return None;
    };
    let key = LabKey {
        attempt,
        ..request.key
    };
    Some(format!("{folder}/{}", work_call(key, plan)))
}

/// The call to the lab for an attempt, with what is planned for it.
pub(super) fn work_call(key: LabKey, plan: &Plan) -> LabCall {
    LabCall::Work(LabRequest::from_plan(key, plan))
}
