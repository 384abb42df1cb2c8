//! Ends a fetch whose response is not awaited any more.

use web_sys::{AbortController, AbortSignal};

use super::target::Target;
use crate::browser::errors::JsFailure;
use playground_core::lab::address::LabKey;

/// Dropping a Rust future does not abort its fetch; dropping this does, and cancels the
/// attempt at a lab that cannot see the abort itself.
#[derive(Debug)]
pub struct AbortGuard {
    controller: AbortController,
    /// The attempt to cancel, and where.
    attempt: Option<(Target, LabKey)>,
    armed: bool,
}

impl AbortGuard {
    /// # Errors
    /// The browser has no `AbortController`.
    pub fn new(attempt: Option<(Target, LabKey)>) -> Result<Self, JsFailure> {
        Ok(Self {
            controller: AbortController::new()?,
            attempt,
            armed: true,
        })
    }

    pub fn signal(&self) -> AbortSignal {
        self.controller.signal()
    }

    /// The exchange has ended by itself.
    pub const fn disarm(&mut self) {
        self.armed = false;
    }
}

impl Drop for AbortGuard {
    fn drop(&mut self) {
        if self.armed {
            // The lab first: what is sent next may reach it sooner in some browsers.
            if let Some((target, key)) = &self.attempt {
                target.cancel(*key);
            }
            self.controller.abort();
        }
    }
}
