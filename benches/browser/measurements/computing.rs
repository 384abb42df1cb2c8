//! Computations: who gains, and who freezes.

use serde_json::{Value, json};

use super::browser::ExpectedReport;
use super::figures::Figures;
use super::sheet::{Sheet, Target};
use super::visit::Visit;

const ROUNDS: usize = 3;
const ITEMS: u64 = 16;
/// Each of them, in ms.
const EACH: u32 = 100;

pub async fn measure(visit: &Visit, sheet: &mut Sheet) {
    let [mut against_sequential, mut speedups] = [const { Vec::new() }; 2];
    let [mut freezes, mut freezes_with_threads] = [const { Vec::new() }; 2];
    for _ in 0..ROUNDS {
        visit.note_fixed_work(sheet).await;
        let report = run(visit).await;
        let [sequential, concurrent, threads] =
            [0, 1, 2].map(|place| ExpectedReport::lane(&report, place).succeeded(ITEMS));
        let makespan = |lane: &ExpectedReport<'_>| lane.number("makespanMs");
        against_sequential.push(makespan(&concurrent) / makespan(&sequential));
        speedups.push(makespan(&sequential) / makespan(&threads));
        freezes.push(concurrent.number("longestFreezeMs"));
        freezes_with_threads.push(threads.number("longestFreezeMs"));
    }
    let rows = [
        (
            "16 × 100 ms computed: concurrent over sequential",
            against_sequential,
            Target::AtMost(1.10),
        ),
        (
            "the same: 2 workers, times faster",
            speedups,
            Target::AtLeast(1.7),
        ),
    ];
    for (what, values, target) in rows {
        let figures = Figures::new(values);
        sheet.add_ratio(what, figures.median(), figures.say(3, ""), target);
    }
    let rows = [
        (
            "the same: longest freeze, concurrent",
            freezes,
            Target::AtLeast(90.0),
        ),
        (
            "the same: longest freeze, 2 workers",
            freezes_with_threads,
            Target::AtMost(50.0),
        ),
    ];
    for (what, values, target) in rows {
        let figures = Figures::new(values);
        sheet.add(what, figures.median(), figures.to_string(), target);
    }
}

async fn run(visit: &Visit) -> Value {
    let experiment = json!({
        "workload": {"kind": "compute", "requests": ITEMS, "computeMs": EACH},
        "lanes": [
            {"strategy": "sequential"},
            {"strategy": "concurrent", "limit": 10},
            {"strategy": "threads", "workers": 2},
        ],
    });
    let report = visit.page.run_experiment(experiment).await;
    report.unwrap_or_else(|refusal| panic!("the page refused: {refusal}"))
}
