//! The text of a report in pieces: a whole one may have hundreds of megabytes, and writing it may
//! take seconds, in which the page is to respond.

use serde_json::Value;

use super::environment::Environment;
use super::writer::{LaneReport, RequestWriter, head_fields, lane_fields, tail_fields};
use crate::documents::json::object;
use crate::experiment::Experiment;
use crate::run::Run;
use crate::run::run_evidence::RunEvidence;
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
    /// With what is known of the lane's run, which takes a look at each of its requests.
    Request(usize, RequestIndex, RunEvidence),
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
            match std::mem::take(&mut self.0) {
                Place::Head => {
                    text += &open(head_fields(experiment, environment));
                    text += ",\"lanes\":[";
                    self.0 = place_of_lane(0, lanes);
                }
                Place::Lane(index) => {
                    let runs: Vec<&Run> = lanes.iter().map(|lane| lane.run).collect();
                    let lane = lanes.get(index)?;
                    text += if index > 0 { "," } else { "" };
                    text += &open(lane_fields(lane, &runs));
                    text += ",\"requests\":[";
                    self.0 = Place::Request(index, RequestIndex(0), lane.evidence());
                }
                Place::Request(index, from, known) => {
                    let writer = RequestWriter::new(lanes.get(index)?, experiment, known);
                    self.0 = match write_requests(&mut text, &writer, from, at_least) {
                        Some(next) => Place::Request(index, next, writer.known),
                        None => place_of_lane(index + 1, lanes),
                    };
                }
                Place::Tail => {
                    text += "],";
                    // Without the brace that begins an object.
                    text += object(tail_fields(experiment)).to_string().get(1..)?;
                    self.0 = Place::End;
                }
                Place::End => {
                    self.0 = Place::End;
                    break;
                }
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
        let (lane, request) = match &self.0 {
            Place::Head => (0, 0),
            Place::Lane(lane) => (*lane, 0),
            Place::Request(lane, index, _) => (*lane, index.as_usize()),
            Place::Tail | Place::End => return 1.0,
        };
        let before = lanes.get(..lane).map_or(0.0, requests);
        (before + request as f64) / requests(lanes).max(1.0)
    }
}

/// Writes a lane's requests from one on, until the text is this long. Returns the next one; `None`
/// after the last.
fn write_requests(
    text: &mut String,
    writer: &RequestWriter<'_>,
    from: RequestIndex,
    at_least: usize,
) -> Option<RequestIndex> {
    let requests = writer.lane.run.requests().iter();
    for (index, request) in (0..).map(RequestIndex).zip(requests).skip(from.as_usize()) {
        if text.len() >= at_least {
            return Some(index);
        }
        *text += if index.0 > 0 { "," } else { "" };
        *text += &writer.value(index, request).to_string();
    }
    *text += "]}";
    None
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
