//! Where a lane's freezes stand on its time axis.

use crate::model::heartbeat::Freeze;
use crate::model::units::{Span, TimePoint};

/// What lies closer together than this share of the axis is shown as one, and no less
/// than this is shown: however many there are and however long the run was, there are
/// a few hundred blocks at most, and none is too narrow to be seen.
const LEAST: f64 = 0.003;

/// A block on the axis, from 0 at its beginning to 1 at its end.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Block {
    pub from: f64,
    pub to: f64,
}

/// Where a point stands on an axis of this length.
pub fn share(at: TimePoint, end: Span) -> f64 {
    (at - TimePoint::START).ms() / end.ms()
}

/// The blocks that show these freezes on an axis of this length.
pub fn blocks(freezes: &[Freeze], end: Span) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    for freeze in freezes {
        let from = share(freeze.from, end);
        let to = share(freeze.to, end).max(from + LEAST);
        match blocks.last_mut() {
            Some(last) if from - last.to < LEAST => last.to = last.to.max(to),
            _ => blocks.push(Block { from, to }),
        }
    }
    blocks
}
