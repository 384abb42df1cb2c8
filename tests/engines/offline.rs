//! Without a network after one visit.

use crate::browser::{ExpectedReport, WAIT_TIMEOUT};
use crate::documents::{lanes, workload};
use crate::in_each_engine;
use crate::screen::run;
use crate::visit::Visit;
use serde_json::json;

in_each_engine!(the_page_works_offline_after_one_visit);

async fn the_page_works_offline_after_one_visit(visit: &mut Visit) {
    let page = visit.page();
    page.until_controlled_by_service_worker().await;
    let is_kept = "(async () => {
        const all = (await caches.keys()).map(async name => (await caches.open(name)).keys());
        const files = (await Promise.all(all)).flat().map(request => request.url);
        return ['later-', 'fetch_worker_bg'].every(name => files.some(file => file.includes(name)));
    })()";
    page.until(is_kept, WAIT_TIMEOUT).await;
    visit.site.stop();
    visit.reload().await;
    let strategies = json!([
        {"strategy": "concurrent", "limit": 5},
        {"strategy": "threads", "workers": 3},
    ]);
    let report = run(visit.page(), lanes(workload(12, 20), strategies)).await;
    for (lane, in_flight) in [5, 3].into_iter().enumerate() {
        ExpectedReport::lane(&report, lane)
            .succeeded(12)
            .max_in_flight(in_flight)
            .max_in_flight_at_source_at_most(in_flight);
    }
    // A part that is loaded later.
    visit.follow_link("lessons/gather").await;
    visit.button("Run it").await;
}
