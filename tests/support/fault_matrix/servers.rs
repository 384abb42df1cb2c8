//! The servers that cause faults.

use std::net::TcpListener;
use std::thread;

use playground_core::experiment::plan::Answer;
use playground_core::lab::address::{LabCall, LabKey, LabRequest, SERVER_FOLDER};
use playground_core::units::{AttemptNumber, RequestIndex, RunId};

use super::super::lab_server::LabServer;
use super::super::misbehaving_server::MisbehavingServer;

/// Answered at once, with a short body.
const REQUEST: LabRequest = LabRequest {
    key: LabKey {
        run: RunId(77),
        request: RequestIndex(0),
        attempt: AttemptNumber::FIRST,
    },
    delay_ms: 0,
    answer: Answer::Whole { status: 200 },
    bytes: 9,
    chunks: 1,
    transfer_ms: 0,
    retry_after_seconds: None,
    capacity: None,
};

pub struct Servers {
    pub lab: LabServer,
    pub misbehaving: MisbehavingServer,
    resetting: String,
}

impl Servers {
    pub fn start() -> Self {
        Self {
            lab: LabServer::start(),
            misbehaving: MisbehavingServer::start(),
            resetting: resetting_server(),
        }
    }

    /// A URL that is answered.
    pub fn answered(&self) -> String {
        self.below_lab("ping")
    }

    pub fn below_lab(&self, path: &str) -> String {
        format!("{}/{SERVER_FOLDER}{path}", self.lab.http1())
    }

    /// A URL at which the lab server answers so, with a body of this length.
    pub fn answering(
        &self,
        answer: Answer,
        bytes: u64,
        retry_after_seconds: Option<u32>,
    ) -> String {
        self.asked(LabRequest {
            answer,
            bytes,
            chunks: bytes.div_ceil(65_536).max(1) as u32,
            retry_after_seconds,
            ..REQUEST
        })
    }

    /// A URL that is answered after a delay.
    pub fn late(&self, delay_ms: u32) -> String {
        self.asked(LabRequest {
            delay_ms,
            ..REQUEST
        })
    }

    fn asked(&self, request: LabRequest) -> String {
        self.below_lab(&LabCall::Work(request).to_string())
    }

    /// A port of this machine at which no server listens: it was free a moment ago.
    pub fn closed_port(&self) -> String {
        let free = TcpListener::bind("127.0.0.1:0").expect("a port");
        format!("http://{}/", free.local_addr().expect("its address"))
    }

    /// A server that resets each connection.
    pub fn resetting(&self) -> String {
        self.resetting.clone()
    }
}

fn resetting_server() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}/", listener.local_addr().expect("its address"));
    thread::spawn(move || {
        for client in listener.incoming().flatten() {
            // A connection that is closed with unread bytes is reset.
            if client.peek(&mut [0]).is_ok() {
                drop(client);
            }
        }
    });
    url
}
