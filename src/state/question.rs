//! Asks before requests go to hosts of other people.

use futures::channel::oneshot;
use leptos::prelude::*;

use super::store::Store;
use playground_core::experiment::Experiment;
use playground_core::experiment::source::Source;
use playground_core::experiment::url_list::Host;

/// May requests go to these hosts?
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Question {
    pub hosts: Vec<Host>,
    /// How often each request is sent.
    pub lanes: usize,
    /// How often more where it fails.
    pub retries: u32,
}

/// Who waits for the answer, and what was allowed last.
#[derive(Default)]
pub struct Permission {
    waiting: Option<oneshot::Sender<bool>>,
    granted: Option<Question>,
}

/// Whether the experiment may be run: yes, if it sends nothing to hosts of other
/// people, or if the user has just said so.
pub async fn may_run(store: Store, experiment: &Experiment) -> bool {
    let Source::Urls(list) = &experiment.source else {
        return true;
    };
    if !experiment.workload.fetches() {
        return true;
    }
    let question = Question {
        hosts: list.third_party_hosts(experiment.workload.requests),
        lanes: experiment.lanes.len(),
        retries: most_retries(experiment),
    };
    let is_granted = |permission: &Permission| permission.granted.as_ref() == Some(&question);
    if question.hosts.is_empty() || store.permission.with_value(is_granted) {
        return true;
    }
    let (answer, answered) = oneshot::channel();
    store
        .permission
        .update_value(|permission| permission.waiting = Some(answer));
    store.question.set(Some(question));
    // A page that goes away has not allowed anything.
    answered.await.unwrap_or(false)
}

/// Of the lane that has most.
fn most_retries(experiment: &Experiment) -> u32 {
    let lanes = experiment.lanes.iter();
    let retries = lanes.map(|lane| lane.policy(experiment).retries);
    retries.max().unwrap_or_default()
}

/// The user has answered. What was allowed once is not asked again until it
/// changes.
pub fn answer(store: Store, yes: bool) {
    let question = store.question.get_untracked();
    store.question.set(None);
    store.permission.update_value(|permission| {
        if let Some(waiting) = permission.waiting.take() {
            if yes {
                permission.granted = question;
            }
            // Whoever does not wait any more need not know.
            let _told = waiting.send(yes);
        }
    });
}
