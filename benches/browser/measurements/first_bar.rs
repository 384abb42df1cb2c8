//! From the press of the space bar to the first bar on the canvas.

use serde_json::json;

use super::browser::{Page, WAIT_TIMEOUT};
use super::figures::Figures;
use super::sheet::{Sheet, Target};
use super::visit::Visit;

const TARGET: Target = Target::AtMost(200.0);
const PRESSES: usize = 5;

pub async fn measure(visit: &Visit, sheet: &mut Sheet) {
    let page = &visit.page;
    let first = press_space(page).await;
    sheet.add(
        "first bar, first press of a first visit (the lab is installed)",
        first,
        Figures::new([first]).to_string(),
        TARGET,
    );
    let mut later = Vec::new();
    for _ in 0..PRESSES {
        later.push(press_space(page).await);
    }
    add(sheet, "first bar, later presses", later);
    let mut fresh = Vec::new();
    for _ in 0..PRESSES {
        visit.open().await;
        fresh.push(press_space(page).await);
    }
    add(sheet, "first bar, first press of a later visit", fresh);
}

fn add(sheet: &mut Sheet, what: &str, values: Vec<f64>) {
    let figures = Figures::new(values);
    sheet.add(what, figures.median(), figures.to_string(), TARGET);
}

/// Presses, takes the time, and stops the run again.
async fn press_space(page: &Page) -> f64 {
    let keep = "window.__firstBar = null; measure.firstBar().then(ms => window.__firstBar = ms);";
    page.execute(keep, vec![]).await;
    page.press("Space").await;
    page.until("window.__firstBar !== null", WAIT_TIMEOUT).await;
    let ms = page.evaluate("window.__firstBar").await;
    page.press("Escape").await;
    let idle = "[...document.querySelectorAll('button')]
        .some(button => button.textContent.includes('Run all') && !button.disabled)";
    page.until(idle, WAIT_TIMEOUT).await;
    ms.as_f64()
        .unwrap_or_else(|| panic!("no time: {}", json!(ms)))
}
