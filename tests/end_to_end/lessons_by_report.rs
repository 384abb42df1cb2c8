//! Every lesson, from its first to its last step, by the report of what ran: what it claims is so.
//! The claims stand in `claims_*`, each written by hand and none with what predicts the lesson's
//! own answer. Times are compared with wide margins, and never held to a window.

use super::lab_server::LabServer;
use super::lesson::{Claims, lessons, teach, teach_on};
use super::visit::Visit;
use super::{claims_of_failures, claims_of_threads, claims_of_waiting};

#[test]
fn no_lesson_is_left_out() {
    let tables: [&[Claims]; 6] = [
        &claims_of_waiting::SHORT,
        &claims_of_waiting::LONG,
        &claims_of_failures::ALL,
        &claims_of_threads::ALL,
        &claims_of_threads::LONG,
        &claims_of_threads::BESIDE_A_SERVER,
    ];
    let mut claimed: Vec<_> = tables.concat().into_iter().map(|(id, _)| id).collect();
    claimed.sort_unstable();
    let all = lessons();
    let mut taught: Vec<_> = all.iter().map(|lesson| lesson.id.as_str()).collect();
    taught.sort_unstable();
    assert_eq!(claimed, taught);
}

/// Most of the time all of them wait, so they wait side by side, each on a page of its own.
#[tokio::test]
async fn the_claims_about_waiting_hold() {
    futures::join!(
        teach(&claims_of_waiting::SHORT),
        teach(&claims_of_waiting::LONG),
        teach(&claims_of_threads::LONG),
    );
}

#[tokio::test]
async fn the_claims_about_the_browsers_connections_hold() {
    let server = LabServer::start();
    let visit = Visit::beside(&server).await;
    teach_on(&visit, &claims_of_threads::BESIDE_A_SERVER).await;
}
