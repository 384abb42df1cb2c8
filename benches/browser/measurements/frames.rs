//! How smoothly the page goes on while it runs and draws: the time from frame to frame, beside the
//! same run with drawing switched off.

use serde_json::{Value, json};

use super::browser::ExpectedReport;
use super::figures::Figures;
use super::sheet::{Sheet, Target};
use super::visit::Visit;

const ROUNDS: usize = 3;
const REQUESTS: u64 = 10_000;
const LIMIT: u64 = 500;

/// One frame of a usual screen, in ms.
pub const ONE_FRAME_MS: f64 = 16.7;
/// The length from which on a browser calls a task long, and a person notices it.
pub const LONG_TASK_MS: f64 = 50.0;

pub async fn measure(visit: &Visit, sheet: &mut Sheet) {
    visit.open().await;
    let [mut with, mut without] = [const { Vec::new() }; 2];
    for round in 0..ROUNDS {
        visit.note_fixed_work(sheet).await;
        let order = if round % 2 == 0 {
            [true, false]
        } else {
            [false, true]
        };
        for draws in order {
            let run = run(visit, draws).await;
            if draws {
                assert_ne!(run["drawn"], 0, "nothing is drawn");
                with.push(run);
            } else {
                without.push(run);
            }
        }
    }
    visit.page.evaluate(&switch(true)).await;
    let is_off = without.iter().all(|run| run["drawn"] == 0);
    if !is_off {
        sheet.remark("This build of the page draws although drawing is off.".to_owned());
    }
    let bound = match is_off {
        true => Target::AtMost(ONE_FRAME_MS),
        false => Target::None,
    };
    add(sheet, "10,000 requests, limit 500", &with, &without, bound);
}

/// Adds what was measured while something was done beside what was measured while
/// it was not.
pub fn add(sheet: &mut Sheet, what: &str, with: &[Value], without: &[Value], bound: Target) {
    let figures = |runs: &[Value], field: &str| {
        let numbers = runs.iter().map(|run| number(run, field));
        Figures::new(numbers)
    };
    let (p95, bare) = (figures(with, "p95Ms"), figures(without, "p95Ms"));
    let row = format!("{what}: 95th percentile of the time between frames");
    let measured = format!("{}, without {}", p95.say(1, " ms"), bare.say(1, " ms"));
    sheet.add(&row, p95.median(), measured, Target::None);
    let beyond = p95.median() - bare.median();
    let row = format!("{what}: the same beyond that without");
    sheet.add(&row, beyond, format!("{beyond:.1} ms"), bound);
    let (longest, bare) = (figures(with, "longestMs"), figures(without, "longestMs"));
    let row = format!("{what}: longest time between frames");
    let measured = format!("{longest}, without {bare}");
    sheet.add(&row, longest.greatest(), measured, Target::None);
    let (longest, bare) = (
        figures(with, "longestTaskMs"),
        figures(without, "longestTaskMs"),
    );
    let row = format!("{what}: longest task (0: none of 50 ms)");
    let measured = format!("{longest}, without {bare}");
    let target = Target::AtMost(LONG_TASK_MS);
    sheet.add(&row, longest.greatest(), measured, target);
}

/// Runs with or without drawing, from empty canvases.
async fn run(visit: &Visit, draws: bool) -> Value {
    visit.page.evaluate(&switch(draws)).await;
    let experiment = json!({
        "workload": {
            "requests": REQUESTS,
            "latencyMs": {"distribution": "uniform", "min": 100, "max": 300},
        },
        "lanes": [{"strategy": "concurrent", "limit": LIMIT}],
        // Long enough never to matter.
        "policy": {"timeoutMs": 60_000},
    });
    let script = "const [experiment, done] = arguments;
        drawing.run(experiment).then(done, error => done(String(error)));";
    let run = visit.page.execute_async(script, vec![experiment]).await;
    ExpectedReport::lane(&run["report"], 0)
        .succeeded(REQUESTS)
        .max_in_flight(LIMIT);
    run
}

fn switch(draws: bool) -> String {
    let set = match draws {
        true => "delete document.documentElement.dataset.drawing",
        false => "document.documentElement.dataset.drawing = 'off'",
    };
    format!("({set}, drawing.wipe())")
}

fn number(result: &Value, field: &str) -> f64 {
    let number = result[field].as_f64();
    number.unwrap_or_else(|| panic!("no {field} in what the page measured: {result}"))
}
