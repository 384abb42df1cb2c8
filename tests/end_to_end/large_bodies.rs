//! Bodies far over the limit, and without end: read so far and no further, and nothing stays behind.

use super::addresses::{at_urls, quick, work};
use super::browser::{ExpectedReport, Page, StaticSite};
use super::documents::{concurrent, with_policy, workload};
use super::lab_server::LabServer;
use super::misbehaving_server::MisbehavingServer;
use super::page_scripts::before_each_load;
use super::visit::{Visit, dist};
use playground_core::lab::address::LabRequest;
use serde_json::json;

/// What the page may hold on to when all is over: room the engine grew into, and the browser's own.
const ALLOWED_BYTES: f64 = 4_000_000.0;

struct Memory {
    wasm: f64,
    js_heap: f64,
}

async fn memory(page: &Page) -> Memory {
    page.devtools("HeapProfiler.collectGarbage", json!({}))
        .await;
    let heap = page.devtools("Runtime.getHeapUsage", json!({})).await;
    // The build gives it whatever name is short.
    let wasm = "Object.values(window.__wasm).find(it => it instanceof WebAssembly.Memory)";
    let wasm = page.evaluate(&format!("{wasm}.buffer.byteLength")).await;
    Memory {
        wasm: wasm.as_f64().expect("the page's memory"),
        js_heap: heap["usedSize"].as_f64().expect("a size"),
    }
}

#[tokio::test]
async fn bodies_of_200_mb_are_stopped_at_the_limit_and_memory_stays_flat() {
    let server = LabServer::start();
    let misbehaving = MisbehavingServer::start();
    let keep = "addEventListener('TrunkApplicationStarted', it => window.__wasm = it.detail.wasm);";
    let prepare = async |page: &Page| before_each_load(page, keep).await;
    let visit = Visit::prepared(StaticSite::serve(dist(), "/"), prepare).await;
    let page = &visit.page;
    let large = |index| LabRequest {
        bytes: 200_000_000,
        chunks: 3_052,
        ..quick(index)
    };
    let mut urls: Vec<_> = (0..6).map(|index| work(&server, large(index))).collect();
    urls.push(misbehaving.url("endless"));
    let experiment = with_policy(concurrent(workload(1, 1), 3), json!({"timeoutMs": 60_000}));
    let experiment = at_urls(experiment, &urls);

    // What is set up once is set up now.
    let warm = page.run_experiment(experiment.clone()).await;
    ExpectedReport::lane(&warm.expect("it runs"), 0).too_large(7);
    let before = memory(page).await;
    for _ in 0..2 {
        let report = page
            .run_experiment(experiment.clone())
            .await
            .expect("it runs");
        let lane = ExpectedReport::lane(&report, 0)
            .too_large(7)
            .outcomes_sum_to(7);
        for request in lane.requests() {
            // It stops at the first piece that goes over.
            let bytes = request["bytes"].as_u64().expect("a number");
            assert!((10_000_001..14_000_000).contains(&bytes), "{request}");
        }
    }
    let after = memory(page).await;
    assert!(
        after.wasm - before.wasm < ALLOWED_BYTES,
        "wasm: {} to {}",
        before.wasm,
        after.wasm
    );
    assert!(
        after.js_heap - before.js_heap < ALLOWED_BYTES,
        "JavaScript: {} to {}",
        before.js_heap,
        after.js_heap
    );
    page.assert_no_console_problems().await;
}
