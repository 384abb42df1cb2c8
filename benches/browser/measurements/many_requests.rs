//! 20,000 short requests: how long they take, and how long the page stands still meanwhile.

use playground_core::lab::address::FOLDER;
use playground_core::units::RunId;
use serde_json::{Value, json};

use super::browser::ExpectedReport;
use super::documents::Load;
use super::figures::Figures;
use super::peer;
use super::sheet::{Sheet, Target};
use super::visit::Visit;

const LOAD: Load = Load {
    requests: 20_000,
    latency_ms: 5,
    limit: 200,
};
const ROUNDS: u64 = 2;
/// Run ids of the peer's own, away from those of other measurements.
const FIRST_RUN: u64 = 1_000_000;

pub async fn measure(visit: &Visit, sheet: &mut Sheet) {
    let [mut ours, mut gaps, mut gaps_after] = [const { Vec::new() }; 3];
    let [mut theirs, mut their_gaps] = [const { Vec::new() }; 2];
    for round in 0..ROUNDS {
        visit.note_fixed_work(sheet).await;
        let run = run_ours(visit).await;
        ours.push(ExpectedReport::lane(&run["report"], 0).number("makespanMs"));
        gaps.push(number(&run, "longestGapMs"));
        gaps_after.push(number(&run, "longestGapAfterMs"));
        let run = RunId(FIRST_RUN + round);
        let by_hand = peer::run_watching_frames(&visit.page, LOAD, FOLDER, run).await;
        theirs.push(by_hand.makespan_ms);
        their_gaps.push(by_hand.longest_gap_ms);
    }
    let rows = [
        ("20,000 × 5 ms, limit 200: the page", ours),
        ("the same by hand", theirs),
        ("longest time between frames while the page runs it", gaps),
        ("the same at its end, with the report", gaps_after),
        ("the same while it runs by hand", their_gaps),
    ];
    for (what, values) in rows {
        let figures = Figures::new(values);
        sheet.add(what, figures.median(), figures.to_string(), Target::None);
    }
}

async fn run_ours(visit: &Visit) -> Value {
    let script = "const [experiment, done] = arguments;
        measure.runWatchingFrames(experiment).then(done, error => done(String(error)));";
    let run = visit
        .page
        .execute_async(script, vec![LOAD.experiment()])
        .await;
    ExpectedReport::lane(&run["report"], 0)
        .succeeded(LOAD.requests.into())
        .max_in_flight(LOAD.limit.into())
        .max_in_flight_at_source_at_most(LOAD.limit.into());
    run
}

fn number(result: &Value, field: &str) -> f64 {
    let number = result[field].as_f64();
    number.unwrap_or_else(|| panic!("no {field} in what the page measured: {}", json!(result)))
}
