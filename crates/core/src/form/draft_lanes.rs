//! The lanes in the page's fields.

use crate::experiment::planned_lane::PlannedLane;
use crate::experiment::ranges;
use crate::experiment::strategy::{LimitSetting, StrategyKind};
use crate::form::draft::Draft;

impl Draft {
    pub fn lanes(&self) -> &[PlannedLane] {
        &self.lanes
    }

    /// Whether there is a lane of this kind, whatever its limit.
    pub fn has_lane(&self, kind: StrategyKind) -> bool {
        self.lanes.iter().any(|lane| lane.strategy.kind() == kind)
    }

    /// Whether the limit of some lane is set by this.
    pub(super) fn has_limit_setting(&self, setting: LimitSetting) -> bool {
        let mut kinds = self.lanes.iter().map(|lane| lane.strategy.kind());
        kinds.any(|kind| kind.limit_setting() == Some(setting))
    }

    /// Adds a lane of this kind, before those of later kinds, or removes all lanes of this
    /// kind. One lane is always left, and there are never too many.
    pub fn set_lane(&mut self, kind: StrategyKind, wanted: bool) {
        let is_other = |lane: &PlannedLane| lane.strategy.kind() != kind;
        let is_full = self.lanes.len() as u64 >= ranges::LANES.max;
        if wanted && !is_full && !self.has_lane(kind) {
            let mut lanes = self.lanes.iter();
            let later = lanes.position(|lane| lane.strategy.kind() > kind);
            self.lanes
                .insert(later.unwrap_or(self.lanes.len()), kind.usual().into());
        } else if !wanted && self.lanes.iter().any(is_other) {
            self.lanes.retain(is_other);
        }
    }

    /// The limit that is typed; `None` if it is not a number in its range.
    pub fn limit(&self) -> Option<u32> {
        let (text, setting) = (self.text(LimitSetting::Limit.into()), LimitSetting::Limit);
        let limit = setting.range().parse(setting.name(), text).ok()?;
        u32::try_from(limit).ok()
    }
}
