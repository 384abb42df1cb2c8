//! In the few colours that a person has chosen for all pages, as in a contrast theme of Windows,
//! every mark is seen and told apart, on light and on dark.

use super::browser::{ColourScheme, Page, WAIT_TIMEOUT, wait_until};
use super::visit::Visit;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Looks at a picture of the whole page where elements are: which colours are seen there on the
/// background of the page, which share they cover, the contrast between the two most frequent
/// ones, and what the upper left corner looks like.
const LOOK: &str = r"
    const [picture, selector, done] = arguments;
    const luminance = (rgb) => rgb.map((part) => part / 255)
        .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
        .reduce((sum, part, place) => sum + part * [0.2126, 0.7152, 0.0722][place], 0);
    const contrast = (one, other) => {
        const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
        return (high + 0.05) / (low + 0.05);
    };
    const image = new Image();
    image.onload = () => {
        const canvas = document.createElement('canvas');
        [canvas.width, canvas.height] = [image.width, image.height];
        const context = canvas.getContext('2d');
        context.drawImage(image, 0, 0);
        const background = [...context.getImageData(2, image.height - 2, 1, 1).data].slice(0, 3);
        const shown = [...document.querySelectorAll(selector)].filter((it) => it.clientWidth > 0);
        done(shown.map((element) => {
            const {x, y, width, height} = element.getBoundingClientRect();
            const [left, top] = [Math.round(x + scrollX), Math.round(y + scrollY)];
            const size = [Math.ceil(width), Math.ceil(height)];
            const pixels = context.getImageData(left, top, ...size).data;
            const counts = new Map();
            for (let at = 0; at < pixels.length; at += 4) {
                const colour = pixels.slice(at, at + 3).join();
                counts.set(colour, (counts.get(colour) ?? 0) + 1);
            }
            const all = [...counts].map(([colour, count]) => [colour.split(',').map(Number), count]);
            all.sort((one, other) => other[1] - one[1]);
            const seen = all.filter(([colour]) => contrast(colour, background) >= 3);
            const sum = (colours) => colours.reduce((sum, [, count]) => sum + count, 0);
            return {
                seen: seen.map(([colour]) => colour.join()),
                share: sum(seen) / sum(all),
                inside: all.length < 2 ? 1 : contrast(all[0][0], all[1][0]),
                corner: context.getImageData(left, top, 12, 12).data.join(),
            };
        }));
    };
    image.src = 'data:image/png;base64,' + picture;
";

/// The colours of custom properties, and their contrast with the background.
const COLOURS: &str = r"
    const context = document.createElement('canvas').getContext('2d');
    const resolve = (colour) => {
        context.fillStyle = colour;
        context.fillRect(0, 0, 1, 1);
        return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3);
    };
    const luminance = (rgb) => rgb.map((part) => part / 255)
        .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
        .reduce((sum, part, place) => sum + part * [0.2126, 0.7152, 0.0722][place], 0);
    const style = getComputedStyle(document.documentElement);
    const background = luminance(resolve('Canvas'));
    return arguments[0].map((name) => {
        const colour = resolve(style.getPropertyValue(name) || name);
        const [low, high] = [luminance(colour), background].sort((a, b) => a - b);
        return [colour.join(), (high + 0.05) / (low + 0.05)];
    });
";

/// Whether the waterfall has a colour.
const IS_DRAWN: &str = r"
    const canvas = document.querySelector('.plot canvas');
    const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
    for (let at = 0; at < pixels.length; at += 4) {
        if (pixels.slice(at, at + 3).join() === arguments[0]) return true;
    }
    return false;
";

/// What phases are drawn with where there is no room for a pattern.
const PHASES: [&str; 8] = [
    "--wait-line",
    "--connection-line",
    "--connecting-line",
    "--response-line",
    "--receive",
    "--backoff-line",
    "--update-line",
    "--ink",
];

/// One picture of the whole page, and what is seen in it.
struct Seen<'a> {
    page: &'a Page,
    picture: String,
    scheme: &'static str,
}

