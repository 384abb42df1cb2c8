//! Addresses of a lab server as anyone might type them, and experiments that ask for such.

use super::lab_server::LabServer;
use playground_core::experiment::plan::Answer;
use playground_core::lab::address::{LabCall, LabKey, LabRequest, SERVER_FOLDER};
use playground_core::units::{AttemptNumber, RequestIndex, RunId};
use serde_json::{Value, json};

/// The run under which the server counts what these addresses ask for.
pub const RUN: RunId = RunId(77);

/// Asks for 100 bytes at once.
pub fn quick(index: u32) -> LabRequest {
    LabRequest {
        key: LabKey {
            run: RUN,
            request: RequestIndex(index),
            attempt: AttemptNumber::FIRST,
        },
        delay_ms: 0,
        answer: Answer::Whole { status: 200 },
        bytes: 100,
        chunks: 1,
        transfer_ms: 0,
        retry_after_seconds: None,
        capacity: None,
    }
}

pub fn failing(index: u32, status: u16) -> LabRequest {
    LabRequest {
        answer: Answer::Whole { status },
        ..quick(index)
    }
}

/// The address that asks the server for this.
pub fn work(server: &LabServer, asked: LabRequest) -> String {
    below(server, &LabCall::Work(asked).to_string())
}

/// An address below the server's lab.
pub fn below(server: &LabServer, path: &str) -> String {
    format!("{}/{SERVER_FOLDER}{path}", server.http1())
}

/// The same experiment, with these addresses.
pub fn at_urls(mut experiment: Value, urls: &[String]) -> Value {
    experiment["source"] = json!({"kind": "urls", "urls": urls});
    experiment
}
