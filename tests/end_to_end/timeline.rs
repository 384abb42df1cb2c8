//! The waterfalls looked into: closer, along, and one request in all lanes.

use super::browser::{Page, WAIT_TIMEOUT};
use super::documents::{both_lanes, with_faults, workload};
use super::screen::REQUEST;
use super::visit::Visit;
use serde_json::{Value, json};

/// Two lanes of forty requests, five of which were not found.
pub async fn visit_after_a_run() -> (Visit, Value) {
    let visit = Visit::start().await;
    let mut work = workload(40, 0);
    work["latencyMs"] = json!({"distribution": "uniform", "min": 5, "max": 60});
    let faulty = with_faults(work, json!({"notFound": 0.125}));
    let report = visit.page.run_experiment(both_lanes(faulty, 5)).await;
    let report = report.expect("it runs");
    visit.screen.until_idle().await;
    visit
        .page
        .until(
            "document.querySelectorAll('.plot-tools').length === 2",
            WAIT_TIMEOUT,
        )
        .await;
    (visit, report)
}

/// From the first tick to the last, of each lane, in ms; what is in sight is about as long.
const SPREADS: &str = "[...document.querySelectorAll('.time-axis')].map(axis => {
    const ms = tick => {
        const [figure, unit] = tick.textContent.split(' ');
        return Number(figure.replaceAll(',', '')) * ({ms: 1, s: 1000})[unit ?? 'ms'];
    };
    return ms(axis.lastElementChild) - ms(axis.firstElementChild);
})";

async fn spread(page: &Page) -> f64 {
    let spreads = page.evaluate(SPREADS).await;
    let [one, other] = [0, 1].map(|lane| spreads[lane].as_f64().expect("a number"));
    assert!((one - other).abs() < 1e-6, "one axis for both: {spreads}");
    one
}

/// Turns the wheel or moves a pointer over the middle of a lane's plot.
async fn over_plot(page: &Page, lane: u32, script: &str) {
    let script = format!(
        "const plot = document.querySelectorAll('.plot-tools')[{lane}];
        const {{left, top, width, height}} = plot.getBoundingClientRect();
        const at = (x, y) => ({{
            clientX: left + width * x, clientY: top + height * y,
            bubbles: true, cancelable: true, pointerId: 1, isPrimary: true,
        }});
        let buttons = 0;
        const send = (kind, x, y) => {{
            buttons = ({{pointerdown: 1, pointerup: 0}})[kind] ?? buttons;
            plot.dispatchEvent(new PointerEvent(kind, {{...at(x, y), buttons}}));
        }};
        {script}"
    );
    page.execute(&script, vec![]).await;
}

async fn until_all_is_in_sight(page: &Page, wanted: bool) {
    let button = "[...document.querySelectorAll('.zoom button')].at(-1)";
    let state = format!("{button}.disabled === {wanted}");
    page.until(&state, WAIT_TIMEOUT).await;
}

#[tokio::test]
async fn keys_zoom_pan_and_show_everything_again() {
    let (visit, _) = visit_after_a_run().await;
    let Visit { page, .. } = &visit;
    let whole = spread(page).await;
    until_all_is_in_sight(page, true).await;
    page.press_times("+", 4).await;
    until_all_is_in_sight(page, false).await;
    let closer = spread(page).await;
    assert!(
        closer < whole / 2.0,
        "{closer} of {whole} ms after four presses"
    );
    let first_tick = "document.querySelector('.time-axis li').textContent";
    let before = page.evaluate(first_tick).await;
    page.press_times("ArrowRight", 3).await;
    let moved = format!("{first_tick} !== {before}");
    page.until(&moved, WAIT_TIMEOUT).await;
    assert!((spread(page).await - closer).abs() <= closer / 2.0);
    page.press("0").await;
    until_all_is_in_sight(page, true).await;
    assert!((spread(page).await - whole).abs() < 1e-6);
    page.assert_no_console_problems_but_failed_loads().await;
}

