//! Waterfalls with a row for each slot: what is in each, by the report, and all that can be done there.

use super::browser::{Page, WAIT_TIMEOUT};
use super::documents::{concurrent, with_faults, with_policy, workload};
use super::visit::Visit;
use serde_json::{Value, json};

const LIMIT: u32 = 5;
/// Five rows are not stretched over the whole plot.
const ROW_PX: f64 = 26.0;
const CHOSEN: &str = "document.querySelector('#chosen-request')?.value";

/// An attempt in its slot.
#[derive(Clone, Copy, Debug)]
struct Held {
    request: u64,
    slot: usize,
    from: f64,
    to: f64,
}

/// First-fit over the attempts of a report's only lane, in the order of dispatch.
fn slots(report: &Value) -> Vec<Held> {
    let mut attempts = Vec::new();
    for request in report["lanes"][0]["requests"].as_array().expect("requests") {
        let index = request["index"].as_u64().expect("an index");
        let alone = vec![request.clone()];
        for attempt in request["attempts"].as_array().unwrap_or(&alone) {
            let [from, to] = ["dispatchedMs", "endedMs"].map(|at| attempt[at].as_f64());
            attempts.push((from.expect("sent"), to.expect("ended"), index));
        }
    }
    attempts.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.2.cmp(&other.2)));
    let mut ends: Vec<f64> = Vec::new();
    let mut held = Vec::new();
    for (from, to, request) in attempts {
        let free = ends.iter().position(|end| *end <= from);
        let slot = free.unwrap_or(ends.len());
        if slot == ends.len() {
            ends.push(to);
        }
        ends[slot] = to;
        held.push(Held {
            request,
            slot,
            from,
            to,
        });
    }
    held
}

/// Twenty requests, five at once, of which some are tried again.
async fn visit_after_a_run() -> (Visit, Vec<Held>) {
    let visit = Visit::start().await;
    let mut work = workload(20, 0);
    work["latencyMs"] = json!({"distribution": "uniform", "min": 150, "max": 600});
    let faulty = with_faults(work, json!({"serverError": 0.2}));
    let again = json!({"retries": 1, "backoff": "none"});
    let experiment = with_policy(concurrent(faulty, LIMIT), again);
    let report = visit.page.run_experiment(experiment).await;
    let report = report.expect("it runs");
    visit.screen.until_idle().await;
    let ready = "document.querySelectorAll('.plot-tools').length === 1
        && document.querySelectorAll('.time-axis li').length > 1";
    visit.page.until(ready, WAIT_TIMEOUT).await;
    let held = slots(&report);
    assert!(held.len() > 20, "some were tried again");
    (visit, held)
}

/// A pixel of the plot per ms, and the pixel of the lane's start, by the ticks below it.
async fn scale(page: &Page) -> (f64, f64) {
    let ticks = "[...document.querySelectorAll('.time-axis li')].map(tick => {
        const [figure, unit] = tick.textContent.split(' ');
        const ms = Number(figure.replaceAll(',', '')) * ({ms: 1, s: 1000})[unit ?? 'ms'];
        const plot = document.querySelector('.plot-tools').getBoundingClientRect();
        const axis = tick.parentElement.getBoundingClientRect();
        return [ms, parseFloat(tick.style.left) + axis.left - plot.left];
    })";
    let ticks = page.evaluate(ticks).await;
    let ticks = ticks.as_array().expect("ticks");
    let at = |tick: &Value| [0, 1].map(|place| tick[place].as_f64().expect("a number"));
    let (first, last) = (&ticks[0], ticks.last().expect("several"));
    let ([from_ms, from_px], [to_ms, to_px]) = (at(first), at(last));
    let per_ms = (to_px - from_px) / (to_ms - from_ms);
    (per_ms, from_px - from_ms * per_ms)
}

/// Moves the pointer to a point of the plot, and presses there.
async fn press_at(page: &Page, x: f64, y: f64) {
    let script = "const [x, y] = arguments;
        const plot = document.querySelector('.plot-tools');
        const {left, top} = plot.getBoundingClientRect();
        for (const [kind, buttons] of [['pointermove', 0], ['pointerdown', 1], ['pointerup', 0]])
            plot.dispatchEvent(new PointerEvent(kind, {
                clientX: left + x, clientY: top + y, buttons,
                bubbles: true, cancelable: true, pointerId: 1, isPrimary: true,
            }));";
    page.execute(script, vec![json!(x), json!(y)]).await;
}

async fn until_chosen(page: &Page, request: u64) {
    let is_chosen = format!("{CHOSEN} === '{request}'");
    page.until(&is_chosen, WAIT_TIMEOUT).await;
}

/// Whether a chosen request is marked in its slots, or in a row of its own.
async fn until_by_slot(page: &Page, by_slot: bool) {
    let mark = "document.querySelector('.row-mark.chosen')";
    let is_so = format!("{mark} && {mark}.style.width.endsWith('px') === {by_slot}");
    page.until(&is_so, WAIT_TIMEOUT).await;
}

