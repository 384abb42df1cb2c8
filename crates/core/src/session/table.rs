//! The requests as rows of a table, in the order of the first lane.

use std::ops::Range;

use crate::run::outcome::OutcomeKind;
use crate::session::comparison::Comparison;
use crate::session::detail::{format_ms, stage_words};
use crate::session::lane_state::LaneState;
use crate::units::RequestIndex;

/// One request in every lane.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// From the top, in the order that holds.
    pub place: u32,
    pub index: RequestIndex,
    pub cells: Vec<Cell>,
}

/// What became of it in one lane.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    pub kind: Option<OutcomeKind>,
    /// How it ended, or where it stands.
    pub outcome: String,
    pub start: String,
    pub duration: String,
}

/// Each lane's.
pub fn titles(all: &Comparison) -> Vec<String> {
    let lanes = all.lanes.iter();
    lanes.map(|lane| lane.title()).collect()
}

pub fn row_count(all: &Comparison) -> u32 {
    let first = all.lanes.first();
    first.map_or(0, |lane| lane.viewport.order().len())
}

/// The row of a request; `None` where a filter hides it.
pub fn row_of(all: &Comparison, index: RequestIndex) -> Option<u32> {
    all.lanes.first()?.viewport.order().row_of(index)
}

pub fn rows(all: &Comparison, places: Range<u32>) -> Vec<Row> {
    let Some(first) = all.lanes.first() else {
        return Vec::new();
    };
    let row = |place| {
        let index = first.viewport.order().request_at(place)?;
        let cells = all.lanes.iter().filter_map(|lane| cell(lane, index));
        Some(Row {
            place,
            index,
            cells: cells.collect(),
        })
    };
    places.filter_map(row).collect()
}

fn cell(lane: &LaneState, index: RequestIndex) -> Option<Cell> {
    let record = lane.run.request(index)?;
    let outcome = record.outcome();
    let dash = || "–".to_owned();
    Some(Cell {
        kind: outcome.map(|outcome| outcome.kind()),
        outcome: outcome.map_or_else(
            || stage_words(record, &lane.run).to_owned(),
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
