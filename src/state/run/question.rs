//! Asks before requests go to hosts of other people.

use futures::channel::oneshot;
use leptos::prelude::*;

use crate::state::run::permission::Permission;
use crate::state::store::Store;
use playground_core::experiment::Experiment;
use playground_core::session::question::Question;

/// Whether the experiment may be run: yes, if it sends nothing to hosts of other
/// people, or if the user has just said so.
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
    // A page that goes away has not allowed anything.
    answered.await.unwrap_or(false)
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
