//! Where the requests of a recorded run went, and where it was made.

use crate::documents::environment::Environment;
use crate::experiment::plan::Plan;
use crate::lab::address::{LabCall, LabKey, LabRequest};
use crate::units::AttemptNumber;

/// A recorded run's URLs. Its lanes count as runs: the first is run 0.
#[derive(Debug)]
pub struct Recording {
    pub environment: Environment,
    pub is_lab: bool,
    /// Lane by lane, of each request's first attempt.
    pub urls: Vec<Vec<String>>,
}

impl Recording {
    pub fn url(&self, key: LabKey, plan: &Plan) -> String {
        let lane = self.urls.get(key.run.0 as usize);
        let url = lane.and_then(|urls| urls.get(key.request.as_usize()));
        let url = url.map(String::as_str).unwrap_or_default();
        let again = (self.is_lab && key.attempt > AttemptNumber::FIRST)
            .then(|| url_of_attempt(url, key.attempt, plan))
            .flatten();
        again.unwrap_or_else(|| url.to_owned())
    }
}

/// A lab has a URL for each attempt.
fn url_of_attempt(first: &str, attempt: AttemptNumber, plan: &Plan) -> Option<String> {
    let (folder, asked) = first.rsplit_once('/')?;
    let Ok(LabCall::Work(request)) = LabCall::parse(asked) else {
        return None;
    };
    let key = LabKey {
        attempt,
        ..request.key
    };
    Some(format!("{folder}/{}", work_call(key, plan)))
}

/// What the lab is asked for.
pub(super) fn work_call(key: LabKey, plan: &Plan) -> LabCall {
    LabCall::Work(LabRequest::from_plan(key, plan))
}
