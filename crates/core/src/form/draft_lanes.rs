//! The lanes as they stand in the page's fields.

use crate::experiment::planned_lane::PlannedLane;
use crate::experiment::ranges;
use crate::experiment::strategy::Strategy;
use crate::form::draft::{Draft, Field};

impl Draft {
    pub fn lanes(&self) -> &[PlannedLane] {
        &self.lanes
    }

    /// Whether there is a lane of this kind, whatever its number of slots.
    pub fn has_lane(&self, kind: Strategy) -> bool {
        self.lanes
            .iter()
            .any(|lane| lane.strategy.name() == kind.name())
    }

    /// Adds a lane of this kind, before those that come after it usually, or takes all
    /// of them away. One lane is always left, and there are never too many.
    pub fn set_lane(&mut self, kind: Strategy, wanted: bool) {
        let is_other = |lane: &PlannedLane| lane.strategy.name() != kind.name();
        let has_room = (self.lanes.len() as u64) < ranges::LANES.max;
        if wanted && has_room && !self.has_lane(kind) {
            let rank = |lane: Strategy| {
                let same = |usual: &Strategy| usual.name() == lane.name();
                Strategy::USUAL.iter().position(same)
            };
            let mut lanes = self.lanes.iter();
            let later = lanes.position(|lane| rank(lane.strategy) > rank(kind));
            self.lanes
                .insert(later.unwrap_or(self.lanes.len()), kind.into());
        } else if !wanted && self.lanes.iter().any(is_other) {
            self.lanes.retain(is_other);
        }
    }

    /// The limit, if what is typed is one.
    pub fn limit(&self) -> Option<u32> {
        let text = self.text(Field::Limit);
        let limit = ranges::LIMIT.parse("limit", text).ok()?;
        u32::try_from(limit).ok()
    }
}
