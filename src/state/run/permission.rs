//! What the user has allowed the page to send.

use futures::channel::oneshot;

use playground_core::session::question::Question;

/// The run that waits for an answer, and the question that was last allowed.
#[derive(Default)]
pub struct Permission {
    pub(super) waiting: Option<oneshot::Sender<bool>>,
    pub(super) granted: Option<Question>,
}
