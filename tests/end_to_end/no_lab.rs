//! No lab, or none any more: said in words, with what to do, and nothing lost.

use super::browser::{ExpectedReport, StaticSite};
use super::documents::{concurrent, workload};
use super::page_scripts::hard_reload;
use super::screen::{CONCURRENT, ERRORS};
use super::screen_text::{LAB_RESTARTED, LAB_SILENT};
use super::visit::{Visit, assert_runs_well, copy_of_dist, dist};
use serde_json::{Value, json};

/// A run during which `disturb` is done, on a host that answers everything with its page.
async fn disturbed_run(disturb: impl AsyncFnOnce(&Visit)) -> (Visit, Value) {
    let site = StaticSite::options(dist()).fallback_to_index().serve();
    let visit = Visit::to(site).await;
    let started = visit
        .page
        .start_experiment(concurrent(workload(200, 400), 20))
        .await;
    visit.screen.until_says(CONCURRENT, "in flight 20 ·").await;
    disturb(&visit).await;
    let report = started
        .result()
        .await
        .expect("a disturbed run has a report");
    ExpectedReport::lane(&report, 0)
        .outcomes_sum_to(200)
        .times_in_order();
    visit.screen.until_idle().await;
    (visit, report)
}

#[tokio::test]
async fn a_host_that_answers_instead_of_the_lab_is_distinguished_from_it() {
    let (visit, report) = disturbed_run(async |visit: &Visit| {
        // As when a person clears the site's data: the worker is gone at once.
        let wanted = json!({"origin": visit.site.url(), "storageTypes": "service_workers"});
        visit
            .page
            .devtools("Storage.clearDataForOrigin", wanted)
            .await;
    })
    .await;
    let Visit { page, screen, .. } = &visit;
    let lane = ExpectedReport::lane(&report, 0).has_no("maxInFlightAtSource");
    assert!(lane.number_of("succeeded") < 200, "the lab was taken away");
    let by_the_host = lane
        .requests()
        .iter()
        .filter(|request| request["error"]["kind"] == "notTheLab");
    let by_the_host: Vec<&Value> = by_the_host.collect();
    assert!(
        !by_the_host.is_empty(),
        "the host answered: {}",
        report["lanes"][0]["counts"]
    );
    for request in by_the_host {
        let words = request["error"]["message"].as_str().unwrap_or_default();
        assert!(
            words.contains("Fetch-Playground-Lab") && words.contains("reload the page"),
            "{words}"
        );
    }
    screen.until_says(CONCURRENT, "Network error").await;
    screen.until_says(CONCURRENT, LAB_SILENT).await;
    screen.until_says(ERRORS, "Network error").await;
    // A press, or at the latest a reload, brings the lab back.
    page.reload().await;
    page.until_app_ready().await;
    assert_runs_well(page).await;
    page.assert_no_console_problems_but_failed_loads().await;
}

#[tokio::test]
async fn a_worker_that_is_unregistered_during_a_run_loses_nothing() {
    let (visit, _) = disturbed_run(async |visit: &Visit| {
        let unregister = "navigator.serviceWorker.getRegistration()
            .then(found => found.unregister())";
        assert_eq!(visit.page.evaluate(unregister).await, true);
    })
    .await;
    assert_runs_well(&visit.page).await;
    visit
        .page
        .assert_no_console_problems_but_failed_loads()
        .await;
}

#[tokio::test]
async fn a_worker_that_the_browser_stops_during_a_run_is_a_restarted_lab() {
    let (visit, report) = disturbed_run(async |visit: &Visit| {
        visit.page.devtools("ServiceWorker.enable", json!({})).await;
        visit
            .page
            .devtools("ServiceWorker.stopAllWorkers", json!({}))
            .await;
    })
    .await;
    let Visit { page, screen, .. } = &visit;
    // What the old lab had counted is lost; half a count is not shown.
    ExpectedReport::lane(&report, 0).has_no("maxInFlightAtSource");
    screen.until_says(CONCURRENT, LAB_RESTARTED).await;
    assert_runs_well(page).await;
    page.assert_no_console_problems_but_failed_loads().await;
}

#[tokio::test]
async fn a_browser_without_service_workers_is_told_what_to_do() {
    let visit = Visit::without_service_workers().await;
    let Visit {
        page, screen, site, ..
    } = &visit;
    // Said as soon as the page opens, before a press that would fail.
    let at_first = screen.notice().await;
    assert!(at_first.contains("service worker"), "{at_first}");
    page.press("Space").await;
    let notice = screen.notice().await;
    assert!(
        notice.contains("service worker") && notice.contains("ordinary window"),
        "{notice}"
    );
    assert!(!screen.is_running().await, "nothing runs");
    let message = page
        .run_experiment(json!({}))
        .await
        .expect_err("there is no lab");
    assert!(
        notice.contains(&message),
        "the console says “{message}”, the page “{notice}”"
    );
    let lab_asked = site
        .requests()
        .iter()
        .any(|request| request.path.contains("lab/"));
    assert!(
        !lab_asked,
        "the host was asked instead: {:?}",
        site.requests()
    );
    page.assert_no_console_problems().await;
}

#[tokio::test]
async fn a_missing_service_worker_script_is_reported() {
    let build = copy_of_dist();
    std::fs::remove_file(build.path().join("service_worker.js")).expect("it was there");
    for site in [
        StaticSite::serve(build.path(), "/"),
        StaticSite::options(build.path())
            .fallback_to_index()
            .serve(),
    ] {
        let visit = Visit::to(site).await;
        let Visit { page, screen, .. } = &visit;
        page.press("Space").await;
        let notice = screen.notice().await;
        assert!(
            notice.contains("service worker") && notice.contains("Reload"),
            "{notice}"
        );
        assert!(
            !notice.contains("Error") && !notice.contains("0x"),
            "a raw exception: {notice}"
        );
        assert!(!screen.is_running().await, "nothing runs");
        page.assert_no_console_problems_but_failed_loads().await;
    }
}

#[tokio::test]
async fn a_hard_reload_goes_past_the_worker_and_the_page_runs_all_the_same() {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    page.run_experiment(concurrent(workload(2, 5), 2))
        .await
        .expect("it runs");
    hard_reload(page).await;
    screen.field("Requests").await.fill("6").await;
    screen.run().await.click().await;
    screen.until_says(CONCURRENT, "6 Succeeded").await;
    screen.until_idle().await;
    assert_eq!(screen.notice_now().await, "");
    page.assert_no_console_problems().await;
}

#[tokio::test]
async fn a_bypassed_service_worker_is_named_with_its_check_box() {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    assert_runs_well(page).await;
    page.devtools("Network.enable", json!({})).await;
    let bypass = async |bypass: bool| {
        let switch = json!({"bypass": bypass});
        page.devtools("Network.setBypassServiceWorker", switch)
            .await;
    };
    bypass(true).await;
    for reload in ["no", "an ordinary", "a hard"] {
        match reload {
            "no" => {}
            "a hard" => hard_reload(page).await,
            _ => page.reload().await,
        }
        page.until_app_ready().await;
        screen.run().await.click().await;
        let notice = screen.notice().await;
        assert!(
            notice.contains("“Bypass for network”") && !notice.contains("Reload"),
            "after {reload} reload: {notice}"
        );
        assert!(!screen.is_running().await, "nothing runs");
    }
    // Without a reload.
    bypass(false).await;
    screen.field("Requests").await.fill("6").await;
    screen.run().await.click().await;
    screen.until_says(CONCURRENT, "6 Succeeded").await;
    assert_eq!(screen.notice_now().await, "");
    page.assert_no_console_problems_but_failed_loads().await;
}
