//! Which requests the lanes show, and in which order.

use super::store::Store;
use crate::browser::target::Target;
use crate::lab::address::LabKey;
use crate::model::units::AttemptNumber;
use crate::timeline::order::{Filter, RowOrder, SortKey};

/// How rows are chosen and sorted; the same in every lane.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Arrangement {
    pub sort: SortKey,
    pub filter: Filter,
}

/// What rows are sorted by, on screen.
pub const fn sort_title(key: SortKey) -> &'static str {
    match key {
        SortKey::Index => "number",
        SortKey::Start => "start",
        SortKey::Duration => "duration",
        SortKey::Outcome => "outcome",
    }
}

/// Arranges the rows of every lane as they are by now. That of a run with its rows as
/// they come costs nothing.
pub fn arrange(store: Store, arrangement: &Arrangement) {
    let comparison = store.comparison();
    let Ok(mut comparison) = comparison.try_borrow_mut() else {
        return;
    };
    let Some(all) = comparison.as_mut() else {
        return;
    };
    let (plan, target) = (all.plan.clone(), all.target.clone());
    let mut is_new = false;
    for lane in &mut all.lanes {
        let run = lane.run_id;
        let url = |request| {
            let attempt = AttemptNumber::FIRST;
            let key = LabKey {
                run,
                request,
                attempt,
            };
            let url = |target: &Target| target.url(key, &plan);
            target.as_ref().map(url).unwrap_or_default()
        };
        let order = RowOrder::of(&lane.run, arrangement.sort, &arrangement.filter, &url);
        is_new |= lane.viewport.arrange(order);
    }
    drop(comparison);
    if is_new {
        store.look_again();
    }
}
