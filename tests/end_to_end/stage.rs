//! The lanes' pictures have the page: they begin near the top, are large, and show the plan before
//! anything was run; the settings are one line that opens in place.

use super::browser::{Page, WAIT_TIMEOUT};
use super::lesson::open_lesson;
use super::screen::SEQUENTIAL;
use super::visit::Visit;
use serde_json::json;

/// The rectangle of the first lane's picture, and of what must be on the same screen.
const PLACES: &str = "(() => {
    const at = part => {
        const {top, bottom, height} = part.getBoundingClientRect();
        return {top, bottom, height};
    };
    const run = [...document.querySelectorAll('button')].find(it => it.textContent.includes('Run all'));
    return {
        plot: at(document.querySelector('.plot')),
        title: at(document.querySelector('h1')),
        run: at(run),
    };
})()";

/// How many of a lane's pixels its plan covers.
const PLANNED_PIXELS: &str = "(() => {
    const canvas = document.querySelector('.planned-outline canvas');
    if (!canvas || !canvas.width || canvas.closest('[hidden]')) return 0;
    const {data} = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    return data.filter((value, at) => at % 4 === 3 && value > 0).length;
})()";

async fn number(page: &Page, expression: &str) -> f64 {
    let number = page.evaluate(expression).await;
    number.as_f64().expect("a number")
}

#[tokio::test]
async fn the_pictures_have_most_of_the_first_screen_before_and_after_a_run() {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    for is_run in [false, true] {
        if is_run {
            screen.run().await.click().await;
            screen.until_says(SEQUENTIAL, "100 Succeeded").await;
            screen.until_idle().await;
        }
        page.set_viewport(1_280, 800).await;
        let places = page.evaluate(PLACES).await;
        let plot = |name: &str| places["plot"][name].as_f64().expect("a length");
        assert!(plot("top") <= 220.0, "{places}");
        assert!(plot("height") >= 0.55 * 800.0, "{places}");
        // A hundred rows of 4 px.
        assert!(plot("height") / 100.0 >= 4.0, "{places}");
        page.set_viewport(390, 844).await;
        let places = page.evaluate(PLACES).await;
        for part in ["title", "run", "plot"] {
            let bottom = places[part]["bottom"].as_f64().expect("a length");
            assert!(bottom <= 844.0, "{part}: {places}");
        }
    }
}

#[tokio::test]
async fn each_lane_shows_its_plan_until_it_runs_but_for_a_lesson_that_asks() {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    let is_shown = format!("{PLANNED_PIXELS} > 100");
    page.until(&is_shown, WAIT_TIMEOUT).await;
    // Other settings are another plan.
    let before = number(page, PLANNED_PIXELS).await;
    screen.field("Requests").await.fill("10").await;
    page.until(&format!("{PLANNED_PIXELS} !== {before}"), WAIT_TIMEOUT)
        .await;
    // What cannot be read has no plan.
    screen.field("Requests").await.fill("0").await;
    page.until(&format!("{PLANNED_PIXELS} === 0"), WAIT_TIMEOUT)
        .await;
    screen.field("Requests").await.fill("5").await;
    page.until(&is_shown, WAIT_TIMEOUT).await;
    let lesson = open_lesson(screen, "await-in-the-loop").await;
    assert!(!lesson.steps.is_empty());
    page.until(&format!("{PLANNED_PIXELS} === 0"), WAIT_TIMEOUT)
        .await;
}

#[tokio::test]
async fn a_run_takes_the_place_of_the_plan() {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    page.until(&format!("{PLANNED_PIXELS} > 100"), WAIT_TIMEOUT)
        .await;
    let started = page
        .start_experiment(json!({"workload": {"requests": 20}}))
        .await;
    started.result().await.expect("it runs");
    screen.until_idle().await;
    assert_eq!(number(page, PLANNED_PIXELS).await, 0.0);
}

#[tokio::test]
async fn the_settings_are_a_line_that_opens_in_place_and_says_what_is_wrong() {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    let line = "document.querySelector('.settings summary').textContent";
    let is_open = "document.querySelector('.settings > details').open";
    let says = async |words: &str| {
        let says = format!("{line}.includes({})", json!(words));
        page.until(&says, WAIT_TIMEOUT).await;
    };
    says("100 requests of 40–120 ms · 10 at once").await;
    assert_eq!(page.evaluate(is_open).await, false);
    // By keyboard: it has the focus, and opens by Enter.
    page.execute(
        "document.querySelector('.settings summary').focus();",
        vec![],
    )
    .await;
    page.press("Enter").await;
    page.until(is_open, WAIT_TIMEOUT).await;
    screen.field("Requests").await.fill("0").await;
    says("Requests is 0: it must be a whole number from 1 to 100,000.").await;
    // Closed again, the line still says it, and ▶ opens the settings.
    page.execute(
        "document.querySelector('.settings summary').click();",
        vec![],
    )
    .await;
    page.until(&format!("!{is_open}"), WAIT_TIMEOUT).await;
    says("Requests is 0").await;
    screen.run().await.click().await;
    page.until(is_open, WAIT_TIMEOUT).await;
    let notice = screen.notice().await;
    assert!(notice.contains("Requests is 0"), "{notice}");
    // Addresses are typed in the settings: choosing them opens these.
    screen.field("Requests").await.fill("100").await;
    page.execute(
        "document.querySelector('.settings summary').click();",
        vec![],
    )
    .await;
    screen.source().await.choose("my URLs").await;
    page.until(is_open, WAIT_TIMEOUT).await;
    page.assert_no_console_problems().await;
}

#[tokio::test]
async fn the_height_of_the_pictures_is_changed_by_mouse_and_keyboard_and_remembered() {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    page.set_viewport(1_280, 800).await;
    let edge = page.by_role("separator", "Height of the pictures").await;
    let height = async || number(page, "document.querySelector('.plot').clientHeight").await;
    let usual = height().await;
    // Both lanes have the same.
    let both = "new Set([...document.querySelectorAll('.plot')].map(it => it.clientHeight)).size";
    let drag = "
        const {left, top} = element.getBoundingClientRect();
        const send = (name, y) => element.dispatchEvent(new PointerEvent(name,
            {bubbles: true, pointerId: 1, button: 0, buttons: 1, clientX: left, clientY: y}));
        send('pointerdown', top); send('pointermove', top - 80); send('pointerup', top - 80);";
    edge.script(drag).await;
    assert_eq!(height().await, usual - 80.0);
    assert_eq!(number(page, both).await, 1.0);
    // The arrow keys are the edge's own, and choose no request.
    edge.script("element.focus();").await;
    page.press("ArrowDown").await;
    page.press("ArrowDown").await;
    let taller = usual - 80.0 + 0.08 * 800.0;
    page.until(
        &format!("document.querySelector('.plot').clientHeight === {taller}"),
        WAIT_TIMEOUT,
    )
    .await;
    page.reload().await;
    page.until_app_ready().await;
    assert_eq!(height().await, taller);
    let edge = page.by_role("separator", "Height of the pictures").await;
    edge.script("element.focus();").await;
    page.press("Enter").await;
    page.until(
        &format!("document.querySelector('.plot').clientHeight === {usual}"),
        WAIT_TIMEOUT,
    )
    .await;
    assert_eq!(screen.notice_now().await, "");
    page.assert_no_console_problems().await;
}
