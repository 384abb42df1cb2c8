//! Debug mode: each attempt by name in the browser's own profiler.

use super::browser::{ExpectedReport, Page};
use super::debug_log::{attempts, ms, open_log};
use super::documents::{both_lanes, with_faults, with_policy, workload};
use super::visit::Visit;
use serde_json::{Value, json};

/// Name and length of what there is of a kind in the browser's profiler.
async fn entries(page: &Page, kind: &str) -> Vec<(String, f64)> {
    let script = format!(
        "performance.getEntriesByType('{kind}').map(entry => [entry.name, entry.duration])"
    );
    let all = page.evaluate(&script).await;
    let all = all.as_array().expect("entries").iter();
    all.map(|entry| {
        let name = entry[0].as_str().expect("a name").to_owned();
        (name, entry[1].as_f64().expect("a length"))
    })
    .collect()
}

/// Each attempt of the report's is measured once, by its own length, and nothing else is.
#[track_caller]
fn assert_measured(measures: &[(String, f64)], marks: &[(String, f64)], report: &Value) {
    let is_wait = |name: &str| name.ends_with("waits for a permit");
    let flights = measures.iter().filter(|(name, _)| !is_wait(name)).count();
    let (mut sent, mut retries) = (0, 0);
    for (lane, title) in ExpectedReport::lanes(report)
        .into_iter()
        .zip(["Sequential", "Concurrent, limit 4"])
    {
        for (request, index) in lane.requests().iter().zip(0..) {
            for (attempt, number) in attempts(request).iter().zip(1..) {
                let name = match number {
                    1 => format!("{title}: request {index}"),
                    _ => format!("{title}: request {index}, attempt {number}"),
                };
                let fitting: Vec<_> = measures
                    .iter()
                    .filter(|(other, _)| *other == name)
                    .collect();
                assert_eq!(fitting.len(), 1, "{name} among {measures:?}");
                let length = ms(attempt, "endedMs") - ms(attempt, "dispatchedMs");
                assert!(
                    (fitting[0].1 - length).abs() < 0.01,
                    "{fitting:?}: {length}"
                );
                let waited = ms(attempt, "dispatchedMs") - ms(attempt, "queuedMs");
                let wait = format!("{name} waits for a permit");
                let wait = measures.iter().find(|(other, _)| *other == wait);
                let told = wait.map_or(0.0, |(_, length)| *length);
                assert!(
                    (told - waited).abs() < 0.01,
                    "{name} waited {waited}, not {told}"
                );
                sent += 1;
            }
            retries += attempts(request).len() - 1;
        }
    }
    assert_eq!((flights, marks.len()), (sent, retries));
    assert!(retries > 0, "nothing was tried again");
}

#[tokio::test]
async fn with_debug_mode_on_the_profiler_knows_each_request_and_with_it_off_none() {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    let faulty = with_faults(workload(20, 5), json!({"serverError": 0.1}));
    let experiment = with_policy(both_lanes(faulty, 4), json!({"retries": 1}));
    let nothing: Vec<(String, f64)> = Vec::new();
    page.run_experiment(experiment.clone())
        .await
        .expect("it runs");
    assert_eq!(entries(page, "measure").await, nothing);

    open_log(screen).await;
    page.by_role("checkbox", "Debug mode").await.click().await;
    // It is remembered, and a second run takes the first one's place.
    page.reload().await;
    page.until_app_ready().await;
    page.run_experiment(experiment.clone())
        .await
        .expect("it runs");
    let mine = "performance.measure('mine', {start: 0, end: 1}), performance.mark('mine'), null";
    page.evaluate(mine).await;
    let report = page
        .run_experiment(experiment.clone())
        .await
        .expect("it runs");
    let [mut measures, mut marks] = [entries(page, "measure").await, entries(page, "mark").await];
    for all in [&mut measures, &mut marks] {
        let others = all.len();
        all.retain(|(name, _)| name != "mine");
        assert_eq!(all.len() + 1, others, "what is not ours was cleared");
    }
    assert_measured(&measures, &marks, &report);
    let detail = page
        .evaluate("performance.getEntriesByName('Concurrent, limit 4: request 7')[0].detail")
        .await;
    let on_track = json!({
        "dataType": "track-entry",
        "track": "Concurrent, limit 4",
        "trackGroup": "Fetch Playground",
        "color": "primary",
        "properties": [["Outcome", "Succeeded"]],
    });
    assert_eq!(detail["devtools"], on_track);

    screen.until_idle().await;
    open_log(screen).await;
    let switch = page.by_role("checkbox", "Debug mode").await;
    switch.click().await;
    let only_mine = vec![("mine".to_owned(), 1.0)];
    assert_eq!(entries(page, "measure").await, only_mine);
    page.run_experiment(experiment).await.expect("it runs");
    assert_eq!(entries(page, "measure").await, only_mine);
    assert_eq!(entries(page, "mark").await.len(), 1);
    page.assert_no_console_problems_but_failed_loads().await;
}
