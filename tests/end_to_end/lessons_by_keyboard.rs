//! Lessons by keyboard alone, as before a class: guess, run, see the answer, fix it.

use super::browser::{Page, WAIT_TIMEOUT};
use super::lesson::{assert_answered, open_lesson};
use super::lessons_error_cases::STOPPED;
use super::visit::Visit;
use serde_json::json;

/// Presses Tab until what has the keyboard is called this.
async fn tab_to(page: &Page, name: &str) {
    const STOPS_AT_MOST: usize = 40;
    for _ in 0..STOPS_AT_MOST {
        page.press("Tab").await;
        if page.focused().await.name == name {
            return;
        }
    }
    panic!("{STOPS_AT_MOST} Tabs lead past “{name}”");
}

#[tokio::test]
async fn a_time_is_guessed_run_and_fixed_without_a_pointer() {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    // By its key to the list, from there to the lesson.
    page.press("l").await;
    screen.lesson("Lessons").await;
    tab_to(page, "The await inside the loop").await;
    page.press("Enter").await;
    screen.until_fragment("lessons/await-in-the-loop").await;
    let lesson = open_lesson(screen, "await-in-the-loop").await;

    // What will speak of the answer is there before it, and silent.
    let mark = "const said = document.querySelector('.lesson .verdict');
        said.wasThere = true; return [said.getAttribute('role'), said.textContent.trim()];";
    let before = page.execute(mark, vec![]).await;
    assert_eq!(before, json!(["status", ""]));

    tab_to(page, "Your guess").await;
    assert_eq!(page.focused().await.role, "slider");
    page.press("Home").await;
    page.press_times("ArrowRight", 25).await;
    let slider = screen.guess_slider().await;
    assert_eq!(slider.value().await, "1000");
    let said = slider.attribute("aria-valuetext").await;
    assert_eq!(said.as_deref(), Some("1.0 s"), "not only a number is said");

    page.press("Space").await;
    let verdict = screen.until_verdict(|said| !said.is_empty()).await;
    let is_wrong = verdict.starts_with("You guessed 1.0 s. The answer is ")
        && verdict.contains("times as long");
    assert!(is_wrong, "{verdict}");
    let spoken = "document.querySelector('.lesson .verdict').wasThere === true";
    assert_eq!(page.evaluate(spoken).await, true, "the same live region");
    assert_answered(screen, &lesson, 0).await;

    // Who has seen the answer does not guess any more; the lesson's keys go on.
    let is_over = "document.getElementById('time-guess').matches(':disabled')";
    assert_eq!(page.evaluate(is_over).await, true);
    page.press("f").await;
    assert_answered(screen, &lesson, 1).await;
    assert_eq!(lanes(page).await, 2);
    assert_eq!(
        screen.verdict_now().await,
        verdict,
        "the guess was of the first lane"
    );

    // On, and back.
    page.press("n").await;
    screen.lesson("Gather: start all, await all").await;
    screen.until_fragment("lessons/gather").await;
    page.press("p").await;
    screen.lesson(&lesson.title).await;
    assert!(!screen.is_running().await);
    page.assert_no_console_problems().await;
}

/// How many lanes have run.
async fn lanes(page: &Page) -> u64 {
    let count = "[...document.querySelectorAll('.lane .outcomes')]
        .filter(outcomes => outcomes.textContent.includes('Succeeded')).length";
    page.evaluate(count).await.as_u64().unwrap_or_default()
}

#[tokio::test]
async fn a_choice_is_made_by_its_digit_run_and_fixed_without_a_pointer() {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    let lesson = open_lesson(screen, "too-many-at-once").await;
    for (digit, chosen) in [("1", "none"), ("9", "none"), ("3", "most of them")] {
        page.press(digit).await;
        let checked = "[...document.querySelectorAll('.choices input')]
            .find(choice => choice.checked)?.parentElement.textContent ?? ''";
        let is_chosen = format!("({checked}).includes('{chosen}')");
        page.until(&is_chosen, WAIT_TIMEOUT).await;
    }
    page.press("Space").await;
    let verdict = screen.until_verdict(|said| !said.is_empty()).await;
    assert!(
        verdict.starts_with("You guessed “most of them”, which is right"),
        "{verdict}"
    );
    assert_answered(screen, &lesson, 0).await;
    page.press("f").await;
    assert_answered(screen, &lesson, 1).await;
    page.assert_no_console_problems_but_failed_loads().await;
}

#[tokio::test]
async fn enter_runs_a_guess_and_escape_stops_it_from_within_the_slider() {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    let lesson = open_lesson(screen, "await-in-the-loop").await;
    screen.guess_slider().await.focus().await;
    page.press("End").await;
    page.press("Enter").await;
    // Stopped earlier, while the page waits for the lab, it would not have run at all.
    let has_begun = "document.querySelector('.lane .time:not(.planned)') !== null";
    page.until(has_begun, WAIT_TIMEOUT).await;
    page.press("Escape").await;
    screen.until_idle().await;
    screen.until_lesson_says(&lesson.title, STOPPED).await;
    assert_eq!(screen.verdict_now().await, "");
    // The guess still stands, and Enter among choices runs as well.
    assert_eq!(screen.guess_slider().await.value().await, "4000");
    let lesson = open_lesson(screen, "too-many-at-once").await;
    tab_to_choices(page).await;
    page.press("ArrowDown").await;
    page.press("Enter").await;
    let verdict = screen.until_verdict(|said| !said.is_empty()).await;
    assert!(
        verdict.starts_with("You guessed “a few, up to 20”. The answer is"),
        "{verdict}"
    );
    assert_answered(screen, &lesson, 0).await;
    page.assert_no_console_problems_but_failed_loads().await;
}

/// Puts the keyboard on the first choice, which a group's arrows begin at.
async fn tab_to_choices(page: &Page) {
    page.execute("document.querySelector('.choices input').focus();", vec![])
        .await;
    assert_eq!(page.focused().await.role, "radio");
}