#[tokio::test]
async fn a_bar_of_a_slot_is_the_request_that_held_it_by_the_report() {
    let (visit, held) = visit_after_a_run().await;
    let Visit { page, .. } = &visit;
    page.by_role("radio", "By slot").await.click().await;
    let (per_ms, start) = scale(page).await;
    let x = |ms: f64| start + ms * per_ms;
    for one in &held {
        let y = (one.slot as f64 + 0.5) * ROW_PX;
        press_at(page, x((one.from + one.to) / 2.0), y).await;
        until_chosen(page, one.request).await;
        let tip = "document.querySelector('.tip')?.textContent";
        let slot = one.slot + 1;
        let said = format!("{tip}?.endsWith('slot {slot}')");
        page.until(&said, WAIT_TIMEOUT).await;
        // Each of its attempts is marked, from its dispatch to its end.
        let marks = "[...document.querySelectorAll('.row-mark.chosen')].map(({style}) =>
            [style.top, style.left, style.width].map(parseFloat))";
        let marks = page.evaluate(marks).await;
        let marks = marks.as_array().expect("marks");
        let mut own: Vec<_> = held.iter().filter(|it| it.request == one.request).collect();
        own.sort_by_key(|it| it.slot);
        assert_eq!(marks.len(), own.len());
        for (mark, own) in marks.iter().zip(own) {
            let top = own.slot as f64 * ROW_PX;
            let width = (own.to - own.from) * per_ms;
            for (place, expected) in [top, x(own.from), width].into_iter().enumerate() {
                let is = mark[place].as_f64().expect("a number");
                assert!((is - expected).abs() < 2.0, "{mark} of {own:?}: {expected}");
            }
        }
    }

    // Where the last slot is idle at the end, the pointer hits no request.
    let last = held.iter().map(|it| it.to).fold(0.0, f64::max);
    let ends = (0..LIMIT as usize).map(|slot| {
        let in_slot = held.iter().filter(|it| it.slot == slot);
        (slot, in_slot.map(|it| it.to).fold(0.0, f64::max))
    });
    let (slot, end) = ends
        .min_by(|one, other| one.1.total_cmp(&other.1))
        .expect("slots");
    assert!((last - end) * per_ms > 12.0, "a gap to point at");
    let before = page.evaluate(CHOSEN).await;
    press_at(page, x((end + last) / 2.0), (slot as f64 + 0.5) * ROW_PX).await;
    page.until("!document.querySelector('.row-mark.pointed')", WAIT_TIMEOUT)
        .await;
    assert_eq!(page.evaluate(CHOSEN).await, before);
    page.assert_no_console_problems_but_failed_loads().await;
}

#[tokio::test]
async fn by_keyboard_and_after_a_reload() {
    let (visit, held) = visit_after_a_run().await;
    let Visit { page, screen, .. } = &visit;
    page.press("s").await;
    let announced = "document.querySelector('p.visually-hidden[role=status]').textContent";
    page.until(
        &format!("{announced} === 'Waterfalls by slot'"),
        WAIT_TIMEOUT,
    )
    .await;
    let by_slot = page.by_role("radio", "By slot").await;
    let is_checked = by_slot.accessible().await.expect("a radio button");
    assert!(is_checked.is("checked"), "the control says so too");

    // The arrows go through all requests, each marked in its slot.
    for request in 0..3 {
        page.press("ArrowDown").await;
        until_chosen(page, request).await;
        until_by_slot(page, true).await;
        let slot = held.iter().filter(|it| it.request == request);
        let top = slot.map(|it| it.slot).min().expect("it was sent") as f64 * ROW_PX;
        let is_there =
            format!("parseFloat(document.querySelector('.row-mark.chosen').style.top) === {top}");
        page.until(&is_there, WAIT_TIMEOUT).await;
    }
    // What sorts the rows by request sorts the table now.
    page.by_role("combobox", "Sort the table by").await;

    // Zoomed in and out, the slots are there.
    page.press_times("+", 3).await;
    until_by_slot(page, true).await;
    page.press("0").await;

    // Held, the key switches once. As radio buttons have it, the arrows switch too.
    page.hold("s", "KeyS", 4).await;
    until_by_slot(page, false).await;
    page.by_role("combobox", "Sort by").await;
    page.by_role("radio", "By request").await.focus().await;
    page.press("ArrowRight").await;
    until_by_slot(page, true).await;

    page.reload().await;
    page.until_app_ready().await;
    screen.run().await.click().await;
    screen.until_running().await;
    let by_slot = page.by_role("radio", "By slot").await;
    let is_checked = by_slot.accessible().await.expect("a radio button");
    assert!(is_checked.is("checked"), "it is remembered");
    page.press("Escape").await;
    screen.until_idle().await;
    page.press("ArrowDown").await;
    until_by_slot(page, true).await;
    page.assert_no_console_problems_but_failed_loads().await;
}

#[tokio::test]
async fn a_filter_leaves_every_slot_and_finds_only_what_it_shows() {
    let (visit, held) = visit_after_a_run().await;
    let Visit { page, .. } = &visit;
    page.by_role("radio", "By slot").await.click().await;
    page.by_role("searchbox", super::browser::Name::contains("Find"))
        .await
        .type_text("7")
        .await;
    let (per_ms, start) = scale(page).await;
    let of = |request: u64| {
        let mut all = held.iter().filter(move |it| it.request == request);
        *all.next().expect("it was sent")
    };
    let at = |one: Held| {
        let x = start + (one.from + one.to) / 2.0 * per_ms;
        (x, (one.slot as f64 + 0.5) * ROW_PX)
    };
    let (x, y) = at(of(7));
    press_at(page, x, y).await;
    until_chosen(page, 7).await;
    let (x, y) = at(of(3));
    press_at(page, x, y).await;
    page.until("!document.querySelector('.row-mark.pointed')", WAIT_TIMEOUT)
        .await;
    until_chosen(page, 7).await;
}
