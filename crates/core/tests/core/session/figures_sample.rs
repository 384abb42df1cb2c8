//! A lane's figures, to be changed by each test.

use playground_core::experiment::strategy::Strategy;
use playground_core::experiment::workload::WorkKind;
use playground_core::run::event::Ending;
use playground_core::run::outcome::OutcomeCounts;
use playground_core::session::figures::{LaneFigures, LaneStage};
use playground_core::units::Span;

/// A lane of a hundred requests that went as planned.
pub fn lane() -> LaneFigures {
    LaneFigures {
        title: String::new(),
        refused_at_source: 0,
        strategy: Strategy::Concurrent { limit: 10 },
        stage: LaneStage::Ended(Ending::Completed),
        kind: WorkKind::Fetch,
        startup: None,
        waiting: None,
        time: Some(Span::from_ms(1_050.0)),
        ideal: Some(Span::from_ms(1_000.0)),
        is_secret: false,
        is_comparable: true,
        speedup: Some(Ok(9.5)),
        requests: 100,
        counts: OutcomeCounts::default(),
        in_flight: 0,
        max_in_flight: 10,
        max_at_source: Some(10),
        counter: None,
        longest_freeze: None,
        long_tasks: None,
        max_at_server: None,
        answerer: "built-in lab",
        protocols: Vec::new(),
        is_protocol_hidden: false,
        spares_hosts: false,
        limit_changed: false,
        departures: 0,
        was_hidden: false,
        lab_changed: false,
        lab_is_silent: false,
        progress: 1.0,
        remaining: Some(Span::ZERO),
    }
}
