//! The page's main states, for the suites that look at all of them: the checks of accessibility and the
//! pictures. A new state is a variant here, a new colouring an entry of [`MODES`].

#![allow(dead_code, reason = "each suite looks at its own choice of them")]

use super::browser::{Name, Page, WAIT_TIMEOUT};
use super::documents::{
    both_lanes, computed_on, concurrent, lanes, with_faults, with_policy, workload,
};
use super::screen::{CONCURRENT, Screen};
use super::screen_text::{PREDICTED_TABLE, THIRD_PARTY};
use serde_json::{Value, json};

/// What the button for the theme offers, but for the system's own.
pub const MODES: [&str; 3] = ["light", "dark", "projector"];

/// Addresses to be pasted: two that can be fetched, one that repeats, one that is no address. None
/// is asked: the hosts are named first.
const LINES: &str = "# pages\nhttps://example.org/pages/1\nhttps://example.org/pages/2\n\
    https://example.org/pages/2\nftp://example.org/pages/3";

/// A request is marked in its slots, and not in a row of its own.
const BY_SLOT: &str = "document.querySelector('.row-mark.chosen')?.style.width.endsWith('px')";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scene {
    /// As the page is opened.
    First,
    /// *More settings* is unfolded.
    Unfolded,
    /// A setting is out of its range, and somebody pressed ▶ all the same.
    Mistyped,
    /// One lane has ended, the other has some twenty seconds to go.
    Running,
    /// The default experiment has ended.
    Done,
    /// A run with failures of every kind, and one of them selected.
    Failures,
    /// The same by slot.
    BySlot,
    /// The debug log is open, with warnings, retries and a chosen request.
    DebugLog,
    /// 5,000 requests under a limit of 200.
    Large,
    /// The source is a list of the user's own addresses.
    OwnUrls,
    /// The help is open.
    Help,
    /// The hosts of other people are named, and nothing is sent yet.
    Permission,
    /// The list of lessons, with a link that named none.
    Lessons,
    /// A lesson asks, with a guess made among a few.
    LessonAsking,
    /// A lesson has its answer and that of its next step, and a guess of a time that was wrong.
    LessonAnswered,
    /// A lesson of many lanes has its answer, and a curve over their limits.
    LessonCurve,
}

