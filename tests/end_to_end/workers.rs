//! The page's fetch workers, watched by wrapping what makes them: how many there were, what each
//! was last asked for, and whether it was ended.

use super::browser::{Page, WAIT_TIMEOUT, wait_until};
use serde_json::Value;
use std::collections::BTreeSet;

/// From now on keeps every worker that the page makes; asked again, forgets those so far.
pub async fn record_workers(page: &Page) {
    let record = "
        const wasRecording = 'recordedWorkers' in window;
        window.recordedWorkers = [];
        if (wasRecording) return;
        window.Worker = class extends Worker {
            constructor(...given) {
                super(...given);
                this.isEnded = false;
                window.recordedWorkers.push(this);
            }
            postMessage(message) {
                // A job begins with its address.
                const isJob = Array.isArray(message) && typeof message[0] === 'string';
                if (isJob) this.lastAsked = message[0];
                super.postMessage(message);
            }
            terminate() {
                this.isEnded = true;
                super.terminate();
            }
        };";
    page.execute(record, vec![]).await;
}

/// How many workers the page has made.
pub async fn workers_made(page: &Page) -> u64 {
    let made = page.evaluate("window.recordedWorkers.length").await;
    made.as_u64().expect("the workers are recorded")
}

/// Each worker that the page has made is ended; panics where it made none at all.
pub async fn assert_all_are_ended(page: &Page) {
    let script = "window.recordedWorkers.map(worker => worker.isEnded)";
    let ended = page.evaluate(script).await;
    let ended = ended.as_array().expect("the workers are recorded");
    assert!(!ended.is_empty(), "there were no workers");
    assert!(
        ended.iter().all(|ended| ended == true),
        "a worker is left: {ended:?}"
    );
}

/// Has this many of the first workers crash, as a fault in their program would; tells which requests
/// they were last given.
pub async fn crash_workers(page: &Page, workers: usize) -> BTreeSet<u64> {
    let crash = format!(
        "window.crashed = window.recordedWorkers.slice(0, {workers});
        for (const worker of window.crashed) worker.postMessage('crash');"
    );
    page.execute(&crash, vec![]).await;
    // One that is blocked crashes a moment later, and the next request is lost with it.
    let look = async || {
        let ended = page
            .evaluate("window.crashed.every(it => it.isEnded)")
            .await;
        if ended == true { Ok(()) } else { Err(ended) }
    };
    wait_until("the crashed workers to be ended", look, WAIT_TIMEOUT).await;
    let asked = page
        .evaluate("window.crashed.map(it => it.lastAsked)")
        .await;
    let asked = asked.as_array().expect("a list");
    assert_eq!(asked.len(), workers, "there were fewer workers to crash");
    asked.iter().map(request_of).collect()
}

/// The request that an address of a lab asks for.
fn request_of(url: &Value) -> u64 {
    let url = url.as_str().expect("the worker was asked for something");
    let (_, after) = url.split_once("request=").expect("a lab's address");
    let number = after.split('&').next().expect("its number");
    number.parse().expect("a number")
}
