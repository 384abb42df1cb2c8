//! The hand-written JavaScript we compare with, put beside the page: the page's content security
//! policy lets only files of its own host run.

use playground_core::experiment::plan::Answer;
use playground_core::lab::address::{LabCall, LabKey, LabRequest};
use playground_core::units::{AttemptNumber, RequestIndex, RunId};
use serde::Deserialize;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

use super::browser::Page;
use super::documents::{BODY_BYTES, Load};
use super::files::{read, write};

const HAND_WRITTEN: &str = include_str!("hand_written.js");

/// What a run by hand came to.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ByHand {
    pub makespan_ms: f64,
    pub answered: u32,
    pub bytes: u64,
    /// The longest time between two frames.
    pub longest_gap_ms: f64,
}

/// Writes the peer's files into a copy of the page.
pub fn write_files(folder: &Path) {
    let package = PathBuf::from(std::env::var_os("FETCH_PLAYGROUND_P_LIMIT").expect(
        "FETCH_PLAYGROUND_P_LIMIT does not say where the package p-limit is. Run this with \
         `cargo xtask bench`, which fetches it.",
    ));
    let needs = package.with_file_name("yocto-queue");
    let limiter = read(&package.join("index.js"));
    let beside = limiter.replace("'yocto-queue'", "'./yocto_queue.js'");
    assert_ne!(limiter, beside, "p-limit imports its queue in another way");
    write(&folder.join("p_limit.js"), &beside);
    let queue = read(&needs.join("index.js"));
    write(&folder.join("yocto_queue.js"), &queue);
    write(&folder.join("hand_written.js"), HAND_WRITTEN);
}

/// Loads the peer into the open page.
pub async fn load(page: &Page) {
    let script = "const done = arguments[0];
        const script = document.createElement('script');
        script.type = 'module';
        script.src = 'hand_written.js';
        script.onload = () => done('');
        script.onerror = () => done('hand_written.js did not load');
        document.head.append(script);";
    let complaint = page.execute_async(script, vec![]).await;
    assert_eq!(complaint, "", "the peer");
}

/// Runs a load by hand and checks that all of it was answered, within the limit.
/// `lab` is the address of the lab's folder.
pub async fn run_watching_frames(page: &Page, load: Load, lab: &str, run: RunId) -> ByHand {
    let urls: Vec<String> = (0..load.requests)
        .map(|index| url(load, lab, run, RequestIndex(index)))
        .collect();
    let script = "const [urls, limit, done] = arguments;
        measure.runByHandWatchingFrames(urls, limit).then(done, error => done(String(error)));";
    let result = page
        .execute_async(script, vec![json!(urls), json!(load.limit)])
        .await;
    let by_hand: ByHand = serde_json::from_value(result.clone())
        .unwrap_or_else(|_| panic!("the peer failed: {result}"));
    assert_eq!(by_hand.answered, load.requests);
    let bytes = u64::from(load.requests) * u64::from(BODY_BYTES);
    assert_eq!(by_hand.bytes, bytes, "bytes read by hand");
    let stats = stats_of(page, lab, run).await;
    let counts = (&stats["requests"], &stats["inFlight"]);
    assert_eq!(counts, (&json!(load.requests), &json!(0)), "{stats}");
    let most = stats["maxInFlight"].as_u64();
    assert!(
        most.is_some_and(|most| most <= u64::from(load.limit)),
        "{stats}"
    );
    by_hand
}

async fn stats_of(page: &Page, lab: &str, run: RunId) -> Value {
    let script = "const [run, lab, done] = arguments; measure.stats(run, lab).then(done);";
    page.execute_async(script, vec![json!(run.0), json!(lab)])
        .await
}

/// The address our page would use, under another run's id.
fn url(load: Load, lab: &str, run: RunId, request: RequestIndex) -> String {
    let key = LabKey {
        run,
        request,
        attempt: AttemptNumber::FIRST,
    };
    let call = LabCall::Work(LabRequest {
        key,
        delay_ms: load.latency_ms,
        answer: Answer::Whole { status: 200 },
        bytes: BODY_BYTES.into(),
        chunks: 1,
        transfer_ms: 0,
        retry_after_seconds: None,
        capacity: None,
    });
    format!("{lab}{call}")
}
