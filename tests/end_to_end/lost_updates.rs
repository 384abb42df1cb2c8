//! The lesson on a lock, again and again: without one updates are lost, with one none is, every
//! time and not only when it is shown.

use super::browser::ExpectedReport;
use super::claims_of_waiting::assert_updates_lost;
use super::lesson::lesson;
use super::visit::Visit;
use playground_core::documents::experiment::to_json;

/// Together ten runs; pages that run at the same time disturb each other as a busy machine does.
const PAGES: usize = 2;
const TIMES_EACH: usize = 5;

#[tokio::test]
async fn without_a_lock_updates_are_lost_every_time_and_with_one_never() {
    futures::future::join_all((0..PAGES).map(|_| run_again_and_again())).await;
}

async fn run_again_and_again() {
    let visit = Visit::start().await;
    let page = &visit.page;
    // Without a lock, and with one around the update.
    let document = to_json(&lesson("lost-updates").experiment(1));
    for _ in 0..TIMES_EACH {
        let report = page.run_experiment(document.clone()).await;
        let report = report.expect("it runs");
        let lanes = ExpectedReport::lanes(&report);
        assert_eq!(lanes.len(), 2);
        for lane in &lanes {
            lane.succeeded(20).outcomes_sum_to(20).max_in_flight(20);
        }
        assert_updates_lost(lanes[0]);
        assert_eq!(lanes[1].number("counterAtSource"), 20.0);
    }
    page.assert_no_console_problems().await;
}
