//! One lab, two transports: whatever the address asks for, the service worker and the lab server
//! answer alike.

use super::conformance_cases::cases;
use crate::browser::Page;
use crate::lab_server::LabServer;
use crate::visit::Visit;
use playground_core::lab::state::{REFUSAL, RunStats};
use serde_json::{Value, json};

/// Sends each case to the lab at `base`, one after the other, and tells what came of it, without
/// what may differ: the instance, and by how much it was late.
const OBSERVE: &str = r#"
    const [base, cases, done] = arguments;
    const inFlight = async (call) => {
        const stats = await fetch(`${base}stats?${call.match(/run=\d+/)[0]}`);
        return (await stats.json()).inFlight;
    };
    const until = async (call, isReached) => {
        while (!isReached(await inFlight(call))) await new Promise((tick) => setTimeout(tick, 5));
    };
    const giveUp = (controller, call) => {
        controller.abort();
        const key = call.match(/run=\d+&request=\d+&attempt=\d+/)[0];
        navigator.serviceWorker.controller.postMessage(`cancel?${key}`);
    };
    const observe = async ({ call, headAt, endAt, leaveAfter, beside }) => {
        const controller = new AbortController();
        const leave = () => giveUp(controller, call);
        // Another request that is in flight already.
        const other = { controller: new AbortController(), isAnswered: false };
        if (beside) {
            const { signal } = other.controller;
            fetch(base + beside, { cache: "no-store", signal })
                .then(() => (other.isAnswered = true), () => {});
            await until(call, (count) => count > 0);
        }
        const seen = { call, bytes: 0 };
        const sent = performance.now();
        // A browser's clocks may differ by a tick.
        const since = (ms) => performance.now() - sent >= ms - 2;
        if (leaveAfter === "sent") setTimeout(leave, 50);
        try {
            const response = await fetch(base + call, { cache: "no-store", signal: controller.signal });
            seen.headInTime = since(headAt);
            if (beside) seen.isOtherAnswered = other.isAnswered;
            seen.status = response.status;
            seen.lab = /^(service-worker|server)\/[0-9a-f]+$/.test(response.headers.get("fetch-playground-lab"));
            for (const name of ["content-type", "cache-control", "retry-after"])
                seen[name] = response.headers.get(name);
            const chunks = [];
            const reader = response.body.getReader();
            for (;;) {
                const { done, value } = await reader.read();
                if (done) break;
                seen.bytes += value.length;
                if (seen.bytes < 1000) chunks.push(...value);
                if (leaveAfter === "head") leave();
            }
            seen.text = String.fromCharCode(...chunks);
            seen.endInTime = since(endAt);
        } catch (error) {
            seen.error = error.name;
            if (leaveAfter) {
                // How much came before is chance. The lab hears of it in a moment.
                delete seen.bytes;
                await until(call, (count) => count === 0);
            }
        }
        if (beside) {
            if (!other.isAnswered) giveUp(other.controller, beside);
            await until(call, (count) => count === 0);
        }
        return seen;
    };
    (async () => {
        const all = [];
        for (const it of cases) all.push(await observe(it));
        return all;
    })().then(done, (error) => done(String(error)));
"#;

async fn observe(page: &Page, base: &str) -> Vec<Value> {
    let seen = page
        .execute_async(OBSERVE, vec![json!(base), json!(cases())])
        .await;
    let seen = seen
        .as_array()
        .unwrap_or_else(|| panic!("at {base}: {seen}"));
    seen.clone()
}

/// What is told of a run of which nothing is in flight any more.
fn stats(requests: u32, max_in_flight: u32, refused: u32, counter: u64) -> String {
    let in_flight = 0;
    let stats = RunStats {
        requests,
        in_flight,
        max_in_flight,
        refused,
        counter,
    };
    stats.to_string()
}

#[tokio::test]
async fn the_service_worker_and_the_server_answer_alike_by_both_protocols() {
    // One for each protocol, so that each counts for itself.
    let servers = [LabServer::start(), LabServer::start()];
    let visit = Visit::alone_accepting_any_certificate().await;
    let page = &visit.page;
    page.until_controlled_by_service_worker().await;
    let by_worker = observe(page, "lab/").await;
    for origin in [servers[0].http1(), servers[1].http2()] {
        let by_server = observe(page, &format!("{origin}/lab-server/")).await;
        for (server, worker) in by_server.iter().zip(&by_worker) {
            assert_eq!(
                server, worker,
                "by the server at {origin}, and by the service worker"
            );
        }
        assert_eq!(by_server.len(), by_worker.len());
    }
    // They agree; and on what was asked for.
    let seen = |place: usize| &by_worker[place];
    assert_eq!(
        (&seen(2)["status"], &seen(2)["bytes"]),
        (&json!(200), &json!(1_001))
    );
    assert_eq!(
        (&seen(2)["headInTime"], &seen(2)["endInTime"]),
        (&json!(true), &json!(true))
    );
    assert_eq!(seen(6)["retry-after"], "3");
    assert_eq!(
        (&seen(9)["error"], &seen(9)["bytes"]),
        (&json!("TypeError"), &json!(429))
    );
    assert_eq!(seen(10)["error"], "AbortError");
    assert_eq!(seen(13)["text"], stats(12, 1, 0, 0));
    assert_eq!(seen(15)["status"], 400);
    for (place, status) in [(19, 429), (20, 503)] {
        let refused = seen(place);
        assert_eq!(refused["status"], status);
        assert_eq!(refused["retry-after"], Value::Null);
        assert_eq!(refused["text"], REFUSAL);
        assert_eq!(refused["isOtherAnswered"], false);
    }
    let waited = seen(21);
    assert_eq!(
        (&waited["status"], &waited["bytes"]),
        (&json!(200), &json!(100))
    );
    assert_eq!(
        (&waited["isOtherAnswered"], &waited["headInTime"]),
        (&json!(true), &json!(true))
    );
    assert_eq!(seen(22)["text"], stats(2, 1, 1, 0));
    assert_eq!(seen(23)["text"], stats(2, 2, 0, 0));
    for (place, value) in [(24, "0"), (25, "5"), (26, "5")] {
        assert_eq!(seen(place)["text"], value);
        assert_eq!(seen(place)["headInTime"], true);
    }
    assert_eq!(seen(27)["text"], stats(0, 0, 0, 5));
    assert_eq!(seen(28)["status"], 400);
}
