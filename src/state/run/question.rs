//! Asks the user before requests go to third-party servers.

use futures::channel::oneshot;
use leptos::prelude::*;

use crate::state::run::permission::Permission;
use crate::state::store::Store;
use playground_core::experiment::Experiment;
use playground_core::session::question::Question;

/// Whether the experiment may be run: yes, if it sends nothing to third-party servers, or if
/// the user allows it.
pub async fn may_run(store: Store, experiment: &Experiment) -> bool {
    let Some(question) = Question::about(experiment) else {
        return true;
    };
    let is_granted = |permission: &Permission| permission.granted.as_ref() == Some(&question);
    if store.permission.with_value(is_granted) {
        return true;
    }
    let (answer, answered) = oneshot::channel();
    store
        .permission
        .update_value(|permission| permission.waiting = Some(answer));
    store.question.set(Some(question));
    // Without an answer, nothing is allowed.
    answered.await.unwrap_or(false)
}

/// Takes the user's answer. What was allowed is not asked again until the question changes.
pub fn answer(store: Store, yes: bool) {
    let question = store.question.get_untracked();
    store.question.set(None);
    store.permission.update_value(|permission| {
        if let Some(waiting) = permission.waiting.take() {
            if yes {
                permission.granted = question;
            }
            // An error means that the run no longer waits for the answer.
            let _sent = waiting.send(yes);
        }
    });
}
