//! The requests as the rows of a table, in the order of the first lane.

use std::ops::Range;

use crate::run::outcome::OutcomeKind;
use crate::session::comparison::Comparison;
use crate::session::detail::{format_ms, stage_label};
use crate::session::lane_state::LaneState;
use crate::units::RequestIndex;

/// One request, with a cell for each lane.
#[derive(Clone, Debug, PartialEq)]
pub struct RequestRow {
    /// The row's position from the top, in the current order.
    pub position: u32,
    pub index: RequestIndex,
    pub cells: Vec<Cell>,
}

/// One request in one lane.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    pub kind: Option<OutcomeKind>,
    /// The outcome, or the stage of a request that has none yet.
    pub outcome: String,
    pub start: String,
    pub duration: String,
}

/// The title of each lane.
pub fn titles(all: &Comparison) -> Vec<String> {
    let lanes = all.lanes.iter();
    lanes.map(|lane| lane.title()).collect()
}

/// The number of rows: requests that a filter hides have none.
pub fn row_count(all: &Comparison) -> u32 {
    let first = all.lanes.first();
    first.map_or(0, |lane| lane.viewport.order().len())
}

/// The position of a request's row; `None` if a filter hides it.
pub fn row_of(all: &Comparison, index: RequestIndex) -> Option<u32> {
    all.lanes.first()?.viewport.order().row_of(index)
}

/// The rows at these positions.
pub fn rows(all: &Comparison, positions: Range<u32>) -> Vec<RequestRow> {
    let Some(first) = all.lanes.first() else {
        return Vec::new();
    };
    let row = |position| {
        let index = first.viewport.order().request_at(position)?;
        let cells = all.lanes.iter().filter_map(|lane| cell(lane, index));
        Some(RequestRow {
            position,
            index,
            cells: cells.collect(),
        })
    };
    positions.filter_map(row).collect()
}

fn cell(lane: &LaneState, index: RequestIndex) -> Option<Cell> {
    let record = lane.run.request(index)?;
    let outcome = record.outcome();
    let dash = || "–".to_owned();
    Some(Cell {
        kind: outcome.map(|outcome| outcome.kind()),
        outcome: outcome.map_or_else(
            || stage_label(record, &lane.run).to_owned(),
            |outcome| outcome.title(),
        ),
        start: record
            .first_dispatch()
            .map_or_else(dash, |at| format_ms(at.ms())),
        duration: record
            .attempt
            .duration()
            .map_or_else(dash, |span| format_ms(span.ms())),
    })
}
