//! The lessons whose claims are short beside what other tests would cost them.

use crate::lesson::teach_on;
use crate::visit::Visit;
use crate::{claims_of_failures, claims_of_threads};

#[tokio::test]
async fn the_claims_about_failures_hold() {
    teach_on(&Visit::alone().await, &claims_of_failures::ALL).await;
}

#[tokio::test]
async fn the_claims_about_threads_and_computing_hold() {
    teach_on(&Visit::alone().await, &claims_of_threads::ALL).await;
}
