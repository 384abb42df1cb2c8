//! The default experiment: both lanes against their ideal and each other, before and after a stop.

use serde_json::{Value, json};

use super::browser::ExpectedReport;
use super::figures::Figures;
use super::sheet::{Sheet, Target};
use super::visit::Visit;

const ROUNDS: usize = 3;
/// The experiment has this many requests, in each of its two lanes.
const REQUESTS: u64 = 100;
/// Half of the second lane is behind it by this fetch.
const STOPPED_AT_FETCH: u64 = REQUESTS + REQUESTS / 2;

pub async fn measure(visit: &Visit, sheet: &mut Sheet) {
    let experiment = visit.page.default_experiment().await;
    run_rounds(visit, sheet, &experiment, "default experiment").await;

    let stop = "const [experiment, number, done] = arguments;
        measure.stopAtFetch(experiment, number).then(done, error => done(String(error)));";
    let arguments = vec![experiment.clone(), json!(STOPPED_AT_FETCH)];
    let stopped = visit.page.execute_async(stop, arguments).await;
    let lane = ExpectedReport::lane(&stopped["report"], 1).outcomes_sum_to(REQUESTS);
    assert!(
        lane.number_of("cancelled") > 0,
        "it was to be stopped midway"
    );

    run_rounds(visit, sheet, &experiment, "after a stop in the middle").await;
}

async fn run_rounds(visit: &Visit, sheet: &mut Sheet, experiment: &Value, when: &str) {
    let [mut sequential, mut concurrent, mut speedups] = [const { Vec::new() }; 3];
    for _ in 0..ROUNDS {
        visit.note_fixed_work(sheet).await;
        let report = visit.page.run_experiment(experiment.clone()).await;
        let report = report.unwrap_or_else(|refusal| panic!("the page refused: {refusal}"));
        for (place, over_ideal) in [(0, &mut sequential), (1, &mut concurrent)] {
            let lane = ExpectedReport::lane(&report, place)
                .succeeded(REQUESTS)
                .outcomes_sum_to(REQUESTS)
                .makespan_at_least_ideal();
            over_ideal.push(lane.number("makespanMs") / lane.number("idealMs"));
        }
        speedups.push(ExpectedReport::lane(&report, 1).number("speedup"));
    }
    for (lane, over_ideal) in [("sequential", sequential), ("concurrent", concurrent)] {
        let figures = Figures::new(over_ideal);
        sheet.add_ratio(
            &format!("{when}: {lane} over its ideal"),
            figures.median(),
            figures.say(3, ""),
            Target::AtMost(1.15),
        );
    }
    let figures = Figures::new(speedups);
    sheet.add_ratio(
        &format!("{when}: speedup"),
        figures.median(),
        figures.say(2, "×"),
        Target::AtLeast(8.0),
    );
}
