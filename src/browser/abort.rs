//! Ends a fetch that nobody waits for any more.

use web_sys::{AbortController, AbortSignal};

use super::errors::JsFailure;
use super::lab_client::Lab;
use crate::lab::address::LabKey;

/// Dropping a Rust future does not abort its fetch; dropping this does, and
/// tells the lab, which cannot see the abort itself.
#[derive(Debug)]
pub struct AbortGuard {
    controller: AbortController,
    lab: Lab,
    key: LabKey,
    armed: bool,
}

impl AbortGuard {
    /// # Errors
    /// The browser has no `AbortController`.
    pub fn new(lab: Lab, key: LabKey) -> Result<Self, JsFailure> {
        Ok(Self {
            controller: AbortController::new()?,
            lab,
            key,
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
            self.lab.cancel(self.key);
        }
    }
}
