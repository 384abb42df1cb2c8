//! From a phone to a projector, and from one to the other when a run has ended: nothing hangs over,
//! and the time axis stays true to the bars.

use super::browser::{Page, wait_until};
use super::documents::{both_lanes, with_faults, workload};
use super::scenes::Scene;
use super::visit::Visit;
use serde_json::{Value, json};
use std::time::Duration;

const WAIT_TIMEOUT: Duration = Duration::from_secs(10);

const SIZES: [(u32, u32); 4] = [(320, 640), (390, 844), (1_280, 800), (1_920, 1_080)];

/// Scale of every axis in pixels per ms, once by the tick furthest right and once by the mark of the
/// ideal, which is placed by its share of the axis.
const SCALES: &str = "[...document.querySelectorAll('.time-axis')].map((axis, lane) => {
    const from = axis.getBoundingClientRect().left;
    const tick = [...axis.children].at(-1);
    const [figure, unit] = tick.textContent.split(' ');
    const ms = Number(figure.replaceAll(',', '')) * ({ms: 1, s: 1000, min: 60000})[unit];
    const ideal = document.querySelectorAll('.ideal-mark')[lane].getBoundingClientRect();
    const ticked = tick.getBoundingClientRect();
    return {
        byTick: ((ticked.left + ticked.right) / 2 - from) / ms,
        byIdeal: (ideal.left - from) / window.__ideals[lane],
    };
})";

const OVERHANG: &str = "(() => {
    const width = document.documentElement.clientWidth;
    return [...document.body.querySelectorAll('*')]
        // Tables are as wide as they are, and scroll in their place.
        .filter(part => !part.parentElement.closest('.wide'))
        .filter(part => part.getClientRects().length && part.getBoundingClientRect().right > width + 0.5)
        .map(part => part.outerHTML.slice(0, 80));
})()";

/// A tick says where it stands to within a pixel or two.
fn agree(scales: &Value) -> bool {
    let lanes = scales.as_array().expect("a list");
    lanes.len() == 2
        && lanes.iter().all(|lane| {
            let figure = |name: &str| lane[name].as_f64().unwrap_or(f64::NAN);
            (figure("byTick") / figure("byIdeal") - 1.0).abs() < 0.03
        })
}

async fn assert_fits(page: &Page, (width, height): (u32, u32)) {
    page.set_viewport(width, height).await;
    let look = async || match page.evaluate(SCALES).await {
        scales if agree(&scales) => Ok(()),
        scales => Err(scales.to_string()),
    };
    wait_until(
        format!("ticks true at {width}×{height}"),
        look,
        WAIT_TIMEOUT,
    )
    .await;
    assert_nothing_hangs_over(page, (width, height)).await;
}

async fn assert_nothing_hangs_over(page: &Page, (width, height): (u32, u32)) {
    // Ticks and marks follow the plots with the next frame.
    let look = async || match page.evaluate(OVERHANG).await {
        parts if parts == json!([]) => Ok(()),
        parts => Err(parts.to_string()),
    };
    let what = format!("nothing over the edge at {width}×{height}");
    wait_until(what, look, WAIT_TIMEOUT).await;
}

#[tokio::test]
async fn the_page_fits_every_screen_and_its_ticks_stay_true_when_the_size_changes() {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    let faulty = with_faults(workload(40, 50), json!({"notFound": 0.5, "drop": 0.2}));
    let report = page.run_experiment(both_lanes(faulty, 4)).await;
    let report = report.expect("it runs");
    screen.until_idle().await;
    let ideals = [0, 1].map(|lane| report["lanes"][lane]["idealMs"].clone());
    page.execute("window.__ideals = arguments;", ideals.to_vec())
        .await;
    screen.unfold_settings().await;
    for size in SIZES.into_iter().chain(SIZES.into_iter().rev()) {
        assert_fits(page, size).await;
    }
    page.assert_no_console_problems_but_failed_loads().await;
}

#[tokio::test]
async fn a_lesson_fits_every_screen_beside_its_bars_or_above_them() {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    Scene::LessonAnswered.show(screen).await;
    let projector = SIZES.into_iter().filter(|(width, _)| *width > 1_000);
    let projector = projector.map(|size| ("projector", size));
    for (theme, size) in SIZES
        .map(|size| ("light", size))
        .into_iter()
        .chain(projector)
    {
        screen.choose_theme(theme).await;
        page.set_viewport(size.0, size.1).await;
        assert_nothing_hangs_over(page, size).await;
        let beside = "document.querySelector('.lesson').getBoundingClientRect().right
            <= document.querySelector('.lane').getBoundingClientRect().left";
        assert_eq!(page.evaluate(beside).await, size.0 > 1_000, "{size:?}");
    }
    page.assert_no_console_problems().await;
}

/// Pixels of each canvas's bitmap in a CSS pixel.
const DENSITIES: &str = "[...document.querySelectorAll('canvas')]
    .filter(canvas => canvas.clientWidth > 0)
    .map(canvas => canvas.width / canvas.clientWidth)";

#[tokio::test]
async fn canvases_follow_the_density_of_the_screen() {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    page.run_experiment(both_lanes(workload(20, 5), 5))
        .await
        .expect("it runs");
    screen.until_idle().await;
    for (density, height) in [(2.0, 801), (1.25, 802), (1.0, 803), (2.0, 804), (1.1, 805)] {
        // With emulation, Chromium evaluates media queries only when the size changes. No canvas
        // is as high as the page, so that nothing else makes it draw again.
        page.set_scaled_viewport(1_280, height, density).await;
        let is_sharp = format!(
            "Math.abs(devicePixelRatio - {density}) < 0.001 && {DENSITIES}.length > 3
            && {DENSITIES}.every(density => Math.abs(density - {density}) < 0.01)"
        );
        let look = async || match page.evaluate(&is_sharp).await {
            Value::Bool(true) => Ok(()),
            _ => Err(page.evaluate(DENSITIES).await),
        };
        let wanted = format!("sharp canvases at {density}");
        wait_until(wanted, look, WAIT_TIMEOUT).await;
        // What is drawn fills the bitmap, and is not what was drawn for the last one.
        let is_drawn = "[...document.querySelectorAll('.plot > canvas')].every(canvas => {
            const {width, height} = canvas;
            const all = canvas.getContext('2d').getImageData(0, 0, width, height).data;
            return all.some(value => value > 0);
        })";
        page.until(is_drawn, WAIT_TIMEOUT).await;
    }
    page.assert_no_console_problems().await;
}
