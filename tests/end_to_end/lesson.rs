//! Lessons as a class meets them: by their links, on the page, and with an answer at the end.

use super::browser::Page;
use super::screen::{RUN_TIMEOUT, Screen};
use super::screen_text::{OUTSIDE_TOLERANCE, PREDICTED_TABLE};
use super::visit::Visit;
use playground_core::documents::experiment::to_json;
use playground_core::lessons::catalogue;
use playground_core::lessons::lesson::Lesson;
use playground_core::lessons::measure::Measure;
use playground_testing::urls::StandardUrls;
use serde_json::Value;

/// All of them, in teaching order.
pub fn lessons() -> Vec<Lesson> {
    catalogue::lessons(&StandardUrls::default()).expect("every document is a lesson")
}

/// The lesson of this name.
pub fn lesson(id: &str) -> Lesson {
    let all = lessons();
    let found = all.into_iter().find(|lesson| lesson.id == id);
    found.unwrap_or_else(|| panic!("there is no lesson {id}"))
}

/// Opens a lesson by its link, on a page that is open already, and waits until it is there.
pub async fn open_lesson(screen: &Screen, id: &str) -> Lesson {
    let lesson = lesson(id);
    screen.follow_link(&format!("lessons/{id}")).await;
    screen.lesson(&lesson.title).await;
    lesson
}

/// One line of what was predicted and measured.
#[derive(Debug)]
struct Row {
    measure: String,
    text: String,
}

async fn rows(page: &Page) -> Vec<Row> {
    let all = format!(
        "[...document.querySelectorAll('{PREDICTED_TABLE} tbody tr:not(.of-lane)')].map(row =>
            [row.querySelector('th').textContent, row.textContent])"
    );
    let all = page.evaluate(&all).await;
    let all = all.as_array().expect("rows").iter();
    all.map(|row| Row {
        measure: row[0].as_str().unwrap_or_default().to_owned(),
        text: row[1].as_str().unwrap_or_default().to_owned(),
    })
    .collect()
}

/// Whether a busy machine may measure something else than a quiet one.
fn depends_on_the_machine(measure: Measure) -> bool {
    measure.is_time() || measure == Measure::BestLimit
}

/// Waits for the lesson's answer up to a step: a line for each of its checks, and whatever was
/// counted is as predicted.
pub async fn assert_answered(screen: &Screen, lesson: &Lesson, step: usize) {
    screen.until_verdict(|said| !said.is_empty()).await;
    let checks = lesson.steps.iter().take(step + 1);
    let checks: Vec<_> = checks.flat_map(|step| &step.checks).collect();
    let wanted = checks.len();
    let shown = format!(
        "document.querySelectorAll('{PREDICTED_TABLE} tbody tr:not(.of-lane)').length === {wanted}"
    );
    screen.page().until(&shown, RUN_TIMEOUT).await;
    for (check, row) in checks.into_iter().zip(rows(screen.page()).await) {
        assert_eq!(row.measure, check.measure.title(), "{}: {row:?}", lesson.id);
        let is_off = row.text.contains(OUTSIDE_TOLERANCE);
        assert!(
            !is_off || depends_on_the_machine(check.measure),
            "{}: {row:?}",
            lesson.id
        );
    }
    screen.until_lesson_says(&lesson.title, &lesson.claim).await;
    for why in &lesson.steps[step].why {
        // On the page, what stands between backticks is set as code.
        let why = why.replace('`', "");
        screen.until_lesson_says(&lesson.title, &why).await;
    }
}

/// What a lesson's report must show for its claim to hold.
pub type Claims = (&'static str, fn(&Value));

/// Teaches these lessons on one page, one after the other.
pub async fn teach(lessons: &[Claims]) {
    teach_on(&Visit::start().await, lessons).await;
}

/// Opens each of these lessons, runs all its steps, holds its report to its claims, and looks for
/// the lesson's own answer.
pub async fn teach_on(visit: &Visit, lessons: &[Claims]) {
    let Visit { page, screen, .. } = visit;
    for (id, claims) in lessons {
        // Shown where it fails.
        println!("the lesson {id}");
        let lesson = open_lesson(screen, id).await;
        let last = lesson.steps.len() - 1;
        let document = to_json(&lesson.experiment(last));
        let report = page.run_experiment(document).await.expect("it runs");
        screen.until_idle().await;
        claims(&report);
        assert_answered(screen, &lesson, last).await;
    }
    page.assert_no_console_problems_but_failed_loads().await;
}
