//! The table of faults holds for Chromium.

use super::faults_table;
use super::visit::Visit;

#[tokio::test]
async fn the_table_of_faults_holds() {
    let visit = Visit::start().await;
    faults_table::assert_column(&visit.page, "Chromium").await;
}
