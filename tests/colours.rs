//! The colours of marks, as the style sheet has them: seen on their ground, and told apart.

use std::collections::{BTreeMap, BTreeSet};

const STYLE: &str = include_str!("../style.css");

/// What the phases of a bar are drawn with where there is no room for a pattern.
const MARKS: [&str; 7] = [
    "--wait-line",
    "--connection-line",
    "--connecting-line",
    "--response-line",
    "--receive",
    "--backoff-line",
    "--update-line",
];

/// The custom properties of the rule that begins so; projectors have those of the light.
fn colours(rule: &str) -> BTreeMap<&'static str, &'static str> {
    let (_, rest) = STYLE.split_once(rule).expect("there is such a rule");
    let (body, _) = rest.split_once('}').expect("it ends");
    let pairs = body.lines().filter_map(|line| line.trim().split_once(": "));
    pairs
        .map(|(name, value)| (name, value.trim_end_matches(';')))
        .collect()
}

/// The relative luminance of `#rrggbb` (WCAG 2.2).
fn luminance(colour: &str) -> f64 {
    let part = |from: usize| {
        let value = u8::from_str_radix(&colour[from..from + 2], 16).expect("six hex digits");
        match f64::from(value) / 255.0 {
            dark if dark <= 0.040_45 => dark / 12.92,
            light => libm::pow((light + 0.055) / 1.055, 2.4),
        }
    };
    0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
}

fn contrast(one: &str, other: &str) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn every_mark_is_seen_on_its_ground_and_is_no_other() {
    for rule in [":root {\n  --page", ":root[data-theme=\"dark\"] {"] {
        let colours = colours(rule);
        for mark in MARKS {
            let ratio = contrast(colours[mark], colours["--surface"]);
            assert!(ratio >= 3.0, "{mark} in {rule}: {ratio}");
        }
        let different: BTreeSet<_> = MARKS.iter().map(|mark| colours[mark]).collect();
        assert_eq!(different.len(), MARKS.len());
        // An update is no computation, and no page that was frozen.
        let ratio = contrast(colours["--update-back"], colours["--ink"]);
        assert!(ratio >= 3.0, "an update beside black in {rule}: {ratio}");
    }
}