impl Scene {
    pub const fn name(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::Unfolded => "unfolded",
            Self::Mistyped => "mistyped",
            Self::Running => "running",
            Self::Done => "done",
            Self::Failures => "failures",
            Self::BySlot => "by-slot",
            Self::DebugLog => "debug-log",
            Self::Large => "large",
            Self::OwnUrls => "own-urls",
            Self::Help => "help",
            Self::Permission => "permission",
            Self::Lessons => "lessons",
            Self::LessonAsking => "lesson-asking",
            Self::LessonAnswered => "lesson-answered",
            Self::LessonCurve => "lesson-curve",
        }
    }

    /// Whether there is a dialog before the page.
    pub const fn is_dialog(self) -> bool {
        matches!(self, Self::Help | Self::Permission)
    }

    /// Brings a page that was just opened to this state.
    pub async fn show(self, screen: &Screen) {
        let page = screen.page();
        match self {
            Self::First => {}
            Self::Unfolded => screen.unfold_settings().await,
            Self::Mistyped => {
                screen.field("Requests").await.fill("0").await;
                screen.run().await.click().await;
                screen.notice().await;
            }
            Self::Running => {
                start(page, running()).await;
                let some = "document.querySelectorAll('.lane .count')[1]?.textContent >= 15";
                page.until(some, WAIT_TIMEOUT * 4).await;
            }
            Self::Done => {
                screen.run().await.click().await;
                screen.until_says(CONCURRENT, "100 Succeeded").await;
                screen.until_idle().await;
            }
            Self::Failures => {
                run(screen, failures()).await;
                page.until(
                    "document.querySelector('.errors button')?.click(), true",
                    WAIT_TIMEOUT,
                )
                .await;
                page.until(
                    "document.querySelector('.detail dl') !== null",
                    WAIT_TIMEOUT,
                )
                .await;
            }
            Self::BySlot => {
                Box::pin(Self::Failures.show(screen)).await;
                page.by_role("radio", "By slot").await.click().await;
                page.until(BY_SLOT, WAIT_TIMEOUT).await;
            }
            Self::DebugLog => {
                // So few that the first warning is among the first entries.
                let faulty = with_faults(workload(3, 30), json!({"serverError": 0.34}));
                let experiment = both_lanes(computed_on(faulty, 100), 10);
                run(screen, with_policy(experiment, json!({"retries": 1}))).await;
                let open = "document.querySelector('.debug-log summary')?.click(), true";
                page.until(open, WAIT_TIMEOUT).await;
                let choose = "document.querySelector('.debug-log .warning') !== null
                    && (document.querySelector('.debug-log button.request').click(), true)";
                page.until(choose, WAIT_TIMEOUT).await;
                let show = "document.querySelector('.debug-log').scrollIntoView(), true";
                page.until(show, WAIT_TIMEOUT).await;
            }
            Self::Large => run(screen, concurrent(workload(5_000, 100), 200)).await,
            Self::OwnUrls => {
                screen.source().await.choose("my URLs").await;
                screen.paste_addresses(LINES).await;
                page.until(
                    "document.querySelector('.refused li') !== null",
                    WAIT_TIMEOUT,
                )
                .await;
            }
            Self::Help => {
                screen.help_button().await.click().await;
                screen.help().await;
            }
            Self::Permission => {
                let mut asking = both_lanes(workload(5, 5), 5);
                let urls: Vec<&str> = LINES.lines().skip(1).take(3).collect();
                asking["source"] = json!({"kind": "urls", "urls": urls});
                start(page, asking).await;
                page.by_role("dialog", Name::contains(THIRD_PARTY)).await;
            }
            Self::Lessons => {
                follow(page, "lessons/no-such-lesson").await;
                page.until(
                    "document.querySelector('.lesson-list a') !== null",
                    WAIT_TIMEOUT,
                )
                .await;
            }
            Self::LessonAsking => {
                follow(page, "lessons/too-many-at-once").await;
                let guess = "document.querySelector('.choices input')?.click() === undefined
                    && document.querySelector('.choices input')?.checked";
                page.until(guess, WAIT_TIMEOUT).await;
            }
            Self::LessonAnswered => {
                follow(page, "lessons/await-in-the-loop").await;
                let slider = page.by_role("slider", "Your guess").await;
                slider.slide_to(400.0).await;
                page.press("Space").await;
                let answered =
                    format!("document.querySelectorAll('{PREDICTED_TABLE} td:last-child').length");
                page.until(&format!("{answered} === 2"), WAIT_TIMEOUT).await;
                page.press("f").await;
                page.until(&format!("{answered} === 4"), WAIT_TIMEOUT).await;
            }
            Self::LessonCurve => {
                follow(page, "lessons/best-limit").await;
                page.until("document.querySelector('.choices') !== null", WAIT_TIMEOUT)
                    .await;
                page.press("Space").await;
                let drawn = "document.querySelector('.limit-curve svg') !== null";
                page.until(drawn, WAIT_TIMEOUT * 4).await;
            }
        }
    }
}

/// Opens what a link of the page's own names.
async fn follow(page: &Page, fragment: &str) {
    let follow = "location.hash = arguments[0];";
    page.execute(follow, vec![json!(fragment)]).await;
}

/// Starts an experiment whose end is not awaited here.
async fn start(page: &Page, experiment: Value) {
    let _unawaited = page.start_experiment(experiment).await;
}

async fn run(screen: &Screen, experiment: Value) {
    start(screen.page(), experiment).await;
    screen.until_running().await;
    screen.until_idle().await;
}

/// The lane that is soon over comes first, so that there is something to see of both.
fn running() -> Value {
    let mut work = workload(100, 0);
    work["latencyMs"] = json!({"distribution": "uniform", "min": 130, "max": 400});
    let in_turn = json!([{"strategy": "concurrent", "limit": 5}, {"strategy": "sequential"}]);
    lanes(work, in_turn)
}

fn failures() -> Value {
    let mut work = workload(60, 0);
    work["latencyMs"] = json!({"distribution": "uniform", "min": 10, "max": 30});
    work["transferMs"] = json!(20);
    let faults = json!({
        "serverError": 0.05, "notFound": 0.1, "tooManyRequests": 0.05, "slow": 0.05,
        "hang": 0.05, "drop": 0.1,
    });
    let experiment = both_lanes(with_faults(work, faults), 10);
    with_policy(experiment, json!({"timeoutMs": 400, "retries": 1}))
}
