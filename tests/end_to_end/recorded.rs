//! Record and replay: a report is shown again as its run was shown, on another page.

use super::browser::Page;
use super::documents::{
    at_server, both_lanes, computed_on, lanes, with_faults, with_policy, workload,
};
use super::lab_server::LabServer;
use super::screen::{COMPARE, CONCURRENT, ERRORS, REQUEST, SEQUENTIAL, Screen, THREADS};
use super::visit::Visit;
use serde_json::{Value, json};

/// Two lanes in which much goes wrong.
pub fn eventful() -> Value {
    let faults = json!({
        "serverError": 0.1, "notFound": 0.1, "tooManyRequests": 0.05, "hang": 0.05, "drop": 0.1,
    });
    let policy = json!({"timeoutMs": 300, "retries": 1});
    with_policy(both_lanes(with_faults(workload(40, 5), faults), 8), policy)
}

/// What the page says of the runs, part by part.
pub async fn told(screen: &Screen) -> Vec<String> {
    let mut told = Vec::new();
    for part in [SEQUENTIAL, CONCURRENT, COMPARE, ERRORS] {
        told.push(screen.text_of(part).await);
    }
    told
}

/// What the page says of a request: title, outcome, words and address of each lane, and its
/// named values.
async fn told_of(screen: &Screen, request: u32) -> (Vec<String>, Vec<String>) {
    screen
        .request_number()
        .await
        .fill(&request.to_string())
        .await;
    screen.until_says(REQUEST, "Dispatched").await;
    let texts = async |script: &str| {
        let texts = screen.request().await.script(script).await;
        let texts = texts.as_array().expect("a list of texts").iter();
        let texts = texts.map(|text| text.as_str().expect("a text").to_owned());
        texts.collect::<Vec<_>>()
    };
    let heads = "return [...element.querySelectorAll('h3, .of-lane p')].map(it => it.textContent);";
    let values = "return [...element.querySelectorAll('.of-lane')].flatMap((lane, place) =>
        [...lane.querySelectorAll('dt')].map(name =>
            `${place}: ${name.textContent} = ${name.nextElementSibling.textContent}`));";
    (texts(heads).await, texts(values).await)
}

#[tokio::test]
async fn a_report_is_shown_on_a_fresh_page_as_its_run_was() {
    let there = Visit::start().await;
    let report = there
        .page
        .run_experiment(eventful())
        .await
        .expect("it runs");
    there.screen.until_idle().await;
    there.screen.until_says(ERRORS, "Timed out").await;
    let told_there = told(&there.screen).await;
    let requests = report["lanes"][0]["requests"].as_array().expect("requests");
    let retried = requests.iter().position(|it| it["attempts"][1].is_object());
    let retried = retried.expect("some request was retried") as u32;
    let chosen = [0, retried];
    let mut requests_there = Vec::new();
    for request in chosen {
        requests_there.push(told_of(&there.screen, request).await);
    }

    let here = Visit::start().await;
    let Visit { page, screen, .. } = &here;
    let shown = page.show_report(report.clone()).await;
    assert_eq!(shown, Ok(Value::Null));
    screen.until_says(ERRORS, "Timed out").await;
    assert_eq!(told(screen).await, told_there);
    for (request, (heads_there, values_there)) in chosen.into_iter().zip(requests_there) {
        let (heads, values) = told_of(screen, request).await;
        assert_eq!(heads, heads_there, "request {request}");
        assert!(values.len() > 10, "{values:?}");
        // Headers and bodies are not recorded, and everything else is.
        for value in values {
            assert!(values_there.contains(&value), "{value}: {values_there:?}");
        }
    }
    let notice = screen.notice().await;
    assert!(
        notice.contains("recorded report, made with Chrome"),
        "{notice}"
    );
    assert!(!screen.is_running().await);
    assert_eq!(screen.field("Requests").await.value().await, "40");
    assert_eq!(screen.field("Limit").await.value().await, "8");

    // And it can be run again.
    screen.run().await.click().await;
    screen.until_idle().await;
    screen
        .until_says(CONCURRENT, "the built-in lab counted")
        .await;
    assert_eq!(screen.notice_now().await, "");
    page.assert_no_console_problems_but_failed_loads().await;
}

/// Of each request what a report tells, without what is derived from points between the
/// clock's ticks.
fn requests(report: &Value) -> Vec<Value> {
    let lanes = report["lanes"].as_array().expect("lanes").iter();
    let all = lanes.flat_map(|lane| lane["requests"].as_array().expect("requests"));
    let mut all: Vec<_> = all.cloned().collect();
    for request in &mut all {
        let attempts = request["attempts"].as_array_mut().expect("attempts");
        for attempt in attempts {
            attempt["phasesMs"] = Value::Null;
        }
        request["phasesMs"] = Value::Null;
    }
    all
}

/// Saving a report that was read back saves it as it was.
async fn saved(page: &Page) -> Value {
    let keep = "URL.createObjectURL = blob => { window.__saved = blob.text(); return '#'; };";
    page.execute(keep, vec![]).await;
    page.by_role("button", "Save report").await.click().await;
    let text = page
        .evaluate("window.__saved.then(JSON.parse).then(JSON.stringify)")
        .await;
    serde_json::from_str(text.as_str().expect("a text")).expect("JSON")
}

#[tokio::test]
async fn threads_and_network_phases_are_recorded_too() {
    let server = LabServer::start();
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    let every = json!([
        {"strategy": "threads", "workers": 3},
        {"strategy": "concurrent", "limit": 12},
        {"strategy": "blocking"},
    ]);
    let faults = json!({"serverError": 0.2, "drop": 0.1});
    let policy = json!({"retries": 1});
    let mixed = computed_on(with_faults(workload(30, 10), faults), 2);
    let experiment = with_policy(lanes(mixed, every), policy);
    for experiment in [at_server(experiment.clone(), &server.http1()), experiment] {
        let report = page.run_experiment(experiment).await.expect("it runs");
        screen.until_idle().await;
        let before = told_of(screen, 7).await;
        let lane_before = screen.text_of(THREADS).await;
        assert_eq!(page.show_report(report.clone()).await, Ok(Value::Null));
        screen.until_says(COMPARE, "Threads").await;
        assert_eq!(screen.text_of(THREADS).await, lane_before);
        assert_eq!(told_of(screen, 7).await.0, before.0);
        let again = saved(page).await;
        assert_eq!(requests(&again), requests(&report));
        for (lane, other) in again["lanes"]
            .as_array()
            .expect("lanes")
            .iter()
            .zip(report["lanes"].as_array().expect("lanes"))
        {
            for name in [
                "ending",
                "maxInFlight",
                "counts",
                "startupMs",
                "blocking",
                "freezes",
                "idealMs",
            ] {
                assert_eq!(lane[name], other[name], "{name}");
            }
        }
        assert_eq!(again["environment"], report["environment"]);
    }
    page.assert_no_console_problems_but_failed_loads().await;
}
