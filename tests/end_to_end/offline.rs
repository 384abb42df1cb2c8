//! Under a project's sub-path, and without a network after one visit.

use super::browser::{ExpectedReport, SiteFault, StaticSite, WAIT_TIMEOUT, wait_until};
use super::documents::{concurrent, workload};
use super::new_build::{NEW_TITLE, make_new_build};
use super::screen::{COMPARE, CONCURRENT};
use super::threads::assert_threads_run_well;
use super::visit::{Visit, assert_runs_well, copy_of_dist, dist, until_all_is_kept};
use std::time::{Duration, Instant};

const TITLE: &str = "Fetch Playground";
/// A browser itself gives a silent server a minute or more.
const SOON: Duration = Duration::from_secs(20);

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

#[tokio::test]
async fn a_server_in_trouble_is_as_good_as_none() {
    let mut visit = Visit::to(StaticSite::serve(dist(), "/fetch-playground/")).await;
    let Visit { page, site, .. } = &mut visit;
    page.until_controlled_by_service_worker().await;
    until_all_is_kept(page).await;
    for fault in [
        SiteFault::NeverAnswers,
        SiteFault::StopsInTheMiddle,
        SiteFault::Status(500),
        SiteFault::Status(502),
    ] {
        site.set_fault(Some(fault));
        site.forget_requests();
        let begun = Instant::now();
        page.reload().await;
        page.until_app_ready().await;
        assert!(begun.elapsed() < SOON, "{fault:?}: {:?}", begun.elapsed());
        assert_eq!(page.title().await, TITLE, "{fault:?}");
        assert_runs_well(page).await;
        assert_threads_run_well(page).await;
        // A slow answer is waited for: this is no page that only looks at what it has kept.
        site.set_fault(None);
        page.reload().await;
        page.until_app_ready().await;
        let is_asked = site.requests();
        let is_asked = is_asked
            .iter()
            .any(|it| it.path == "/fetch-playground/" && it.status == 200);
        assert!(
            is_asked,
            "after {fault:?} the server works again, and is not asked"
        );
    }
    page.assert_no_console_problems_but_failed_loads().await;
}

#[tokio::test]
async fn what_the_server_means_to_say_is_shown() {
    let mut visit = Visit::to(StaticSite::serve(dist(), "/")).await;
    let Visit { page, site, .. } = &mut visit;
    page.until_controlled_by_service_worker().await;
    until_all_is_kept(page).await;
    site.set_fault(Some(SiteFault::Status(403)));
    page.reload().await;
    assert_eq!(page.text().await, "The server failed.");
    // Another page of this site is not ours to replace, whatever happens to it.
    site.set_fault(Some(SiteFault::Status(500)));
    page.goto(&site.url_of("another/")).await;
    assert_eq!(page.text().await, "The server failed.");
}

#[tokio::test]
async fn a_new_build_that_answers_late_is_not_mixed_with_the_kept_one() {
    let new_build = copy_of_dist();
    make_new_build(new_build.path());
    let mut visit = Visit::to(StaticSite::serve(dist(), "/")).await;
    let Visit {
        page, screen, site, ..
    } = &mut visit;
    page.until_controlled_by_service_worker().await;
    until_all_is_kept(page).await;
    site.set_fault(Some(SiteFault::NeverAnswers));
    page.reload().await;
    page.until_app_ready().await;
    site.replace_folder(new_build.path());
    site.forget_requests();
    site.set_fault(None);
    // The answer that the reload asked for comes now.
    let look = async || match site.count_of("") {
        0 => Err("the page was not answered"),
        _ => Ok(()),
    };
    wait_until("the late answer", look, WAIT_TIMEOUT).await;
    assert_eq!(page.title().await, TITLE);
    assert_runs_well(page).await;
    screen.help_button().await.click().await;
    screen.help().await;
    page.reload().await;
    page.until_app_ready().await;
    assert_eq!(page.title().await, NEW_TITLE);
    assert_runs_well(page).await;
    page.assert_no_console_problems_but_failed_loads().await;
}
