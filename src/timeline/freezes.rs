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

/// The blocks that show these freezes on an axis of this length.
pub fn blocks(freezes: &[Freeze], end: Span) -> Vec<Block> {
    let share = |at: TimePoint| (at - TimePoint::START).ms() / end.ms();
    let mut blocks: Vec<Block> = Vec::new();
    for freeze in freezes {
        let from = share(freeze.from);
        let to = share(freeze.to).max(from + LEAST);
        match blocks.last_mut() {
            Some(last) if from - last.to < LEAST => last.to = last.to.max(to),
            _ => blocks.push(Block { from, to }),
        }
    }
    blocks
}
