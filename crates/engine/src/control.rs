//! How a lane is steered from outside while it runs.

use std::cell::Cell;
use std::rc::Rc;

use tokio::sync::Notify;

/// A handle to a lane: any clone stops it or changes its limit.
///
/// # Examples
/// ```
/// use futures::FutureExt;
/// use playground_engine::control::LaneControl;
///
/// let control = LaneControl::new();
/// let stop_button = control.clone();
/// assert!(control.stopped().now_or_never().is_none());
/// stop_button.stop();
/// assert!(control.stopped().now_or_never().is_some());
/// ```
#[derive(Clone, Debug, Default)]
pub struct LaneControl(Rc<ControlState>);

#[derive(Debug, Default)]
struct ControlState {
    stop: Cell<bool>,
    fail_fast: Cell<bool>,
    limit: Cell<Option<u32>>,
    changed: Notify,
}

/// A command to a running lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ControlCommand {
    Stop,
    FailFast,
    Limit(u32),
}

impl LaneControl {
    pub fn new() -> Self {
        Self::default()
    }

    /// Ends the lane: what is in flight is aborted, and every request without an
    /// outcome is cancelled. A lane that has not started yet will end at once.
    pub fn stop(&self) {
        self.0.stop.set(true);
        self.0.changed.notify_one();
    }

    pub fn is_stopped(&self) -> bool {
        self.0.stop.get()
    }

    /// Resolves once it is stopped; for what is awaited before the lane runs.
    pub async fn stopped(&self) {
        while !self.is_stopped() {
            self.0.changed.notified().await;
        }
    }

    /// Changes how many requests may be in flight from now on.
    pub fn set_limit(&self, limit: u32) {
        self.0.limit.set(Some(limit));
        self.0.changed.notify_one();
    }

    /// Ends the lane because a request failed.
    pub(super) fn fail_fast(&self) {
        self.0.fail_fast.set(true);
        self.0.changed.notify_one();
    }

    /// Whether nothing new may start.
    pub(super) fn is_ending(&self) -> bool {
        self.0.stop.get() || self.0.fail_fast.get()
    }

    /// The next command; an end comes before a limit.
    pub(super) async fn next_command(&self) -> ControlCommand {
        loop {
            if self.is_stopped() {
                return ControlCommand::Stop;
            }
            if self.0.fail_fast.get() {
                return ControlCommand::FailFast;
            }
            if let Some(limit) = self.0.limit.take() {
                return ControlCommand::Limit(limit);
            }
            self.0.changed.notified().await;
        }
    }
}
