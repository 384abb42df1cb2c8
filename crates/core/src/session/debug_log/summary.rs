//! How many entries the debug log has, and what to do where it has none.

use super::lines::DebugLog;
use crate::wording::numbers::group_digits;

/// `waits_for_choice`: only the chosen request's entries are wanted, and none is chosen.
pub fn summary(log: &DebugLog, waits_for_choice: bool) -> String {
    let (listed, total) = (log.len() as usize, log.total());
    if waits_for_choice {
        "No request is chosen. Click a bar, or use ↑ and ↓.".to_owned()
    } else if total == 0 {
        "No entry matches.".to_owned()
    } else if listed < total {
        format!(
            "The first {} of {}. Choose a lane or a kind, or search, to see others.",
            group_digits(listed as u64),
            entries(total)
        )
    } else {
        entries(total)
    }
}

fn entries(count: usize) -> String {
    if count == 1 {
        "1 entry".to_owned()
    } else {
        format!("{} entries", group_digits(count as u64))
    }
}
