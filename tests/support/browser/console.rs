//! What went wrong without anybody looking: console errors, uncaught exceptions, unhandled
//! rejections, files that failed to load.
//!
//! Two sources, because neither has all: the driver's log knows severities, but only of the page and
//! its workers; the browser's own log file also holds what a service worker says, all at one level.

use super::devtools::take_browser_log;
use super::page::Page;
use super::wait::{WAIT_TIMEOUT, wait_until};
use serde_json::{Value, json};
use std::fmt;
use std::path::{Path, PathBuf};

/// What stands between a message and its place in the browser's own log.
const PLACE: &str = "\", source: ";

/// A severe message. `origin` is `javascript`, `console-api`, `worker`, `network`, `security`, …,
/// or `service-worker`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsoleProblem {
    pub origin: String,
    pub message: String,
}

/// Everything logged since the test took the browser.
pub(super) struct ConsoleLog {
    entries: Vec<(String, ConsoleProblem)>,
    marks: u64,
    /// `None` for a browser that logs nothing for tests.
    process_log: Option<PathBuf>,
    /// How much of it earlier tests have written.
    process_log_start: usize,
}

impl ConsoleProblem {
    /// A file or answer that failed to load, which the browser reports by itself: what a test of
    /// faults asks for on purpose.
    pub fn is_failed_load(&self) -> bool {
        self.origin == "network"
    }
}

impl fmt::Display for ConsoleProblem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "[{}] {}", self.origin, self.message)
    }
}

impl ConsoleLog {
    pub(super) fn new(process_log: Option<PathBuf>) -> Self {
        let process_log_start = read(process_log.as_deref()).len();
        Self {
            entries: Vec::new(),
            marks: 0,
            process_log,
            process_log_start,
        }
    }

    fn add(&mut self, entry: &Value) {
        let text = |field: &str| entry[field].as_str().unwrap_or_default().to_owned();
        let problem = ConsoleProblem {
            origin: text("source"),
            message: text("message"),
        };
        self.entries.push((text("level"), problem));
    }

    fn severe(&self) -> Vec<ConsoleProblem> {
        let severe = self.entries.iter().filter(|(level, _)| level == "SEVERE");
        severe.map(|(_, problem)| problem.clone()).collect()
    }

    /// What only the browser's own log has: uncaught errors and panics of service workers.
    fn unseen_by_the_driver(&self) -> Vec<ConsoleProblem> {
        let log = read(self.process_log.as_deref());
        let log = String::from_utf8_lossy(log.get(self.process_log_start..).unwrap_or_default());
        let messages = log
            .lines()
            .filter_map(|line| line.split_once(":CONSOLE")?.1.split_once("] \""));
        let grave = messages
            .map(|(_, message)| message)
            .filter(|message| message.starts_with("Uncaught") || message.contains("panicked at"));
        let unseen = grave.filter(|message| !self.knows(message));
        let worded = unseen.map(|message| match message.split_once(PLACE) {
            Some((text, place)) => format!("{place} {text}"),
            None => message.to_owned(),
        });
        worded
            .map(|message| ConsoleProblem {
                origin: "service-worker".into(),
                message,
            })
            .collect()
    }

    /// The driver words the same message a little differently, with the place in front.
    fn knows(&self, message: &str) -> bool {
        let (text, place) = message.split_once(PLACE).unwrap_or((message, ""));
        let text = text
            .trim_start_matches("Uncaught (in promise) ")
            .trim_start_matches("Uncaught ");
        let script = place.split(' ').next().unwrap_or_default();
        let same =
            |known: &ConsoleProblem| known.message.contains(text) && known.message.contains(script);
        self.entries.iter().any(|(_, known)| same(known))
    }
}

impl Page {
    /// All severe messages since the test took the browser, in the page, its workers and (uncaught errors
    /// and panics only) its service worker.
    pub async fn console_problems(&self) -> Vec<ConsoleProblem> {
        self.read_console().await;
        let log = self.console.lock().await;
        let mut problems = log.severe();
        problems.extend(log.unseen_by_the_driver());
        problems
    }

    /// Every message of any level, as `LEVEL [origin] message`.
    pub async fn console_messages(&self) -> Vec<String> {
        self.read_console().await;
        let log = self.console.lock().await;
        log.entries
            .iter()
            .map(|(level, problem)| format!("{level} {problem}"))
            .collect()
    }

    /// No console error, no uncaught exception, no unhandled rejection, nothing failed to load.
    pub async fn assert_no_console_problems(&self) {
        assert_none(&self.console_problems().await);
    }

    /// The same where answers fail on purpose.
    pub async fn assert_no_console_problems_but_failed_loads(&self) {
        let mut problems = self.console_problems().await;
        problems.retain(|problem| !problem.is_failed_load());
        assert_none(&problems);
    }

    /// Collects the log up to a mark set just now: the log arrives late, but in order.
    async fn read_console(&self) {
        let mut log = self.console.lock().await;
        if log.process_log.is_none() {
            return;
        }
        log.marks += 1;
        let mark = format!("console read, no. {}", log.marks);
        self.execute("console.debug(arguments[0]);", vec![json!(mark)])
            .await;
        let quoted = format!("\"{mark}\"");
        let look = async || {
            let entries = take_browser_log(self.client())
                .await
                .map_err(|error| error.to_string())?;
            let arrived = |entry: &Value| {
                entry["message"]
                    .as_str()
                    .is_some_and(|message| message.ends_with(&quoted))
            };
            let complete = entries.iter().any(arrived);
            entries
                .iter()
                .filter(|entry| !arrived(entry))
                .for_each(|entry| log.add(entry));
            if complete {
                Ok(())
            } else {
                Err(format!("{} messages without the mark", entries.len()))
            }
        };
        wait_until("the browser's log to arrive", look, WAIT_TIMEOUT).await;
    }
}

fn read(log: Option<&Path>) -> Vec<u8> {
    log.and_then(|log| std::fs::read(log).ok())
        .unwrap_or_default()
}

fn assert_none(problems: &[ConsoleProblem]) {
    let listed: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert!(
        problems.is_empty(),
        "the console should be clean, but says:\n  {}",
        listed.join("\n  ")
    );
}
