//! A lab server started as a program, and clients that speak to it.
#![allow(dead_code, reason = "each suite uses its own part of this")]

pub mod client;
pub mod program;

use playground_core::experiment::plan::Answer;
use playground_core::lab::address::{LabCall, LabKey, LabRequest, SERVER_FOLDER};
use playground_core::lab::state::RunStats;
use playground_core::units::{AttemptNumber, RequestIndex, RunId};

pub const RUN: RunId = RunId(7);

/// A request that is answered at once with nothing; tests change what they mean.
pub fn request(index: u32) -> LabRequest {
    LabRequest {
        key: LabKey {
            run: RUN,
            request: RequestIndex(index),
            attempt: AttemptNumber::FIRST,
        },
        delay_ms: 0,
        answer: Answer::Whole { status: 200 },
        bytes: 0,
        chunks: 1,
        transfer_ms: 0,
        retry_after_seconds: None,
        capacity: None,
    }
}

pub fn work(request: LabRequest) -> String {
    path(&LabCall::Work(request))
}

pub fn path(call: &LabCall) -> String {
    format!("/{SERVER_FOLDER}{call}")
}

/// The server's own counters of [`RUN`].
pub async fn stats(client: &client::Client) -> RunStats {
    let answer = client.get(&path(&LabCall::Stats(RUN))).await;
    let document = serde_json::from_slice(&answer.body).expect("stats are JSON");
    RunStats::read(&document).expect("stats have all counters")
}

/// Waits until the server has nothing in flight for [`RUN`].
pub async fn until_empty(client: &client::Client) {
    for _ in 0..500 {
        if stats(client).await.in_flight == 0 {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    panic!("still in flight: {:?}", stats(client).await);
}
