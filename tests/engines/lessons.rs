//! Every lesson, run by its button and answered.

use crate::browser::WAIT_TIMEOUT;
use crate::in_each_engine;
use crate::screen::RUN_TIMEOUT;
use crate::screen_text::{OUTSIDE_TOLERANCE, PREDICTED_TABLE, SLOW_BROWSER};
use crate::visit::Visit;
use playground_core::lessons::catalogue;
use playground_core::lessons::lesson::Lesson;
use playground_core::lessons::measure::Measure;
use playground_testing::urls::StandardUrls;
use serde_json::{Value, json};

in_each_engine!(
    a_lesson_of_seventeen_seconds_is_answered,
    a_lesson_of_eleven_seconds_is_answered,
    the_lessons_on_waiting_are_answered,
    the_lessons_on_failures_and_threads_are_answered,
);

/// Its lab servers are at their usual addresses, which only Chromium can be told to find
/// elsewhere.
const BESIDE_A_SERVER: &str = "six-connections";

/// Each waits most of the time, so others run beside it.
const LONG: [&str; 2] = ["articles", "best-limit"];

async fn a_lesson_of_seventeen_seconds_is_answered(visit: &mut Visit) {
    teach(visit, |_, id| id == LONG[0]).await;
}

async fn a_lesson_of_eleven_seconds_is_answered(visit: &mut Visit) {
    teach(visit, |_, id| id == LONG[1]).await;
}

async fn the_lessons_on_waiting_are_answered(visit: &mut Visit) {
    teach(visit, |place, id| place < 8 && !LONG.contains(&id)).await;
}

async fn the_lessons_on_failures_and_threads_are_answered(visit: &mut Visit) {
    teach(visit, |place, id| place >= 8 && !LONG.contains(&id)).await;
}

async fn teach(visit: &Visit, is_taught: impl Fn(usize, &str) -> bool) {
    let lessons = catalogue::lessons(&StandardUrls::default()).expect("all are lessons");
    let mut taught = 0;
    for (place, lesson) in lessons.iter().enumerate() {
        if is_taught(place, &lesson.id) && lesson.id != BESIDE_A_SERVER {
            // Shown where it fails.
            println!("the lesson {}", lesson.id);
            assert_answered(visit, lesson).await;
            taught += 1;
        }
    }
    assert!(taught > 0, "no lesson is of that name");
}

async fn assert_answered(visit: &Visit, lesson: &Lesson) {
    let page = visit.page();
    visit.follow_link(&format!("lessons/{}", lesson.id)).await;
    let title = json!(lesson.title);
    let is_open = format!("document.querySelector('.lesson')?.innerText.includes({title})");
    page.until(&is_open, WAIT_TIMEOUT).await;
    visit.press_button("Run it").await;
    let verdict = "document.querySelector('.lesson .verdict')?.textContent.trim()";
    let verdict = page.until(verdict, RUN_TIMEOUT).await;
    let verdict = verdict.as_str().expect("a text");
    if verdict.contains(OUTSIDE_TOLERANCE) {
        assert!(verdict.contains(SLOW_BROWSER), "{}: {verdict}", lesson.id);
    }
    let rows = format!(
        "[...document.querySelectorAll('{PREDICTED_TABLE} tbody tr:not(.of-lane)')]
            .map(row => [row.querySelector('th').textContent, row.textContent])"
    );
    let rows = page.evaluate(&rows).await;
    let rows = rows.as_array().expect("a list");
    let checks = &lesson.steps[0].checks;
    assert_eq!(rows.len(), checks.len(), "{}: {rows:?}", lesson.id);
    for (check, row) in checks.iter().zip(rows) {
        assert_eq!(row[0], check.measure.title(), "{}", lesson.id);
        let is_off = row[1]
            .as_str()
            .is_some_and(|row| row.contains(OUTSIDE_TOLERANCE));
        // A busy machine may take another time; what is counted is as predicted.
        let may_be_off = check.measure.is_time() || check.measure == Measure::BestLimit;
        assert!(!is_off || may_be_off, "{}: {row}", lesson.id);
    }
    let says = |words: &str| {
        format!(
            "document.querySelector('.lesson').innerText.includes({})",
            Value::from(words.replace('`', ""))
        )
    };
    page.until(&says(&lesson.claim), WAIT_TIMEOUT).await;
}
