//! The requests in another order, fewer of them, and as a table; and the figures of all.

use super::browser::{Name, Page, WAIT_TIMEOUT};
use super::documents::{concurrent, workload};
use super::screen::Screen;
use super::screen_text::PEAK_IN_FLIGHT;
use super::timeline::visit_after_a_run;
use super::visit::Visit;
use serde_json::{Value, json};

/// The numbers in the table's first column, as far as they are in sight.
async fn listed(page: &Page) -> Value {
    page.evaluate("[...document.querySelectorAll('.request-table tbody button')].map(b => Number(b.textContent))")
        .await
}

async fn open_table(screen: &Screen) {
    let fold = screen
        .page()
        .by_role("DisclosureTriangle", Name::contains("as a table"));
    fold.await.click().await;
    screen
        .page()
        .until(
            "document.querySelector('.request-table tbody button') !== null",
            WAIT_TIMEOUT,
        )
        .await;
}

#[tokio::test]
async fn rows_are_sorted_and_filtered_in_waterfall_and_table_alike() {
    let (visit, report) = visit_after_a_run().await;
    let Visit { page, screen, .. } = &visit;
    open_table(screen).await;
    assert_eq!(listed(page).await[0], 0);
    let requests = report["lanes"][0]["requests"].as_array().expect("requests");
    let duration = |request: &Value| {
        request["endedMs"].as_f64().expect("ended")
            - request["dispatchedMs"].as_f64().expect("sent")
    };
    let longest = requests.iter().map(duration).fold(0.0, f64::max);
    // A clock's ticks make some as long as each other.
    let longest: Vec<_> = requests
        .iter()
        .filter(|request| duration(request) > longest - 0.01)
        .map(|request| request["index"].clone())
        .collect();
    page.by_role("combobox", "Sort by")
        .await
        .choose("duration")
        .await;
    let first = "Number(document.querySelector('.request-table tbody button').textContent)";
    let is_longest = format!("{}.includes({first})", json!(longest));
    page.until(&is_longest, WAIT_TIMEOUT).await;

    page.by_role("combobox", "Show")
        .await
        .choose("failures")
        .await;
    page.until(
        "document.querySelector('.request-table table').ariaRowCount === '7'",
        WAIT_TIMEOUT,
    )
    .await;
    let failed: Vec<_> = requests
        .iter()
        .filter(|request| request["outcome"] != "succeeded")
        .map(|request| request["index"].clone())
        .collect();
    let mut shown: Vec<_> = listed(page).await.as_array().expect("a list").clone();
    shown.sort_by_key(Value::as_u64);
    assert_eq!(shown, failed);

    // The arrow keys go from row to row.
    page.execute("document.activeElement.blur()", vec![]).await;
    page.press_times("ArrowDown", 2).await;
    let second = listed(page).await[1].clone();
    page.until(
        &format!("document.querySelector('#chosen-request').value === '{second}'"),
        WAIT_TIMEOUT,
    )
    .await;

    page.by_role("combobox", "Show")
        .await
        .choose("all requests")
        .await;
    page.by_role("searchbox", Name::contains("Find"))
        .await
        .type_text("request=7&")
        .await;
    page.until(
        "document.querySelector('.request-table table').ariaRowCount === '3'",
        WAIT_TIMEOUT,
    )
    .await;
    assert_eq!(listed(page).await, json!([7]));
    page.assert_no_console_problems_but_failed_loads().await;
}

#[tokio::test]
async fn the_table_holds_only_the_rows_in_sight() {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    let many = concurrent(workload(3_000, 0), 200);
    page.run_experiment(many).await.expect("it runs");
    screen.until_idle().await;
    open_table(screen).await;
    let rows = "document.querySelectorAll('.request-table tbody tr').length";
    assert!(page.evaluate(rows).await.as_u64().expect("a number") < 60);
    let count = "document.querySelector('.request-table table').ariaRowCount";
    assert_eq!(page.evaluate(count).await, "3002");
    page.execute(
        "document.querySelector('.request-table .wide').scrollTop = 1e9",
        vec![],
    )
    .await;
    let last = "[...document.querySelectorAll('.request-table tbody button')].at(-1).textContent";
    page.until(&format!("{last} === '2999'"), WAIT_TIMEOUT)
        .await;
    assert!(page.evaluate(rows).await.as_u64().expect("a number") < 60);
    // What is chosen elsewhere comes into sight here.
    screen.request_number().await.fill("1500").await;
    page.until(
        "document.querySelector('.request-table tr.chosen button')?.textContent === '1500'",
        WAIT_TIMEOUT,
    )
    .await;
}

#[tokio::test]
async fn every_figure_is_the_reports_and_says_what_it_means() {
    let (visit, report) = visit_after_a_run().await;
    let Visit { page, screen, .. } = &visit;
    screen.until_says("Statistics", "Makespan").await;
    let cells = "Object.fromEntries([...document.querySelectorAll('.statistics tbody tr')].map(row =>
        [row.querySelector('summary').textContent, [...row.querySelectorAll('td')].map(c => c.textContent)]))";
    let cells = page.evaluate(cells).await;
    let lane = &report["lanes"][1];
    assert_eq!(cells[PEAK_IN_FLIGHT][1], lane["maxInFlight"].to_string());
    let p95 = lane["durationMs"]["p95"]
        .as_f64()
        .expect("a number")
        .round();
    assert_eq!(cells["Duration, p95"][1], format!("{p95} ms"));
    let speedup = lane["speedup"].as_f64().expect("a number");
    assert_eq!(cells["Speedup"][1], format!("{speedup:.1}×"));
    let efficiency =
        lane["idealMs"].as_f64().expect("it has") / lane["makespanMs"].as_f64().expect("it has");
    assert_eq!(
        cells["Efficiency"][1],
        format!("{:.0} %", efficiency * 100.0)
    );

    let fold = page.by_role("DisclosureTriangle", "Duration, p95").await;
    fold.click().await;
    screen
        .until_says("Statistics", "nearest rank: number ⌈95/100 · n⌉")
        .await;
    // Each of forty durations is in one bin, in either lane.
    let bins = "[...document.querySelectorAll('.bins')].map(lane => [...lane.children]
        .reduce((sum, bin) => sum + Number(bin.title.split(': ')[1]), 0))";
    assert_eq!(page.evaluate(bins).await, json!([40, 40]));
}