#[tokio::test]
async fn wheel_drag_and_overview_do_the_same() {
    let (visit, _) = visit_after_a_run().await;
    let Visit { page, .. } = &visit;
    let whole = spread(page).await;
    let turn = "for (let turn = 0; turn < 4; turn++) plot.dispatchEvent(
        new WheelEvent('wheel', {...at(0.5, 0.5), ctrlKey: true, deltaY: -200}));";
    over_plot(page, 1, turn).await;
    until_all_is_in_sight(page, false).await;
    assert!(spread(page).await < whole / 2.0);

    let first_tick = "document.querySelector('.time-axis li').textContent";
    let before = page.evaluate(first_tick).await;
    let pull = "send('pointerdown', 0.7, 0.5); send('pointermove', 0.4, 0.5); send('pointerup', 0.4, 0.5);";
    over_plot(page, 0, pull).await;
    page.until(&format!("{first_tick} !== {before}"), WAIT_TIMEOUT)
        .await;
    let chosen = page
        .evaluate("document.querySelector('#chosen-request').value")
        .await;
    assert_eq!(chosen, "", "a pull chooses nothing");

    // A wheel without Ctrl moves along, and at the end leaves the wheel to the page.
    let down = "window.__taken = !plot.dispatchEvent(
        new WheelEvent('wheel', {...at(0.5, 0.5), deltaY: 100000}));
        window.__left = plot.dispatchEvent(
        new WheelEvent('wheel', {...at(0.5, 0.5), deltaY: 100000}));";
    over_plot(page, 0, down).await;
    assert_eq!(
        page.evaluate("[__taken, __left]").await,
        json!([true, true])
    );

    let on_map = |from: f64, to: f64| {
        format!(
            "const map = document.querySelector('.minimap').getBoundingClientRect();
            for (const [kind, x] of [['pointerdown', {from}], ['pointermove', {to}], ['pointerup', {to}]])
                document.querySelector('.minimap').dispatchEvent(new PointerEvent(kind, {{
                    clientX: map.left + map.width * x, clientY: map.top + 5, pointerId: 1,
                    bubbles: true, buttons: kind === 'pointerup' ? 0 : 1,
                }}));"
        )
    };
    page.execute(&on_map(0.5, 0.5), vec![]).await;
    until_all_is_in_sight(page, true).await;
    page.execute(&on_map(0.25, 0.5), vec![]).await;
    until_all_is_in_sight(page, false).await;
    let in_sight = "parseFloat(document.querySelector('.minimap .in-sight').style.width)";
    let percent = page.evaluate(in_sight).await.as_f64().expect("a number");
    assert!((percent - 25.0).abs() < 0.1, "{percent} %");
    page.assert_no_console_problems_but_failed_loads().await;
}

#[tokio::test]
async fn the_request_under_the_pointer_is_shown_in_every_lane() {
    let (visit, _) = visit_after_a_run().await;
    let Visit { page, screen, .. } = &visit;
    over_plot(page, 1, "send('pointermove', 0.05, 0.5);").await;
    let tips = "[...document.querySelectorAll('.tip')].map(tip => tip.textContent.split(':')[0])";
    let tips = page
        .until(&format!("({tips}).length === 2 && {tips}"), WAIT_TIMEOUT)
        .await;
    assert_eq!(tips[0], tips[1], "the same request");
    assert_eq!(
        page.evaluate("document.querySelectorAll('.guide').length")
            .await,
        2,
        "the same time"
    );
    over_plot(
        page,
        1,
        "send('pointerdown', 0.05, 0.5); send('pointerup', 0.05, 0.5);",
    )
    .await;
    let chosen = format!(
        "document.querySelector('#chosen-request').value === {}",
        tips[0]
    );
    page.until(&chosen, WAIT_TIMEOUT).await;
    screen.until_says(REQUEST, "Dispatched at").await;
    over_plot(page, 1, "send('pointerleave', 2, 2);").await;
    page.until("!document.querySelector('.guide')", WAIT_TIMEOUT)
        .await;
    // Chosen, it stays marked in every lane.
    let tips = "document.querySelectorAll('.tip').length";
    page.until(&format!("{tips} === 2"), WAIT_TIMEOUT).await;
}
