//! The table of faults holds for Firefox and WebKit.

use crate::browser::Engine;
use crate::faults_table;
use crate::in_each_engine;
use crate::visit::Visit;

in_each_engine!(the_table_of_faults_holds);

async fn the_table_of_faults_holds(visit: &mut Visit) {
    let engine = match visit.engine() {
        Engine::Firefox => "Firefox",
        Engine::WebKit => "WebKit",
    };
    faults_table::assert_column(visit.page(), engine).await;
}
