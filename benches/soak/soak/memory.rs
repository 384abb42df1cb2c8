//! What is in memory after a run.

use std::fmt;

use serde_json::json;

use super::browser::Page;
use super::processes;

const MEGABYTE: f64 = 1_000_000.0;

/// By how much the last tenth of the runs may be above the first.
const FLAT: f64 = 1.05;

/// Keeps the memory of the page's program, whatever the build calls it.
const KEEP_MEMORY: &str = "addEventListener('TrunkApplicationStarted', ({detail}) => {
    const exported = Object.values(detail.wasm);
    window.__wasmMemory = exported.find(it => it instanceof WebAssembly.Memory);
});";

/// In bytes, with names.
#[derive(Clone, Copy, Debug)]
pub struct Memory([(&'static str, f64); 4]);

impl Memory {
    /// To be called before the page is loaded.
    pub async fn prepare(page: &Page) {
        let source = json!({"source": KEEP_MEMORY});
        page.devtools("Page.addScriptToEvaluateOnNewDocument", source)
            .await;
    }

    pub async fn now(page: &Page) -> Self {
        page.devtools("HeapProfiler.collectGarbage", json!({}))
            .await;
        let heap = page.devtools("Runtime.getHeapUsage", json!({})).await;
        let heap = heap["usedSize"].as_f64().expect("a size");
        let wasm = page.evaluate("window.__wasmMemory.buffer.byteLength").await;
        let wasm = wasm.as_f64().expect("the page's memory");
        Self([
            ("page's WebAssembly", wasm),
            ("page's JavaScript", heap),
            // Of the page with its workers, and of its service worker.
            ("browser's renderers", processes::renderers_bytes()),
            ("lab server and driver", processes::own_bytes()),
        ])
    }
}

impl fmt::Display for Memory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = self.0.iter();
        let parts = parts.map(|(name, bytes)| format!("{name} {:.1} MB", bytes / MEGABYTE));
        f.write_str(&parts.collect::<Vec<_>>().join(", "))
    }
}

#[derive(Default)]
pub struct Samples(Vec<Memory>);

impl Samples {
    pub fn add(&mut self, memory: Memory) {
        self.0.push(memory);
    }

    /// Prints how the last tenth compares with the first, and panics if anything has grown.
    pub fn assert_flat(&self) {
        let tenth = (self.0.len() / 10).max(1);
        let (first, last) = (&self.0[..tenth], &self.0[self.0.len() - tenth..]);
        let mean = |samples: &[Memory], part: usize| {
            let sum: f64 = samples.iter().map(|memory| memory.0[part].1).sum();
            sum / samples.len() as f64
        };
        let mut grown = Vec::new();
        for (part, (name, _)) in first[0].0.iter().enumerate() {
            let [before, after] = [mean(first, part), mean(last, part)];
            let [before_mb, after_mb] = [before, after].map(|bytes| bytes / MEGABYTE);
            println!("{name}: {before_mb:.1} MB in the first tenth, {after_mb:.1} MB in the last");
            if after > before * FLAT {
                grown.push(*name);
            }
        }
        assert!(grown.is_empty(), "grown by more than 5 %: {grown:?}");
    }
}
