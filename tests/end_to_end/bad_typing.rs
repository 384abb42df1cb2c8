//! Bad input by typing: the message stands beside the field, and nothing runs.

use super::browser::Page;
use super::lab::{calls_from_page, forget_calls, visit_with_counted_calls};
use super::screen::Screen;
use super::visit::Visit;

const REQUESTS: &str = "a whole number from 1 to 100,000";

/// Types something wrong, sees it refused beside the field and by the page, and corrects it.
async fn assert_refused(page: &Page, screen: &Screen, label: &str, typed: &str, words: &str) {
    let field = screen.field(label).await;
    let good = field.value().await;
    field.fill(typed).await;
    screen.until_complains(label, words).await;
    let said = screen.complaint(label).await;
    let shown = if typed.is_empty() { "empty" } else { typed };
    assert!(
        said.contains(shown),
        "{label} = “{typed}” is refused with “{said}”"
    );
    assert!(
        field
            .accessible()
            .await
            .is_some_and(|field| field.is("invalid")),
        "{label} is invalid"
    );

    // By key and, where it can be pressed, by button: nothing runs.
    page.execute("document.activeElement?.blur();", vec![])
        .await;
    page.press("Space").await;
    let run = screen.run().await;
    if run.is_enabled().await {
        run.click().await;
    }
    assert!(!screen.is_running().await, "{label} = “{typed}” runs");

    field.fill(&good).await;
    screen.until_content(label).await;
}

#[tokio::test]
async fn a_bad_number_is_refused_beside_its_field_and_nothing_runs() {
    let visit = visit_with_counted_calls().await;
    let Visit { page, screen, .. } = &visit;
    forget_calls(page).await;
    for typed in ["0", "-1", "1e9", "abc", "1.5", "", "100001", "1.000"] {
        assert_refused(page, screen, "Requests", typed, REQUESTS).await;
    }
    for typed in ["0", "1001", "abc"] {
        assert_refused(
            page,
            screen,
            "Limit",
            typed,
            "a whole number from 1 to 1,000",
        )
        .await;
    }
    // A grouped number is one, if its groups are of three digits.
    screen.field("Requests").await.fill("100,000").await;
    screen.until_content("Requests").await;
    let wrong = format!("{REQUESTS}, without “,”");
    assert_refused(page, screen, "Requests", "1,5", &wrong).await;
    // 120 ms is the longest latency at first.
    assert_refused(
        page,
        screen,
        "Shortest",
        "121",
        "at most the longest latency, 120",
    )
    .await;
    assert_eq!(calls_from_page(page).await, 0, "something was sent");
    page.assert_no_console_problems().await;
}

#[tokio::test]
async fn faults_over_100_percent_are_refused_beside_their_field_and_the_corrected_page_runs() {
    let visit = visit_with_counted_calls().await;
    let Visit { page, screen, .. } = &visit;
    screen.unfold_settings().await;
    forget_calls(page).await;
    assert_refused(page, screen, "Drop", "101", "a number from 0 to 100").await;
    assert_refused(page, screen, "Drop", "-1", "a number from 0 to 100").await;
    // Each by itself is fine, together they are too many.
    screen.field("Hang").await.fill("60").await;
    screen.field("Drop").await.fill("50").await;
    screen
        .until_complains("Drop", "sum of all faults is 110 %")
        .await;
    screen.run().await.click().await;
    let notice = screen.notice().await;
    assert!(notice.contains("110 %"), "the page says: {notice}");
    assert!(!screen.is_running().await, "it runs with 110 % of faults");
    assert_eq!(calls_from_page(page).await, 0, "something was sent");

    screen.field("Hang").await.fill("0").await;
    screen.field("Drop").await.fill("0").await;
    screen.until_content("Drop").await;
    screen.field("Requests").await.fill("12").await;
    screen.run().await.click().await;
    screen
        .until_says(super::screen::CONCURRENT, "12 Succeeded")
        .await;
    screen.until_idle().await;
    assert_eq!(
        screen.notice_now().await,
        "",
        "what was corrected is not complained about"
    );
    page.assert_no_console_problems().await;
}
