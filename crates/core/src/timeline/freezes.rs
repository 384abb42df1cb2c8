//! Where a lane's freezes stand on its time axis.

use super::window::TimeWindow;
use crate::run::heartbeat::Freeze;
use crate::units::TimePoint;

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

/// Where a point stands in a window: from 0 at its beginning to 1 at its end, and
/// beyond outside.
pub fn share(at: TimePoint, window: TimeWindow) -> f64 {
    (at - window.from()).ms() / window.length().ms()
}

/// The blocks that show these freezes in a window.
pub fn blocks(freezes: &[Freeze], window: TimeWindow) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let seen = freezes
        .iter()
        .filter(|freeze| window.overlaps(freeze.from, freeze.to));
    for freeze in seen {
        let from = share(freeze.from, window).max(0.0);
        let to = share(freeze.to, window).min(1.0).max(from + LEAST);
        match blocks.last_mut() {
            Some(last) if from - last.to < LEAST => last.to = last.to.max(to),
            _ => blocks.push(Block { from, to }),
        }
    }
    blocks
}
