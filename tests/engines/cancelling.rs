//! ■, and what comes after it.

use crate::browser::{ExpectedReport, WAIT_TIMEOUT, wait_until};
use crate::documents::{both_lanes, concurrent, workload};
use crate::in_each_engine;
use crate::screen::run;
use crate::visit::Visit;
use serde_json::json;

in_each_engine!(a_stopped_run_gives_every_request_its_outcome_and_empties_the_lab);

async fn a_stopped_run_gives_every_request_its_outcome_and_empties_the_lab(visit: &mut Visit) {
    let page = visit.page();
    let started = page
        .start_experiment(concurrent(workload(1_000, 2_000), 50))
        .await;
    visit.until_says("in flight 50").await;
    visit.press_button("Stop").await;
    let stopped = started.result().await.expect("a stopped run has a report");
    let lane = ExpectedReport::lane(&stopped, 0)
        .outcomes_sum_to(1_000)
        .times_in_order()
        .max_in_flight(50)
        .has_no("idealMs")
        .has_no("speedup");
    assert!(lane.number_of("cancelled") > 0, "it was stopped");
    visit.until_says("Stopped before its end").await;
    visit.until_idle().await;

    let url = lane.requests()[0]["url"].as_str().expect("an address");
    let (_, run_id) = url.split_once("run=").expect("an address names its run");
    let run_id = run_id.split('&').next();
    let ask = "const [run, done] = arguments;
        fetch(`lab/stats?run=${run}`).then(it => it.json()).then(it => done(it.inFlight));";
    let look = async || match page.execute_async(ask, vec![json!(run_id)]).await {
        count if count == 0 => Ok(()),
        count => Err(count),
    };
    wait_until("the lab to have nothing in flight", look, WAIT_TIMEOUT).await;

    let report = run(page, both_lanes(workload(20, 10), 5)).await;
    for (lane, limit) in [(0, 1), (1, 5)] {
        ExpectedReport::lane(&report, lane)
            .succeeded(20)
            .max_in_flight(limit)
            .max_in_flight_at_source_at_most(limit);
    }
}
