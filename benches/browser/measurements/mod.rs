//! Runs what was asked for, one thing after the other, in one browser that is alone.

#![allow(
    clippy::disallowed_methods,
    reason = "native code may use the system's clock and threads"
)]

#[path = "../../../tests/support/browser/mod.rs"]
mod browser;
#[path = "../../../tests/support/lab_server.rs"]
mod lab_server;
#[path = "../../../tests/end_to_end/screen.rs"]
#[allow(dead_code, reason = "a measurement presses a few of its controls")]
mod screen;

mod arguments;
mod computing;
mod default_experiment;
mod documents;
mod figures;
mod files;
mod first_bar;
mod frames;
mod lessons;
mod many_requests;
mod page_memory;
mod peer;
mod perf_cascade;
mod prompt_end;
mod rates;
mod recorded_run;
mod sheet;
mod threads;
mod visit;
mod waterfall;
mod zoom;

use arguments::Arguments;
use sheet::Sheet;
use visit::Visit;

pub fn main() {
    let arguments = Arguments::read(std::env::args().skip(1));
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    runtime.block_on(measure(&arguments));
}

async fn measure(arguments: &Arguments) {
    let mut sheet = Sheet::default();
    // Alone on the machine: no other browser is there yet.
    if arguments.wants("rates") {
        rates::measure(&mut sheet, arguments).await;
    }
    if arguments.wants_any_but("rates") {
        measure_controlled(&mut sheet, arguments).await;
    }
    sheet.print();
}

/// What needs a driver: keys are pressed, frames are watched, memory is read.
async fn measure_controlled(sheet: &mut Sheet, arguments: &Arguments) {
    let visit = Visit::start().await;
    // A first visit is one only as long as nothing else was measured.
    if arguments.wants("first-bar") {
        first_bar::measure(&visit, sheet).await;
    }
    if arguments.wants("default") {
        default_experiment::measure(&visit, sheet).await;
    }
    if arguments.wants("threads") {
        threads::measure(&visit, sheet).await;
    }
    if arguments.wants("computing") {
        computing::measure(&visit, sheet).await;
    }
    if arguments.wants("lessons") {
        lessons::measure(&visit, sheet).await;
    }
    if arguments.wants("prompt-end") {
        prompt_end::measure(&visit, sheet).await;
    }
    if arguments.wants("many") {
        many_requests::measure(&visit, sheet).await;
    }
    if arguments.wants("waterfall") {
        waterfall::measure(&visit, sheet).await;
    }
    if arguments.wants("zoom") {
        zoom::measure(&visit, sheet).await;
    }
    if arguments.wants("frames") {
        frames::measure(&visit, sheet).await;
    }
    if arguments.wants("memory") {
        page_memory::measure(&visit, sheet).await;
    }
    visit
        .page
        .assert_no_console_problems_but_failed_loads()
        .await;
}
