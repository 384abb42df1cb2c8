//! Everything by keyboard, and nothing by accident.

use super::browser::{ExpectedReport, Page};
use super::documents::{concurrent, workload};
use super::screen::CONCURRENT;
use super::screen_text::EXPECTED;
use super::visit::Visit;

async fn put_the_keyboard_down(page: &Page) {
    page.execute("document.activeElement?.blur();", vec![])
        .await;
}

#[tokio::test]
async fn escape_stops_a_run_but_first_closes_the_help() {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    let started = page
        .start_experiment(concurrent(workload(1_000, 400), 20))
        .await;
    screen.until_says(CONCURRENT, "in flight 20 ·").await;
    page.press("?").await;
    screen.help().await;
    page.press("Escape").await;
    screen.until_help_is_closed().await;
    assert!(
        screen.is_running().await,
        "closing the help stopped the run"
    );

    put_the_keyboard_down(page).await;
    page.press("Escape").await;
    let report = started.result().await.expect("a stopped run has a report");
    let lane = ExpectedReport::lane(&report, 0).outcomes_sum_to(1_000);
    assert!(lane.number_of("cancelled") > 0, "Esc did not stop it");
    page.assert_no_console_problems_but_failed_loads().await;
}

#[tokio::test]
async fn space_keeps_its_meaning_on_a_control_and_keys_are_off_while_typing() {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    let theme = screen.theme().await;
    let before = theme.accessible().await.expect("it is there").name;
    theme.focus().await;
    page.press("Space").await;
    let after = screen
        .theme()
        .await
        .accessible()
        .await
        .expect("it is there")
        .name;
    assert_ne!(
        before, after,
        "Space presses the button that has the keyboard"
    );
    assert!(!screen.is_running().await, "Space on a button runs");

    let requests = screen.field("Requests").await;
    requests.focus().await;
    requests.type_text(" ?").await;
    page.press("ArrowDown").await;
    assert_eq!(
        requests.value().await,
        "100 ?",
        "what is typed goes into the field"
    );
    assert!(
        !screen.is_running().await && !screen.help_is_open().await,
        "typing is not pressing"
    );
    requests.fill("5").await;

    let kind = screen.latency_kind().await;
    kind.focus().await;
    page.press("?").await;
    assert!(!screen.help_is_open().await, "a list takes its own keys");

    screen.help_button().await.focus().await;
    page.press("Space").await;
    screen.help().await;
    put_the_keyboard_down(page).await;
    page.press("Space").await;
    page.press("Escape").await;
    screen.until_help_is_closed().await;
    // A lane that was never run says how long it should take.
    let lane = screen.text_of(CONCURRENT).await;
    assert!(
        lane.contains(EXPECTED),
        "Space ran behind the open help: {lane}"
    );

    // The whole run by keyboard: Tab to the button, press it as a button is pressed.
    screen.run().await.focus().await;
    page.press("Enter").await;
    screen.until_says(CONCURRENT, "5 Succeeded").await;
    page.assert_no_console_problems().await;
}

#[tokio::test]
async fn single_keys_can_be_switched_off_and_stay_so() {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    page.press("?").await;
    let switch = screen.single_keys().await;
    switch.click().await;
    page.press("Escape").await;
    screen.until_help_is_closed().await;

    page.reload().await;
    page.until_app_ready().await;
    screen.run().await;
    put_the_keyboard_down(page).await;
    page.press("Space").await;
    page.press("?").await;
    assert!(
        !screen.is_running().await && !screen.help_is_open().await,
        "single keys are off"
    );

    screen.help_button().await.click().await;
    let switch = screen.single_keys().await;
    let state = switch.accessible().await.expect("it is there");
    assert!(!state.is("checked"), "the switch shows that they are off");
    switch.click().await;
    page.press("Escape").await;
    screen.until_help_is_closed().await;
    put_the_keyboard_down(page).await;
    page.press("?").await;
    screen.help().await;
    page.assert_no_console_problems().await;
}
