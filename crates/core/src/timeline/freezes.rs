//! The positions of a lane's freezes on its time axis.

use super::window::TimeWindow;
use crate::run::heartbeat::Freeze;
use crate::units::TimePoint;

/// Freezes closer together than this share of the axis are shown as one block, and no
/// block is narrower: there are a few hundred blocks at most, and each can be seen.
const MIN_SHARE: f64 = 0.003;

/// A block on the axis, as shares of it: 0 is its beginning, 1 its end.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Block {
    pub from: f64,
    pub to: f64,
}

/// The position of a point in a window: 0 at its beginning, 1 at its end, below or above
/// outside.
pub fn share(at: TimePoint, window: TimeWindow) -> f64 {
    (at - window.from()).ms() / window.length().ms()
}

/// The blocks that show these freezes in a window.
pub fn blocks(freezes: &[Freeze], window: TimeWindow) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let visible = freezes
        .iter()
        .filter(|freeze| window.overlaps(freeze.from, freeze.to));
    for freeze in visible {
        let from = share(freeze.from, window).max(0.0);
        let to = share(freeze.to, window).min(1.0).max(from + MIN_SHARE);
        match blocks.last_mut() {
            Some(last) if from - last.to < MIN_SHARE => last.to = last.to.max(to),
            _ => blocks.push(Block { from, to }),
        }
    }
    blocks
}
