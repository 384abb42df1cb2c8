//! What a room must see at once of a lesson, without anybody scrolling: the question with its
//! guess; then the answer, the way on, and the bars beside them, in letters for the last row.

use super::browser::{Page, WAIT_TIMEOUT};
use super::lesson::{assert_answered, open_lesson};
use super::visit::Visit;
use serde_json::json;

const ASKING: [&str; 3] = [".guess legend", ".guess fieldset", ".guess [type=submit]"];
const ANSWERED: [&str; 4] = [
    ".lesson .verdict",
    ".lesson .claim",
    ".next-step button",
    ".lane .plot",
];

/// The part is on the screen in full: neither the window nor what scrolls cuts it.
async fn until_in_sight(page: &Page, part: &str) {
    let look = format!(
        "(() => {{
            const part = document.querySelector('{part}');
            const seen = part?.getBoundingClientRect();
            const holder = part?.closest('.lesson.open')?.getBoundingClientRect();
            // What is run with stays above what it would hide.
            const press = document.querySelector('.guess fieldset') === part
                && document.querySelector('.guess [type=submit]').getBoundingClientRect();
            const bottom = Math.min(innerHeight, holder?.bottom ?? innerHeight, press?.top ?? innerHeight);
            return seen !== undefined && seen.height > 0
                && seen.top >= (holder?.top ?? 0) && seen.bottom <= bottom;
        }})()"
    );
    page.until(&look, WAIT_TIMEOUT).await;
}

/// How high the letters of a part are, as a share of the screen's height.
async fn share_of_height(page: &Page, part: &str) -> f64 {
    let size = "return parseFloat(getComputedStyle(document.querySelector(arguments[0])).fontSize)
        / innerHeight;";
    let share = page.execute(size, vec![json!(part)]).await;
    share.as_f64().expect("a size")
}

async fn assert_in_sight(mode: &str, (width, height): (u32, u32), lessons: &[&str]) {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    screen.choose_theme(mode).await;
    page.set_viewport(width, height).await;
    for id in lessons {
        println!("the lesson {id} at {width}×{height}, {mode}");
        let lesson = open_lesson(screen, id).await;
        for part in ASKING {
            until_in_sight(page, part).await;
        }
        page.press("Space").await;
        for step in 0..lesson.steps.len().min(2) {
            assert_answered(screen, &lesson, step).await;
            for part in ANSWERED {
                until_in_sight(page, part).await;
            }
            if step == 0 {
                page.press("f").await;
            }
            if step == 0 && *id == "lost-updates" {
                // A second and a half long: what was asked is of the first step.
                let told = "document.querySelector('.lesson.further h3')?.textContent
                    .startsWith('Step 2 of 3') && !document.querySelector('.guess').checkVisibility()";
                page.until(told, WAIT_TIMEOUT).await;
            }
        }
        if mode == "projector" {
            // A 27th of the picture's height can be read from eight times that height away.
            for part in [".guess legend", ".lesson .verdict", ".lesson .claim"] {
                let share = share_of_height(page, part).await;
                assert!(share >= 1.0 / 27.5, "{part} of {id}: 1/{:.1}", 1.0 / share);
            }
        }
    }
    page.assert_no_console_problems_but_failed_loads().await;
}

/// One that is guessed along an axis, one among choices, and one with long programs.
const LESSONS: [&str; 3] = ["await-in-the-loop", "too-many-at-once", "lost-updates"];

#[tokio::test]
async fn a_laptop_shows_the_question_and_then_the_answer_beside_its_bars() {
    assert_in_sight("light", (1_280, 800), &LESSONS).await;
}

#[tokio::test]
async fn a_projector_shows_them_in_large_letters() {
    assert_in_sight("projector", (1_920, 1_080), &LESSONS).await;
}
