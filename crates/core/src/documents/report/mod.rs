//! The report document, out and in. A lane is read by the same rules by which a run is
//! made: what contradicts itself is refused.

mod attempt_reader;
mod context;
mod environment;
mod lane_reader;
mod observations;
mod pieces;
mod reader;
mod request_reader;
mod writer;

pub use environment::Environment;
pub use lane_reader::RecordedLane;
pub use pieces::{MAX_REPORT_BYTES, ReportPieces};
pub use reader::{RecordedReport, read};
pub use writer::{LaneReport, to_json};
