//! The style sheets: the colours of marks are visible on their background and
//! distinguishable, every custom property is defined, and no sheet is left out of the page.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on says so"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

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

/// The custom properties of the rule that begins like this; a projector has the light ones.
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
fn every_mark_is_visible_on_its_background_and_unlike_the_others() {
    for rule in [":root {\n  --page", ":root[data-theme=\"dark\"] {"] {
        let colours = colours(rule);
        for mark in MARKS {
            let ratio = contrast(colours[mark], colours["--surface"]);
            assert!(ratio >= 3.0, "{mark} in {rule}: {ratio}");
        }
        let different: BTreeSet<_> = MARKS.iter().map(|mark| colours[mark]).collect();
        assert_eq!(different.len(), MARKS.len());
        // An update looks unlike a computation and unlike a frozen page.
        let ratio = contrast(colours["--update-back"], colours["--ink"]);
        assert!(ratio >= 3.0, "an update beside black in {rule}: {ratio}");
    }
}

/// Every style sheet beside a component, by its path from `src/view`.
fn sheets() -> BTreeMap<PathBuf, String> {
    let view = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/view");
    let entries = |folder: &Path| fs::read_dir(folder).expect("a folder of the view");
    let folders = entries(&view).map(|entry| entry.expect("an entry").path());
    let files = folders
        .filter(|path| path.is_dir())
        .flat_map(|folder| entries(&folder))
        .map(|entry| entry.expect("an entry").path());
    files
        .filter(|file| file.extension().is_some_and(|extension| extension == "css"))
        .map(|file| {
            let text = fs::read_to_string(&file).expect("a sheet is text");
            let name = file.strip_prefix(&view).expect("it is in the view");
            (name.to_owned(), text)
        })
        .collect()
}

#[test]
fn every_sheet_is_linked_or_loaded_later() {
    let page = include_str!("../index.html");
    let later = include_str!("../src/view/later.rs");
    let sheets = sheets();
    assert!(sheets.len() > 10, "only {} sheets were found", sheets.len());
    for sheet in sheets.keys() {
        let name = sheet.display();
        let is_linked = page.contains(&format!("href=\"src/view/{name}\""));
        let is_later = later.contains(&format!("include_str!(\"{name}\")"));
        assert!(
            is_linked != is_later,
            "{name} is in the page never or twice"
        );
    }
}

#[test]
fn every_custom_property_is_defined() {
    /// The table gives it to its style sheet (`view::shared::row_window`).
    const SET_BY_COMPONENTS: [&str; 1] = ["--row-height"];
    let defined = |name: &str| {
        SET_BY_COMPONENTS.contains(&name)
            || STYLE
                .lines()
                .any(|line| line.trim().starts_with(&format!("{name}: ")))
    };
    let own = [(PathBuf::from("style.css"), STYLE.to_owned())];
    for (sheet, text) in sheets().into_iter().chain(own) {
        for used in text.split("var(").skip(1) {
            let name = used.split([')', ',']).next().unwrap_or_default();
            assert!(defined(name), "{name} in {}", sheet.display());
        }
    }
}
