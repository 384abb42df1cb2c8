//! What the user has allowed the page to send.

use futures::channel::oneshot;

use playground_core::session::question::Question;

/// Who waits for the answer, and what was allowed last.
#[derive(Default)]
pub struct Permission {
    pub(super) waiting: Option<oneshot::Sender<bool>>,
    pub(super) granted: Option<Question>,
}
