//! The text of a report in pieces: a whole one may have hundreds of megabytes, and writing it may
//! take seconds, in which the page is to respond.

use serde_json::Value;

use super::environment::Environment;
use super::writer::{LaneReport, RequestWriter, head_fields, lane_fields, tail_fields};
use crate::documents::json::object;
use crate::experiment::Experiment;
use crate::run::Run;
use crate::units::RequestIndex;

/// The longest report that the page saves and opens, in bytes. Read, it takes several times as much
/// memory, of which a browser gives a page 4 GB at most.
pub const MAX_REPORT_BYTES: u64 = 200_000_000;

/// How far the text of a report is written. Joined, its pieces are the text of
/// [`to_json`](super::to_json).
#[derive(Debug, Default)]
pub struct ReportPieces(Place);

/// What is written next.
#[derive(Debug, Default)]
enum Place {
    #[default]
    Head,
    Lane(usize),
    Request(usize, RequestIndex),
    Tail,
    End,
}

impl ReportPieces {
    /// The next piece, of at least this many bytes but for the last one; `None` after that.
    pub fn next(
        &mut self,
        experiment: &Experiment,
        environment: &Environment,
        lanes: &[LaneReport<'_>],
        at_least: usize,
    ) -> Option<String> {
        let mut text = String::new();
        while text.len() < at_least {
            match self.0 {
                Place::Head => {
                    text += &open(head_fields(experiment, environment));
                    text += ",\"lanes\":[";
                    self.0 = place_of_lane(0, lanes);
                }
                Place::Lane(index) => {
                    let runs: Vec<&Run> = lanes.iter().map(|lane| lane.run).collect();
                    text += if index > 0 { "," } else { "" };
                    if let Some(lane) = lanes.get(index) {
                        text += &open(lane_fields(lane, &runs));
                    }
                    text += ",\"requests\":[";
                    self.0 = Place::Request(index, RequestIndex(0));
                }
                Place::Request(index, from) => {
                    self.0 = write_requests(&mut text, experiment, lanes, (index, from), at_least);
                }
                Place::Tail => {
                    text += "],";
                    // Without the brace that begins an object.
                    text += object(tail_fields(experiment)).to_string().get(1..)?;
                    self.0 = Place::End;
                }
                Place::End => break,
            }
        }
        Some(text).filter(|text| !text.is_empty())
    }

    /// How much is written, from 0 to 1.
    pub fn share(&self, lanes: &[LaneReport<'_>]) -> f64 {
        let requests = |lanes: &[LaneReport<'_>]| {
            let each = lanes.iter().map(|lane| lane.run.requests().len());
            each.sum::<usize>() as f64
        };
        let (lane, request) = match self.0 {
            Place::Head => (0, 0),
            Place::Lane(lane) => (lane, 0),
            Place::Request(lane, index) => (lane, index.as_usize()),
            Place::Tail | Place::End => return 1.0,
        };
        let before = lanes.get(..lane).map_or(0.0, requests);
        (before + request as f64) / requests(lanes).max(1.0)
    }
}

/// Writes a lane's requests from one on, until the text is this long, and says what is next.
fn write_requests(
    text: &mut String,
    experiment: &Experiment,
    lanes: &[LaneReport<'_>],
    (lane, from): (usize, RequestIndex),
    at_least: usize,
) -> Place {
    let next_lane = place_of_lane(lane + 1, lanes);
    let Some(report) = lanes.get(lane) else {
        return next_lane;
    };
    let writer = RequestWriter::new(report, &experiment.workload);
    let indexes = (from.0..).map(RequestIndex);
    for (index, request) in indexes.zip(report.run.requests().iter().skip(from.as_usize())) {
        if text.len() >= at_least {
            return Place::Request(lane, index);
        }
        *text += if index.0 > 0 { "," } else { "" };
        *text += &writer.value(index, request).to_string();
    }
    *text += "]}";
    next_lane
}

fn place_of_lane(index: usize, lanes: &[LaneReport<'_>]) -> Place {
    if index < lanes.len() {
        Place::Lane(index)
    } else {
        Place::Tail
    }
}

/// The text of an object to which more fields are added.
fn open(fields: Vec<(&str, Value)>) -> String {
    let mut text = object(fields).to_string();
    text.pop();
    text
}
