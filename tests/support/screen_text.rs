//! Words of the page that tests look for and that are not a control's name in `screen`: the one place
//! to change when the page is reworded.

#![allow(dead_code, reason = "each suite looks for its own choice of them")]

/// Before a run, behind the time that a lane should take.
pub const EXPECTED: &str = "is what it should take";

/// The figure of how many requests were in flight at most.
pub const PEAK_IN_FLIGHT: &str = "Most in flight";

/// Behind a measured figure that is outside a lesson's tolerance.
pub const OUTSIDE_TOLERANCE: &str = "further off";

/// The table of a lesson's predicted and measured figures.
pub const PREDICTED_TABLE: &str = "table.foretold";

/// The button that takes the marks of finished lessons away.
pub const CLEAR_PROGRESS: &str = "Forget what is done";

/// The button of a page that has crashed.
pub const RESTART: &str = "Start afresh";

/// In the title of the question that comes before third-party servers are asked.
pub const THIRD_PARTY: &str = "other people";

/// In the details of a request, before the address it was redirected to.
pub const REDIRECTED_TO: &str = "Sent on to";

/// Of a lane during which the browser stopped the built-in lab.
pub const LAB_RESTARTED: &str = "The lab was restarted";

/// A report's name for a network error whose cause is not known.
pub const UNKNOWN_CAUSE: &str = "untold";

/// What a lane says before it runs.
pub fn expected(time: &str) -> String {
    format!("{time} {EXPECTED}")
}
