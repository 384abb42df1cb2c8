//! What axe-core, the checker of accessibility, has to say against the page as it is now.
//!
//! `FETCH_PLAYGROUND_AXE_CORE` names the folder of its package. It is run by way of WebDriver: a
//! script of the page's own would be held to the page's content security policy.

use super::page::Page;
use serde::Deserialize;
use serde_json::json;
use std::fmt::{self, Write};
use std::path::PathBuf;

/// Which of its rules count: those of WCAG 2.2 up to level AA, and what it calls best practice.
const TAGS: [&str; 6] = [
    "wcag2a",
    "wcag2aa",
    "wcag21a",
    "wcag21aa",
    "wcag22aa",
    "best-practice",
];

/// A rule, and the elements that break it.
#[derive(Clone, Debug, Deserialize)]
pub struct Violation {
    /// The rule's name, such as `color-contrast`.
    pub id: String,
    pub help: String,
    #[serde(rename = "helpUrl")]
    pub help_url: String,
    pub nodes: Vec<ViolatingNode>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct ViolatingNode {
    pub html: String,
    /// What would fix it, on several lines.
    #[serde(rename = "failureSummary")]
    pub summary: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            id,
            help,
            help_url,
            nodes,
        } = self;
        writeln!(formatter, "{id}: {help} ({help_url})")?;
        for ViolatingNode { html, summary } in nodes {
            writeln!(formatter, "  {html}")?;
            for line in summary.lines() {
                writeln!(formatter, "    {line}")?;
            }
        }
        Ok(())
    }
}

impl Page {
    /// Every rule that the page breaks now.
    pub async fn accessibility_violations(&self) -> Vec<Violation> {
        if self.evaluate("typeof window.axe").await == "undefined" {
            self.execute(&source(), vec![]).await;
        }
        let run = "const [values, done] = arguments;
            axe.run({runOnly: {type: 'tag', values}, resultTypes: ['violations']}).then(
                found => done(JSON.stringify(found.violations)),
                error => done(String(error)));";
        let found = self.execute_async(run, vec![json!(TAGS)]).await;
        let found = found.as_str().unwrap_or_default();
        serde_json::from_str(found).unwrap_or_else(|_| panic!("axe-core failed: {found}"))
    }

    /// Panics with all that is broken; `looked_at` says what was on screen.
    pub async fn assert_accessible(&self, looked_at: impl fmt::Display) {
        let violations = self.accessibility_violations().await;
        let mut listed = String::new();
        for violation in &violations {
            let _never_fails = write!(listed, "\n{violation}");
        }
        assert!(
            violations.is_empty(),
            "{looked_at} breaks {} rules of accessibility:{listed}",
            violations.len()
        );
    }
}

fn source() -> String {
    let folder = PathBuf::from(std::env::var_os("FETCH_PLAYGROUND_AXE_CORE").expect(
        "FETCH_PLAYGROUND_AXE_CORE does not say where the package axe-core is. Run this suite \
         with `cargo xtask test end-to-end`, which fetches it.",
    ));
    let path = folder.join("axe.min.js");
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
