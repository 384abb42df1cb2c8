//! Words of the page that tests look for and that are not a control's name in `screen`: the one place
//! to change when the page is reworded.

#![allow(dead_code, reason = "each suite looks for its own choice of them")]

/// Before a run, behind the time that a lane should take.
pub const EXPECTED: &str = "expected";

/// The figure of how many requests were in flight at most.
pub const PEAK_IN_FLIGHT: &str = "Peak in flight";

/// Behind a measured figure that is outside a lesson's tolerance.
pub const OUTSIDE_TOLERANCE: &str = "outside this lesson's tolerance";

/// In the same verdict: what it may come from.
pub const SLOW_BROWSER: &str = "this browser is slower than the lesson allows for";

/// The table of a lesson's predicted and measured figures.
pub const PREDICTED_TABLE: &str = "table.predicted";

/// The button that takes the marks of finished lessons away.
pub const CLEAR_PROGRESS: &str = "Clear progress";

/// The button of a page that has crashed.
pub const RESTART: &str = "Reload the page";

/// In the title of the question that comes before third-party servers are asked.
pub const THIRD_PARTY: &str = "third-party";

/// In the details of a request, before the address it was redirected to.
pub const REDIRECTED_TO: &str = "Redirected to";

/// Of a lane during which the browser stopped the built-in lab.
pub const LAB_RESTARTED: &str = "The lab was restarted";

/// A report's name for a network error whose cause is not known.
pub const UNKNOWN_CAUSE: &str = "unknown";

/// Of a lane whose lab no longer answered when it was asked for its count.
pub const LAB_SILENT: &str = "The lab did not respond after the run";

/// In the debug log, where no entry fits the search.
pub const NO_ENTRY: &str = "No entry matches.";

/// In the debug log's note, of a browser without long-task entries.
pub const NO_LONG_TASKS: &str = "did not report such tasks";

/// What a lane says before it runs.
pub fn expected(time: &str) -> String {
    format!("{time} {EXPECTED}")
}

/// What may be the reason that no usable answer came.
pub const BLOCKED_CAUSE: &str = "A content blocker stopped the request";
pub const CERTIFICATE_CAUSE: &str = "The browser does not trust the server's certificate";
pub const DENIED_CAUSE: &str = "The browser does not allow this site to connect to your computer";
pub const FORBIDDEN_CAUSE: &str = "The server forbids other sites to use its answer";
pub const NOT_RUNNING_CAUSE: &str = "The server is not running";
