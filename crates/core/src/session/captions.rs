//! What stands beside a lane's pictures in words: its counts, the caption of its strip, and
//! the waterfall in a sentence.

use crate::experiment::strategy::Strategy;
use crate::session::figures::{LaneFigures, LaneStage};
use crate::session::lane_state::LaneState;
use crate::wording::numbers::{format_count, format_span, group_digits};

/// In flight now and at most, by the page's count and by the lab's own.
pub fn in_flight_counts(lane: &LaneFigures) -> String {
    let most = group_digits(lane.max_in_flight.into());
    match lane.stage {
        LaneStage::Pending => return String::new(),
        LaneStage::Running => {
            let in_flight = group_digits(lane.in_flight as u64);
            return format!("in flight {in_flight} · at most {most}");
        }
        LaneStage::Ended(_) => {}
    }
    let mut parts = vec![format!("at most {most} in flight")];
    if let Some(counted) = lane.max_at_source {
        let counted = group_digits(counted.into());
        parts.push(format!("the {} counted {counted}", lane.answerer));
    } else if !lane.answerer.is_empty() {
        parts.push(format!("from the {}", lane.answerer));
    }
    if !lane.protocols.is_empty() {
        let protocols: Vec<_> = lane.protocols.iter().map(|it| it.title()).collect();
        parts.push(format!("by {}", protocols.join(" and ")));
    } else if lane.is_protocol_hidden {
        parts.push("protocol hidden by the server".to_owned());
    }
    if let Some(span) = lane.longest_freeze {
        parts.push(format!("longest freeze {}", format_span(span)));
    }
    if let Some(tasks) = lane.long_tasks.filter(|tasks| *tasks > 0) {
        parts.push(format!("tasks over 50 ms: {}", group_digits(tasks.into())));
    }
    parts.join(" · ")
}

/// Above the strip that shows how many were in flight.
pub fn in_flight_caption(strategy: Strategy) -> String {
    match strategy {
        Strategy::Threads { workers } => format!("in flight over time · {workers} workers"),
        Strategy::Batched { size } => {
            format!(
                "in flight over time · batches of {}",
                group_digits(size.into())
            )
        }
        Strategy::Concurrent { limit } => {
            format!("in flight over time · limit {}", group_digits(limit.into()))
        }
        Strategy::Sequential | Strategy::Blocking => {
            "in flight over time · one at a time".to_owned()
        }
    }
}

/// The waterfall in a sentence, for screen readers.
pub fn waterfall_label(lane: Option<&LaneState>) -> String {
    let Some(lane) = lane else {
        return "Waterfall, empty until the first run".to_owned();
    };
    let counts = lane.run.counts();
    format!(
        "Waterfall of {}: {}, {} ended, {} of them failed",
        lane.title(),
        format_count(lane.run.requests().len() as u64, "request", "requests"),
        group_digits(counts.total().into()),
        group_digits(counts.failures().into()),
    )
}
