//! Ends a fetch that nobody waits for any more.

use web_sys::{AbortController, AbortSignal};

use super::errors::JsFailure;
use super::target::Target;
use playground_core::lab::address::LabKey;

/// Dropping a Rust future does not abort its fetch; dropping this does, and
/// tells a lab that cannot see the abort itself.
#[derive(Debug)]
pub struct AbortGuard {
    controller: AbortController,
    /// Who is told, and of which attempt.
    told: Option<(Target, LabKey)>,
    armed: bool,
}

impl AbortGuard {
    /// # Errors
    /// The browser has no `AbortController`.
    pub fn new(told: Option<(Target, LabKey)>) -> Result<Self, JsFailure> {
        Ok(Self {
            controller: AbortController::new()?,
            told,
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
            self.controller.abort();
            if let Some((target, key)) = &self.told {
                target.cancel(*key);
            }
        }
    }
}
