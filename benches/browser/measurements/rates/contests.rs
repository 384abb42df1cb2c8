//! What is run by both sides, and what the ratio of their times should be.

use playground_core::documents::experiment;
use playground_core::experiment::plan::Plan;
use playground_core::experiment::source::Source;
use playground_core::experiment::strategy::Strategy;
use playground_core::experiment::workload::{Latency, Workload};
use playground_core::experiment::{Experiment, Policy};
use playground_core::lab::address::{FOLDER, LabCall, LabKey, LabRequest, SERVER_FOLDER};
use playground_core::units::{AttemptNumber, RequestIndex, RunId};
use serde_json::{Value, json};

use super::super::lab_server::LabServer;

/// Who is measured, against what a person would write by hand in its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The page, over the same lab.
    Page,
    /// The built-in lab's service worker, asked by the same client.
    ServiceWorker,
}

pub struct Contest {
    pub title: &'static str,
    pub kind: Kind,
    pub workload: Workload,
    pub limit: u32,
    /// What the time of ours over the other is to be at most, in Chromium on two cores.
    pub goal: f64,
    source: Source,
}

/// The two protocols of lab servers: the runs by hand have the same ids on both.
pub struct LabServers {
    pub http1: LabServer,
    pub http2: LabServer,
}

impl LabServers {
    pub fn start() -> Self {
        Self {
            http1: LabServer::start(),
            http2: LabServer::start(),
        }
    }
}

/// The requests of the article: 534.6 s one by one, 89.2 s with threads, 12.8 s asynchronously.
pub const ARTICLE: &str = "the article's 1,000 × 535 ms at 100, built-in lab";
pub const SHORT_HTTP1: &str = "300 × 100 ms at 100, HTTP/1.1";
pub const SHORT_HTTP2: &str = "300 × 100 ms at 100, HTTP/2";

pub fn all(servers: &LabServers) -> Vec<Contest> {
    let http1 = || Source::LabServer {
        origin: servers.http1.http1(),
    };
    let http2 = || Source::LabServer {
        origin: servers.http2.http2(),
    };
    let lab = || Source::BuiltInLab;
    let (page, worker) = (Kind::Page, Kind::ServiceWorker);
    let contest = |title, kind, source, (workload, limit), goal| Contest {
        title,
        kind,
        workload,
        limit,
        goal,
        source,
    };
    let long = (of_one_latency(1_000, 530), 100);
    let short = (of_one_latency(300, 100), 100);
    let many_at_once = (of_one_latency(3_000, 100), 300);
    let article = (of_one_latency(1_000, 535), 100);
    let usual = |requests, limit| {
        let workload = Workload {
            requests,
            ..Workload::default()
        };
        (workload, limit)
    };
    vec![
        contest("1,000 × 530 ms at 100, HTTP/2", page, http2(), long, 1.00),
        contest(SHORT_HTTP1, page, http1(), short, 1.01),
        contest(SHORT_HTTP2, page, http2(), short, 1.05),
        contest(
            "3,000 × 100 ms at 300, HTTP/2",
            page,
            http2(),
            many_at_once,
            1.10,
        ),
        contest(
            "3,000 × 40–120 ms at 100, built-in lab",
            page,
            lab(),
            usual(3_000, 100),
            1.05,
        ),
        contest(
            "10,000 × 40–120 ms at 1,000, built-in lab",
            page,
            lab(),
            usual(10_000, 1_000),
            1.10,
        ),
        contest(ARTICLE, page, lab(), article, 1.05),
        contest(
            "10,000 × 40–120 ms at 1,000, service worker",
            worker,
            lab(),
            usual(10_000, 1_000),
            1.05,
        ),
    ]
}

/// Each answered by a head and a small body at once.
fn of_one_latency(requests: u32, latency_ms: u32) -> Workload {
    Workload {
        requests,
        latency: Latency::Constant { value: latency_ms },
        transfer_ms: 0,
        ..Workload::default()
    }
}

impl Contest {
    /// What the browser has to know of it.
    pub fn document(&self) -> Value {
        let experiment = Experiment {
            source: self.source.clone(),
            workload: self.workload,
            lanes: vec![Strategy::Concurrent { limit: self.limit }.into()],
            policy: Policy {
                // Long enough never to matter.
                timeout_ms: 60_000,
                ..Policy::default()
            },
        };
        json!({
            "kind": match self.kind {
                Kind::Page => "page",
                Kind::ServiceWorker => "serviceWorker",
            },
            "experiment": experiment::to_json(&experiment),
            "limit": self.limit,
            "lab": self.lab(),
        })
    }

    /// The addresses that the page would use, under another run's id.
    pub fn urls(&self, run: RunId) -> Vec<String> {
        let (plan, lab) = (Plan::new(self.workload), self.lab());
        let url = |request: RequestIndex| {
            let key = LabKey {
                run,
                request,
                attempt: AttemptNumber::FIRST,
            };
            let call = LabCall::Work(LabRequest::from_plan(key, &plan));
            format!("{lab}{call}")
        };
        plan.indexes().map(url).collect()
    }

    fn lab(&self) -> String {
        match &self.source {
            Source::LabServer { origin } => format!("{origin}/{SERVER_FOLDER}"),
            Source::BuiltInLab | Source::Urls(_) => FOLDER.to_owned(),
        }
    }
}
