//! Under a project's sub-path, and without a network after one visit.

use super::browser::{ExpectedReport, StaticSite, WAIT_TIMEOUT};
use super::documents::{concurrent, workload};
use super::screen::{COMPARE, CONCURRENT};
use super::threads::assert_threads_run_well;
use super::visit::{Visit, assert_runs_well, dist, until_all_is_kept};

#[tokio::test]
async fn it_works_under_a_sub_path_and_offline_after_one_visit() {
    let mut visit = Visit::to(StaticSite::serve(dist(), "/fetch-playground/")).await;
    let Visit {
        page, screen, site, ..
    } = &mut visit;
    let report = page
        .run_experiment(concurrent(workload(10, 5), 5))
        .await
        .expect("it runs");
    ExpectedReport::lane(&report, 0)
        .succeeded(10)
        .max_in_flight_at_source_at_most(5);
    let url = report["lanes"][0]["requests"][0]["url"]
        .as_str()
        .expect("an address");
    assert!(
        url.starts_with(&site.url_of("lab/")),
        "outside the sub-path: {url}"
    );
    assert_eq!(site.missing(), Vec::<String>::new());
    let outside = |path: &String| !path.starts_with("/fetch-playground/");
    let paths = site.requests().into_iter().map(|request| request.path);
    assert_eq!(
        paths.filter(outside).collect::<Vec<_>>(),
        Vec::<String>::new()
    );

    until_all_is_kept(page).await;
    site.stop();
    page.reload().await;
    page.until_app_ready().await;
    let report = page
        .run_experiment(concurrent(workload(10, 5), 5))
        .await
        .expect("it runs");
    ExpectedReport::lane(&report, 0)
        .succeeded(10)
        .max_in_flight_at_source_at_most(5);
    screen.until_says(CONCURRENT, "10 Succeeded").await;
    // A link with a query, as from a bookmark, leads to the same page.
    page.goto(&site.url_of("?from=bookmark")).await;
    page.until_app_ready().await;
    let problems = page.console_problems().await;
    let unexpected = problems.iter().filter(|problem| !problem.is_failed_load());
    assert_eq!(unexpected.count(), 0, "{problems:?}");
}

#[tokio::test]
async fn a_visit_that_ran_nothing_is_enough_for_offline() {
    let mut visit = Visit::to(StaticSite::serve(dist(), "/fetch-playground/")).await;
    let Visit {
        page, screen, site, ..
    } = &mut visit;
    page.until_controlled_by_service_worker().await;
    until_all_is_kept(page).await;
    site.stop();
    page.reload().await;
    page.until_app_ready().await;
    screen.help_button().await.click().await;
    screen.help().await;
    page.press("Escape").await;
    screen.until_help_is_closed().await;
    screen.field("Requests").await.fill("6").await;
    screen.run().await.click().await;
    screen.until_says(CONCURRENT, "6 Succeeded").await;
    screen.until_says(COMPARE, "Sequential").await;
    assert_eq!(screen.notice_now().await, "");
}

#[tokio::test]
async fn what_threads_need_is_kept_after_one_run_of_anything() {
    let mut visit = Visit::to(StaticSite::serve(dist(), "/fetch-playground/")).await;
    let Visit { page, site, .. } = &mut visit;
    assert_runs_well(page).await;
    // It is fetched behind the run, not before it.
    for file in [
        "fetch_worker_start.js",
        "fetch_worker.js",
        "fetch_worker_bg.wasm",
    ] {
        let is_kept = format!("caches.match('{file}').then(kept => kept !== undefined)");
        page.until(&is_kept, WAIT_TIMEOUT).await;
    }
    site.stop();
    page.reload().await;
    page.until_app_ready().await;
    assert_threads_run_well(page).await;
    assert_eq!(site.missing(), Vec::<String>::new());
}
