//! Lessons that do not go as they are meant to: said in words, and there is a way on.

use super::browser::ExpectedReport;
use super::documents::{concurrent, workload};
use super::lesson::{assert_answered, open_lesson};
use super::screen::CONCURRENT;
use super::visit::Visit;

pub const STOPPED: &str = "It was stopped";
const CHANGED: &str = "The settings were changed";
const BUSY: &str = "Something else is running, so this lesson waits";

#[tokio::test]
async fn without_a_guess_it_runs_and_says_so() {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    let lesson = open_lesson(screen, "await-in-the-loop").await;
    screen.until_lesson_says(&lesson.title, "Guess first").await;
    screen.run_lesson().await.click().await;
    let verdict = screen.until_verdict(|said| !said.is_empty()).await;
    assert!(
        verdict.starts_with("You made no guess. It is "),
        "{verdict}"
    );
    assert_answered(screen, &lesson, 0).await;

    // Now somebody does, before it runs again.
    let again = page.by_role("button", "Guess again").await;
    again.click().await;
    screen.until_verdict(str::is_empty).await;
    screen.guess_slider().await.slide_to(1_600.0).await;
    screen.run_lesson().await.click().await;
    let verdict = screen.until_verdict(|said| !said.is_empty()).await;
    assert!(verdict.starts_with("You guessed 1.6 s"), "{verdict}");
    page.assert_no_console_problems().await;
}

#[tokio::test]
async fn changed_settings_leave_the_lesson_and_can_be_restored() {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    let lesson = open_lesson(screen, "start-and-await").await;
    page.by_role("button", "Settings").await.click().await;
    screen.field("Requests").await.fill("2").await;
    screen.until_lesson_says(&lesson.title, CHANGED).await;
    assert!(!screen.run_lesson().await.is_enabled().await);
    // It can be run as an experiment of one's own, and is no answer.
    screen.run().await.click().await;
    screen.until_says(CONCURRENT, "2 Succeeded").await;
    screen.until_idle().await;
    screen.until_lesson_says(&lesson.title, CHANGED).await;
    assert_eq!(screen.verdict_now().await, "");
    // Nor is a setting that cannot be run.
    screen.field("Requests").await.fill("none").await;
    screen.until_lesson_says(&lesson.title, CHANGED).await;

    let back = page
        .by_role("button", "Back to the lesson's settings")
        .await;
    back.click().await;
    screen.until_content("Requests").await;
    assert_eq!(screen.field("Requests").await.value().await, "1");
    screen.run_lesson().await.click().await;
    assert_answered(screen, &lesson, 0).await;
    page.assert_no_console_problems().await;
}

#[tokio::test]
async fn a_lesson_that_is_stopped_has_no_answer_and_runs_again() {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    let lesson = open_lesson(screen, "await-in-the-loop").await;
    screen.run_lesson().await.click().await;
    screen
        .until_lesson_says(&lesson.title, "Running. Watch")
        .await;
    screen.stop().await.click().await;
    screen.until_lesson_says(&lesson.title, STOPPED).await;
    assert_eq!(screen.verdict_now().await, "");
    screen.run_lesson().await.click().await;
    assert_answered(screen, &lesson, 0).await;
    page.assert_no_console_problems_but_failed_loads().await;
}

#[tokio::test]
async fn a_lab_server_that_is_away_is_named_with_how_to_start_it() {
    let visit = Visit::with_no_lab_server().await;
    let Visit { page, screen, .. } = &visit;
    let lesson = open_lesson(screen, "six-connections").await;
    let fold = "How to start the lab server that this lesson needs";
    let fold = page.by_role("DisclosureTriangle", fold).await;
    fold.click().await;
    screen
        .until_lesson_says(&lesson.title, "cargo run --package lab-server")
        .await;
    screen.run_lesson().await.click().await;
    let said = screen.notice().await;
    for words in [
        "No lab server answered at http://127.0.0.1:8090",
        "cargo xtask serve",
    ] {
        assert!(said.contains(words), "{said}");
    }
    screen.until_idle().await;
    // The lesson is still there, asks as before, and others can be taken.
    screen.until_lesson_says(&lesson.title, "Guess first").await;
    assert!(screen.run_lesson().await.is_enabled().await);
    let other = open_lesson(screen, "start-and-await").await;
    assert_eq!(screen.notice_now().await, "", "that was of another lesson");
    screen.run_lesson().await.click().await;
    assert_answered(screen, &other, 0).await;
    page.assert_no_console_problems_but_failed_loads().await;
}

#[tokio::test]
async fn a_lesson_opened_while_something_runs_waits_for_it() {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    let started = page
        .start_experiment(concurrent(workload(1_000, 400), 20))
        .await;
    screen.until_says(CONCURRENT, "in flight 20 ·").await;
    let lesson = open_lesson(screen, "start-and-await").await;
    screen.until_lesson_says(&lesson.title, BUSY).await;
    assert!(!screen.run_lesson().await.is_enabled().await);
    screen.stop().await.click().await;
    let report = started.result().await.expect("a stopped run has a report");
    // What ran was left as it was.
    ExpectedReport::lane(&report, 0)
        .outcomes_sum_to(1_000)
        .max_in_flight(20);
    screen.until_lesson_says(&lesson.title, "Guess first").await;
    assert_eq!(screen.verdict_now().await, "");
    screen.run_lesson().await.click().await;
    assert_answered(screen, &lesson, 0).await;
    page.assert_no_console_problems_but_failed_loads().await;
}
