//! What runs a lane on the page, beside what is known of its run.

use std::rc::Rc;

use crate::browser::fetch::responses::Responses;
use crate::browser::fetch::target::Target;
use playground_engine::control::LaneControl;

/// A lane's target, its control, and the responses that are kept of it.
#[derive(Clone, Debug)]
pub struct LaneHandles {
    pub target: Target,
    pub control: LaneControl,
    pub responses: Rc<Responses>,
}

impl LaneHandles {
    pub fn new(target: Target) -> Self {
        Self {
            target,
            control: LaneControl::new(),
            responses: Rc::default(),
        }
    }
}
