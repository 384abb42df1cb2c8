//! One lab, two transports: whatever the address asks for, the service worker and the lab server
//! answer alike.

use super::addresses::{RUN, quick};
use super::browser::Page;
use super::lab_server::LabServer;
use super::visit::Visit;
use fetch_playground::lab::address::{LabCall, LabRequest};
use fetch_playground::model::plan::Answer;
use fetch_playground::model::units::RunId;
use serde_json::{Value, json};

/// Sends each case to the lab at `base`, one after the other, and tells what came of it, without
/// what may differ: the instance, and by how much it was late.
const OBSERVE: &str = r#"
    const [base, cases, done] = arguments;
    const observe = async ({ call, headAt, endAt, leaveAfter }) => {
        const controller = new AbortController();
        const leave = () => {
            controller.abort();
            const key = call.match(/run=\d+&request=\d+&attempt=\d+/)[0];
            navigator.serviceWorker.controller.postMessage(`cancel?${key}`);
        };
        const seen = { call, bytes: 0 };
        const sent = performance.now();
        // A browser's clocks may differ by a tick.
        const since = (ms) => performance.now() - sent >= ms - 2;
        if (leaveAfter === "sent") setTimeout(leave, 50);
        try {
            const response = await fetch(base + call, { cache: "no-store", signal: controller.signal });
            seen.headInTime = since(headAt);
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
                const stats = `${base}stats?${call.match(/run=\d+/)[0]}`;
                const inFlight = async () => (await (await fetch(stats)).json()).inFlight;
                while ((await inFlight()) > 0) await new Promise((tick) => setTimeout(tick, 5));
            }
        }
        return seen;
    };
    (async () => {
        const all = [];
        for (const it of cases) all.push(await observe(it));
        return all;
    })().then(done, (error) => done(String(error)));
"#;

fn case(call: &str) -> Value {
    json!({"call": call, "headAt": 0, "endAt": 0})
}

fn work(asked: LabRequest) -> Value {
    let (head, end) = (asked.delay_ms, asked.delay_ms + asked.transfer_ms);
    json!({"call": LabCall::Work(asked).to_string(), "headAt": head, "endAt": end})
}

fn left(asked: LabRequest, after: &str) -> Value {
    let mut case = work(asked);
    case["leaveAfter"] = json!(after);
    case
}

fn whole(index: u32, status: u16) -> LabRequest {
    LabRequest {
        answer: Answer::Whole { status },
        ..quick(index)
    }
}

fn cases() -> Vec<Value> {
    let slow = |index| LabRequest {
        delay_ms: 60,
        bytes: 1_001,
        chunks: 7,
        transfer_ms: 70,
        ..quick(index)
    };
    let broken = |index| LabRequest {
        answer: Answer::Broken,
        ..slow(index)
    };
    let never = |index| LabRequest {
        answer: Answer::Never,
        ..quick(index)
    };
    let endless = |index| LabRequest {
        bytes: 1_000_000,
        chunks: 1_000,
        transfer_ms: 120_000,
        ..quick(index)
    };
    vec![
        case("ping"),
        work(quick(0)),
        work(slow(1)),
        work(LabRequest {
            bytes: 0,
            ..quick(2)
        }),
        work(LabRequest {
            bytes: 3_000_000,
            ..quick(3)
        }),
        work(whole(4, 404)),
        work(LabRequest {
            retry_after_seconds: Some(3),
            ..whole(5, 429)
        }),
        work(whole(6, 500)),
        work(LabRequest {
            delay_ms: 40,
            transfer_ms: 40,
            ..whole(7, 503)
        }),
        work(broken(8)),
        left(never(9), "sent"),
        left(slow(10), "sent"),
        left(endless(11), "head"),
        // What is in flight at the end is 0, whatever was left.
        case(&LabCall::Stats(RUN).to_string()),
        case(&LabCall::Stats(RunId(12)).to_string()),
        case("nothing"),
        case("work?run=1"),
        case("stats?run=many"),
        case("ping?loud=1"),
    ]
}

async fn observe(page: &Page, base: &str) -> Vec<Value> {
    let seen = page
        .execute_async(OBSERVE, vec![json!(base), json!(cases())])
        .await;
    let seen = seen
        .as_array()
        .unwrap_or_else(|| panic!("at {base}: {seen}"));
    seen.clone()
}

#[tokio::test]
async fn the_service_worker_and_the_server_answer_alike_by_both_protocols() {
    // One for each protocol, so that each counts for itself.
    let servers = [LabServer::start(), LabServer::start()];
    let visit = Visit::trusting_everyone().await;
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
    let counted = r#"{"requests":12,"inFlight":0,"maxInFlight":1}"#;
    assert_eq!(seen(13)["text"], counted);
    assert_eq!(seen(15)["status"], 400);
}
