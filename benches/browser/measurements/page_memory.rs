//! What a large run keeps: the page's WebAssembly memory, which never shrinks, and what is left on
//! JavaScript's heap after a collection.

use playground_core::wording::numbers::group_digits;
use serde_json::{Value, json};

use super::browser::Page;
use super::screen::{SEQUENTIAL, Screen};
use super::sheet::{Sheet, Target};
use super::visit::Visit;

const REQUESTS: u32 = 50_000;
const MEGABYTE: f64 = 1_000_000.0;

/// Keeps the memory of the page's program, whatever the build calls it.
const KEEP_MEMORY: &str = "addEventListener('TrunkApplicationStarted', ({detail}) => {
    const exported = Object.values(detail.wasm);
    window.__wasmMemory = exported.find(it => it instanceof WebAssembly.Memory);
});";

/// In bytes.
#[derive(Clone, Copy)]
struct Used {
    wasm: f64,
    heap: f64,
}

pub async fn measure(visit: &Visit, sheet: &mut Sheet) {
    let page = &visit.page;
    let source = json!({"source": KEEP_MEMORY});
    page.devtools("Page.addScriptToEvaluateOnNewDocument", source)
        .await;
    page.devtools("Performance.enable", json!({})).await;
    // What another measurement ran is not to be what this one starts from.
    page.evaluate("localStorage.clear()").await;
    visit.open().await;
    let screen = Screen::new(page.clone());
    // Set as a person does: the console's report of that many requests would be most
    // of what there is.
    screen
        .field("Requests")
        .await
        .fill(&REQUESTS.to_string())
        .await;
    screen.latency_kind().await.choose("all the same").await;
    screen.field("Each").await.fill("5").await;
    screen.field("Limit").await.fill("500").await;
    screen.unfold_settings().await;
    screen.field("Timeout").await.fill("60000").await;
    screen.lane_switch(SEQUENTIAL).await.click().await;

    let idle = used(page).await;
    let run = "const done = arguments[0];
        drawing.runByButton().then(done, error => done(String(error)));";
    let counts = page.execute_async(run, vec![]).await;
    let all = group_digits(u64::from(REQUESTS));
    let counts = counts.as_str().unwrap_or_default();
    assert!(counts.contains(&all), "it says: {counts}");
    let after = used(page).await;

    let (wasm, heap) = (after.wasm - idle.wasm, after.heap - idle.heap);
    let measured = format!(
        "{:.1} MB ({:.1} of WebAssembly above {:.1}, {:.1} of JavaScript above {:.1})",
        (wasm + heap) / MEGABYTE,
        wasm / MEGABYTE,
        idle.wasm / MEGABYTE,
        heap / MEGABYTE,
        idle.heap / MEGABYTE,
    );
    let what = "50,000 requests run: memory above idle";
    let value = (wasm + heap) / MEGABYTE;
    sheet.add_megabytes(what, value, measured, Target::AtMost(100.0));
    page.evaluate("localStorage.clear()").await;
    visit.open().await;
}

async fn used(page: &Page) -> Used {
    page.devtools("HeapProfiler.collectGarbage", json!({}))
        .await;
    let wasm = page.evaluate("window.__wasmMemory.buffer.byteLength").await;
    let metrics = page.devtools("Performance.getMetrics", json!({})).await;
    let metrics = metrics["metrics"].as_array().into_iter().flatten();
    let heap = metrics
        .filter(|metric| metric["name"] == "JSHeapUsedSize")
        .find_map(|metric| metric["value"].as_f64());
    Used {
        wasm: number(&wasm),
        heap: heap.expect("the browser counts its heap"),
    }
}

fn number(value: &Value) -> f64 {
    let number = value.as_f64();
    number.unwrap_or_else(|| panic!("no number of bytes: {value}"))
}
