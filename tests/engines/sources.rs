//! Every strategy at a lab server, by both protocols, with faults of every kind.

use crate::browser::ExpectedReport;
use crate::documents::{at_server, lanes, with_faults, with_policy, workload};
use crate::in_each_engine;
use crate::lab_server::LabServer;
use crate::screen::{PATIENT_MS, run};
use crate::visit::Visit;
use serde_json::json;

in_each_engine!(
    every_strategy_reaches_a_lab_server_by_both_protocols,
    faults_of_every_kind_at_a_lab_server_end_as_planned,
);

async fn every_strategy_reaches_a_lab_server_by_both_protocols(visit: &mut Visit) {
    let server = LabServer::start();
    let in_turn = json!([{"strategy": "sequential"}, {"strategy": "blocking"}]);
    let parallel = json!([
        {"strategy": "concurrent", "limit": 12},
        {"strategy": "threads", "workers": 4},
    ]);
    // How many the server has at most: a browser opens six connections by HTTP/1.1.
    for (origin, concurrent) in [(server.http1(), 6), (server.http2(), 12)] {
        let quick = lanes(workload(10, 10), in_turn.clone());
        let report = run(visit.page(), at_server(quick, &origin)).await;
        for lane in ExpectedReport::lanes(&report) {
            lane.succeeded(10)
                .outcomes_sum_to(10)
                .times_in_order()
                .max_in_flight(1)
                .max_in_flight_at_source(1);
        }
        // So long that all of them are waiting before the first is answered.
        let long = lanes(workload(12, 700), parallel.clone());
        let report = run(visit.page(), at_server(long, &origin)).await;
        for (lane, (in_flight, at_source)) in [(12, concurrent), (4, 4)].into_iter().enumerate() {
            ExpectedReport::lane(&report, lane)
                .succeeded(12)
                .outcomes_sum_to(12)
                .times_in_order()
                .max_in_flight(in_flight)
                .max_in_flight_at_source(at_source);
        }
    }
}

async fn faults_of_every_kind_at_a_lab_server_end_as_planned(visit: &mut Visit) {
    let server = LabServer::start();
    let faults = json!({
        "serverError": 0.1, "notFound": 0.1, "tooManyRequests": 0.1, "slow": 0.1,
        "hang": 0.1, "drop": 0.1,
    });
    let strategies = json!([
        {"strategy": "concurrent", "limit": 6},
        {"strategy": "threads", "workers": 4},
    ]);
    for origin in [server.http1(), server.http2()] {
        let experiment = lanes(
            with_faults(workload(10, 10), faults.clone()),
            strategies.clone(),
        );
        let experiment = with_policy(experiment, json!({"timeoutMs": PATIENT_MS}));
        let report = run(visit.page(), at_server(experiment, &origin)).await;
        for lane in ExpectedReport::lanes(&report) {
            lane.outcomes_sum_to(10)
                .succeeded(5)
                .http_errors(3)
                .timed_out(1);
            let broken = lane.number_of("bodyBroken") + lane.number_of("networkError");
            assert_eq!(
                broken, 1,
                "a worker that blocks is not told which of the two"
            );
        }
    }
}
