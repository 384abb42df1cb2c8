//! What is observed of a lane beside its events.

use crate::experiment::strategy::Waiting;
use crate::run::heartbeat::Heartbeat;
use crate::run::unreachable::LoopbackPermission;
use crate::units::Span;

/// What was observed of a lane beside its events. A report has it all.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LaneObservations {
    /// The lab's own count of the most requests in flight at once.
    pub max_in_flight_at_source: Option<u32>,
    /// How many requests the lab refused because it was at its capacity.
    pub refused_at_source: Option<u32>,
    /// The last value of the counter that the requests share, where they share one.
    pub counter_at_source: Option<u64>,
    /// Long gaps between frames, and long tasks.
    pub heartbeat: Heartbeat,
    /// Whether the page was hidden for a while; `None` where it is not known.
    pub was_hidden: Option<bool>,
    /// How long its workers took to start, before the run did.
    pub startup: Option<Span>,
    /// How its threads waited, where it had some.
    pub waiting: Option<Waiting>,
    /// Whether the page was allowed to connect to this computer, where it asked after a
    /// failure.
    pub loopback_permission: Option<LoopbackPermission>,
}
