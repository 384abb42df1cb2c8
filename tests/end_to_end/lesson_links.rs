//! Links to lessons: they open, start nothing, and leave nothing of the user's behind.

use super::browser::{Name, WAIT_TIMEOUT};
use super::lab::{calls_from_page, forget_calls, visit_with_counted_calls};
use super::lesson::{assert_answered, lesson, lessons, open_lesson};
use super::screen::CONCURRENT;
use super::screen_text::CLEAR_PROGRESS;
use super::visit::Visit;

#[tokio::test]
async fn a_link_opens_its_lesson_and_starts_nothing_and_the_way_back_leads_out() {
    let visit = visit_with_counted_calls().await;
    let Visit {
        page, screen, site, ..
    } = &visit;
    // From another page, as from a slide; the lab is woken on every visit.
    page.goto("about:blank").await;
    let link = format!("{}#lessons/too-many-at-once", site.url());
    page.open_app(&link).await;
    forget_calls(page).await;
    let lesson = lesson("too-many-at-once");
    screen.until_lesson_says(&lesson.title, "Guess first").await;
    // The lesson's lanes are there, and nothing was run.
    let lane = screen.text_of("Concurrent, limit 60").await;
    assert!(lane.contains("Press ▶, or the space bar."), "{lane}");
    assert!(!screen.is_running().await);

    // From one to the next, and back by the browser's own way.
    screen.follow_link("lessons/gather").await;
    screen.lesson("Gather: start all, await all").await;
    page.client().back().await.expect("there is a way back");
    screen.lesson(&lesson.title).await;
    assert_eq!(calls_from_page(page).await, 0, "a link has sent something");

    // A press does run it: 60 requests, and the calls before and after them.
    screen.run_lesson().await.click().await;
    assert_answered(screen, &lesson, 0).await;
    assert!(calls_from_page(page).await >= 60);
    page.assert_no_console_problems_but_failed_loads().await;
}

#[tokio::test]
async fn the_list_names_every_lesson_and_an_unknown_link_gets_a_message() {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    let rude = "lessons/<img src=x onerror=\"window.rude=1\">";
    for unknown in ["lessons/no-such-lesson", rude] {
        screen.follow_link(unknown).await;
        let said = screen
            .until_text("alert", |said| said.starts_with("There is no lesson named"))
            .await;
        let is_named = said.contains("no-such-lesson") || unknown == rude;
        assert!(is_named, "{said}");
    }
    assert_eq!(page.evaluate("window.rude ?? 0").await, 0);
    let list = screen.lesson("Lessons").await;
    let links = list.all_by_role("link", Name::Any).await;
    let links: Vec<_> = links.into_iter().map(|link| link.name).collect();
    let titles: Vec<_> = lessons().into_iter().map(|lesson| lesson.title).collect();
    assert_eq!(links, titles);
    list.by_role("link", titles[0].as_str()).await.click().await;
    screen.lesson(&titles[0]).await;
    screen.until_fragment("lessons/start-and-await").await;
    page.assert_no_console_problems().await;
}

#[tokio::test]
async fn a_finished_lesson_is_marked_in_the_list_until_progress_is_cleared() {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    let lesson = open_lesson(screen, "await-in-the-loop").await;
    page.press("Space").await;
    assert_answered(screen, &lesson, 0).await;
    assert_eq!(done(&visit).await, Vec::<String>::new(), "half a lesson");
    page.client().back().await.expect("there is a way back");
    page.press("Space").await;
    assert_answered(screen, &lesson, 0).await;
    page.press("f").await;
    assert_answered(screen, &lesson, 1).await;
    assert_eq!(done(&visit).await, [lesson.title.as_str()]);
    page.reload().await;
    page.until_app_ready().await;
    assert_eq!(
        done(&visit).await,
        [lesson.title.as_str()],
        "on a later visit"
    );
    let forget = page.by_role("button", CLEAR_PROGRESS).await;
    forget.click().await;
    page.until_none("button", CLEAR_PROGRESS).await;
    assert_eq!(done(&visit).await, Vec::<String>::new());
    page.assert_no_console_problems().await;
}

/// The titles that the list marks as done.
async fn done(visit: &Visit) -> Vec<String> {
    visit.screen.follow_link("lessons").await;
    visit.screen.lesson("Lessons").await;
    let titles = "[...document.querySelectorAll('.lesson-list li')]
        .filter(item => item.textContent.includes('✓ done'))
        .map(item => item.querySelector('a').textContent)";
    let titles = visit.page.evaluate(titles).await;
    serde_json::from_value(titles).expect("titles")
}

#[tokio::test]
async fn closed_lessons_give_the_users_own_settings_back_and_are_not_remembered() {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    screen.field("Requests").await.fill("9").await;
    screen.field("Limit").await.fill("3").await;
    let lesson = open_lesson(screen, "start-and-await").await;
    screen.close_lessons().await.click().await;
    page.until_none("region", lesson.title.as_str()).await;
    screen.until_fragment("").await;
    assert_own_settings(&visit).await;

    // Opened again, run, and left by a reload: its settings are not the user's own.
    open_lesson(screen, "start-and-await").await;
    page.press("Space").await;
    assert_answered(screen, &lesson, 0).await;
    page.reload().await;
    page.until_app_ready().await;
    screen.lesson(&lesson.title).await;
    screen.close_lessons().await.click().await;
    page.until_none("region", lesson.title.as_str()).await;
    assert_own_settings(&visit).await;
    page.reload().await;
    page.until_app_ready().await;
    assert_own_settings(&visit).await;
    screen.run().await.click().await;
    screen.until_says(CONCURRENT, "9 Succeeded").await;
    page.assert_no_console_problems().await;
}

async fn assert_own_settings(visit: &Visit) {
    let shown = "document.querySelector('.lane h2, .lane h3')?.checkVisibility() === true";
    visit.page.until(shown, WAIT_TIMEOUT).await;
    for (label, value) in [("Requests", "9"), ("Limit", "3")] {
        assert_eq!(
            visit.screen.field(label).await.value().await,
            value,
            "{label}"
        );
    }
}