impl Seen<'_> {
    async fn look(&self, selector: &str) -> Vec<Value> {
        let arguments = vec![json!(self.picture), json!(selector)];
        let seen = self.page.execute_async(LOOK, arguments).await;
        let seen = seen.as_array().cloned().unwrap_or_default();
        assert!(!seen.is_empty(), "{}: no {selector}", self.scheme);
        seen
    }

    async fn assert_covers(&self, selector: &str, least: f64) {
        for seen in self.look(selector).await {
            let share = number(&seen["share"]);
            assert!(share >= least, "{}: {selector} covers {share}", self.scheme);
        }
    }

    /// The two colours that an element mostly has.
    async fn assert_inside(&self, selector: &str, least: f64) {
        for seen in self.look(selector).await {
            let inside = number(&seen["inside"]);
            assert!(inside >= least, "{}: in {selector}: {inside}", self.scheme);
        }
    }
}

fn number(value: &Value) -> f64 {
    value.as_f64().expect("a number")
}

async fn assert_all_is_seen(page: &Page, scheme: &'static str) {
    let colours = page.execute(COLOURS, vec![json!(PHASES)]).await;
    let colours = colours.as_array().expect("a list");
    let different: BTreeSet<_> = colours.iter().map(|it| it[0].to_string()).collect();
    assert_eq!(different.len(), PHASES.len(), "{scheme}: {colours:?}");
    for (phase, colour) in PHASES.iter().zip(colours) {
        let contrast = number(&colour[1]);
        assert!(contrast >= 3.0, "{scheme}: {phase} is seen by {contrast}");
    }
    // They are the person's own, not those of the page's theme.
    let links = page.execute(COLOURS, vec![json!(["LinkText"])]).await;
    assert_eq!(colours[3], links[0], "{scheme}");
    let receiving = colours[4][0].clone();
    let look = async || match page.execute(IS_DRAWN, vec![receiving.clone()]).await {
        Value::Bool(true) => Ok(()),
        other => Err(other),
    };
    let what = format!("{scheme}: the waterfall in the new colours, {receiving}");
    wait_until(&what, look, WAIT_TIMEOUT).await;

    let seen = Seen {
        page,
        picture: page.whole_picture().await,
        scheme,
    };
    // The share of an element that its mark covers at least.
    for (selector, least) in [
        (".compare .measured", 0.8),
        (".histograms .column.some", 0.5),
        (".heartbeat", 0.02),
        ("progress", 0.4),
        (".time-axis li", 0.02),
        (".plot canvas:first-child", 0.02),
        (".in-flight-strip canvas", 0.05),
        ("button.primary", 0.3),
        (".legend .swatch", 0.05),
    ] {
        seen.assert_covers(selector, least).await;
    }
    // Words on a button, the outline of the ideal on what was measured.
    seen.assert_inside("button.primary", 4.5).await;
    seen.assert_inside(".compare .track", 2.5).await;
    let swatches = seen.look(".legend .swatch").await;
    let corners: BTreeSet<_> = swatches.iter().map(|it| it["corner"].to_string()).collect();
    assert!(
        corners.len() >= 6 && corners.len() == swatches.len(),
        "{scheme}: swatches are alike"
    );
}

#[tokio::test]
async fn all_marks_are_seen_and_told_apart_in_forced_colours() {
    let visit = Visit::start().await;
    let page = &visit.page;
    page.set_viewport(1_400, 1_000).await;
    let experiment = json!({
        "workload": {
            "requests": 12,
            "latencyMs": {"distribution": "uniform", "min": 60, "max": 90},
            "bodyBytes": 3_000,
            "transferMs": 40,
            "faults": {"serverError": 0.3},
        },
        "policy": {"retries": 1},
        "lanes": [{"strategy": "sequential"}, {"strategy": "concurrent", "limit": 4}],
    });
    page.run_experiment(experiment).await.expect("it runs");
    page.until(
        "document.querySelector('.histograms .column.some') !== null",
        WAIT_TIMEOUT,
    )
    .await;
    page.force_colours(ColourScheme::Light).await;
    assert_all_is_seen(page, "light").await;
    page.force_colours(ColourScheme::Dark).await;
    assert_all_is_seen(page, "dark").await;
}
