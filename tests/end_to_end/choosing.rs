//! Choosing a request, in each of the four ways, shows its times and its error in every lane.

use super::browser::{Name, Page};
use super::documents::{both_lanes, with_faults, workload};
use super::screen::{CONCURRENT, ERRORS, REQUEST, SEQUENTIAL, Screen};
use super::visit::Visit;
use serde_json::{Value, json};

const REQUESTS: u64 = 20;

/// A visit whose two lanes have run: a quarter was not found.
async fn visit_after_a_run() -> (Visit, Value) {
    let visit = Visit::start().await;
    let faulty = with_faults(workload(20, 10), json!({"notFound": 0.25}));
    let report = visit.page.run_experiment(both_lanes(faulty, 5)).await;
    let report = report.expect("it runs");
    visit.screen.until_idle().await;
    (visit, report)
}

/// The panel shows what the report says of this request, lane by lane.
async fn assert_shown(screen: &Screen, report: &Value, index: u64) {
    let number = screen.request_number().await.value().await;
    assert_eq!(number, index.to_string(), "the chosen request");
    let place = usize::try_from(index).expect("an index");
    for lane in report["lanes"].as_array().expect("lanes") {
        let request = &lane["requests"][place];
        let ended = request["endedMs"].as_f64().expect("it ended").round();
        screen
            .until_says(REQUEST, &format!("Ended at {ended} ms"))
            .await;
        let dispatched = request["dispatchedMs"]
            .as_f64()
            .expect("it was sent")
            .round();
        screen
            .until_says(REQUEST, &format!("Dispatched at {dispatched} ms"))
            .await;
        match request["error"]["message"].as_str() {
            Some(words) => screen.until_says(REQUEST, words).await,
            None => screen.until_says(REQUEST, "Succeeded").await,
        }
    }
    let text = screen.text_of(REQUEST).await;
    assert!(
        text.contains(SEQUENTIAL) && text.contains(CONCURRENT),
        "both lanes: {text}"
    );
}

fn first_that(report: &Value, outcome: &str) -> u64 {
    let requests = report["lanes"][0]["requests"].as_array().expect("requests");
    let found = requests
        .iter()
        .find(|request| request["outcome"] == outcome);
    found.expect("there is one")["index"]
        .as_u64()
        .expect("an index")
}

#[tokio::test]
async fn a_request_is_chosen_by_its_number_and_by_the_arrow_keys() {
    let (visit, report) = visit_after_a_run().await;
    let Visit { page, screen, .. } = &visit;
    for index in [
        first_that(&report, "httpError"),
        first_that(&report, "succeeded"),
    ] {
        screen.request_number().await.fill(&index.to_string()).await;
        assert_shown(screen, &report, index).await;
    }
    // A number that is no request's chooses none.
    screen.request_number().await.fill("20").await;
    screen.until_says(REQUEST, "Click a bar").await;

    page.execute("document.activeElement?.blur();", vec![])
        .await;
    page.press("ArrowDown").await;
    assert_shown(screen, &report, 0).await;
    page.press("ArrowUp").await;
    assert_shown(screen, &report, 0).await;
    page.press_times("ArrowDown", 3).await;
    assert_shown(screen, &report, 3).await;
    page.press("ArrowUp").await;
    assert_shown(screen, &report, 2).await;
    page.press_times("ArrowDown", 19).await;
    assert_shown(screen, &report, REQUESTS - 1).await;
    page.assert_no_console_problems_but_failed_loads().await;
}

#[tokio::test]
async fn a_request_is_chosen_by_its_button_among_the_errors() {
    let (visit, report) = visit_after_a_run().await;
    let Visit { page, screen, .. } = &visit;
    screen.until_says(ERRORS, "HTTP error 404 · 10").await;
    let index = first_that(&report, "httpError");
    // It failed in both lanes, so there are two buttons: either chooses it.
    let errors = screen.part(ERRORS).await;
    let name = format!("Request {index}");
    let buttons = errors.all_by_role("button", Name::exactly(&name)).await;
    assert_eq!(buttons.len(), 2, "a button in each lane");
    press_first(page, &name).await;
    assert_shown(screen, &report, index).await;
    let pressed = errors.all_by_role("button", Name::exactly(&name)).await;
    assert!(
        pressed.iter().all(|button| button.is("pressed")),
        "{pressed:?}"
    );
    page.assert_no_console_problems_but_failed_loads().await;
}

/// By keyboard, since its name alone does not say which of the two.
async fn press_first(page: &Page, name: &str) {
    let focus = "[...document.querySelectorAll('button')]
        .find(button => button.ariaLabel === arguments[0]).focus();";
    page.execute(focus, vec![json!(name)]).await;
    page.press("Enter").await;
}

#[tokio::test]
async fn a_request_is_chosen_by_clicking_its_bar() {
    let (visit, report) = visit_after_a_run().await;
    let Visit { page, screen, .. } = &visit;
    let mut chosen = Vec::new();
    for lane in [SEQUENTIAL, CONCURRENT] {
        let picture = screen.waterfall(lane).await;
        for share in [0.02, 0.5, 0.8] {
            picture.click_at(0.3, share).await;
            let number = screen.request_number().await.value().await;
            let index: u64 = number
                .parse()
                .expect("a click on a bar chooses its request");
            assert_shown(screen, &report, index).await;
            chosen.push(index);
        }
    }
    let (sequential, concurrent) = chosen.split_at(3);
    assert_eq!(
        sequential, concurrent,
        "the same row is the same request in each lane"
    );
    assert_eq!(sequential[0], 0, "the first row is the first request's");
    assert!(
        sequential.is_sorted() && sequential[2] > sequential[1],
        "rows go down: {chosen:?}"
    );
    page.assert_no_console_problems_but_failed_loads().await;
}
