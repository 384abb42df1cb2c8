//! What runs a lane on the page, besides the state of its run.

use std::rc::Rc;

use crate::browser::fetch::responses::Responses;
use crate::browser::fetch::target::Target;
use playground_engine::control::LaneControl;

/// A lane's target, its control and its kept responses.
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
