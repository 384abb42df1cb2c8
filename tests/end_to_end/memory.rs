//! What the page remembers, and what it does where it cannot.

use super::browser::StaticSite;
use super::page_scripts::before_each_load;
use super::screen::CONCURRENT;
use super::visit::{Visit, dist};

#[tokio::test]
async fn settings_that_were_run_and_the_theme_are_there_after_a_reload() {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    screen.field("Requests").await.fill("9").await;
    screen.latency_kind().await.choose("all the same").await;
    screen.field("Each").await.fill("15").await;
    screen.field("Limit").await.fill("3").await;
    screen.unfold_settings().await;
    screen
        .on_error()
        .await
        .choose("fail fast: cancel the rest")
        .await;
    screen.field("Seed").await.fill("7").await;
    screen.field("Not found").await.fill("0.5").await;
    screen.theme().await.click().await;
    let theme = screen
        .theme()
        .await
        .accessible()
        .await
        .expect("it is there")
        .name;
    screen.run().await.click().await;
    screen.until_says(CONCURRENT, "9 Succeeded").await;
    screen.until_idle().await;

    page.reload().await;
    page.until_app_ready().await;
    for (label, value) in [("Requests", "9"), ("Each", "15"), ("Limit", "3")] {
        assert_eq!(
            screen.field(label).await.value().await,
            value,
            "{label} is remembered"
        );
    }
    screen.unfold_settings().await;
    for (label, value) in [("Seed", "7"), ("Not found", "0.5")] {
        assert_eq!(
            screen.field(label).await.value().await,
            value,
            "{label} is remembered"
        );
    }
    assert_eq!(screen.on_error().await.value().await, "failFast");
    assert_eq!(
        screen
            .theme()
            .await
            .accessible()
            .await
            .expect("it is there")
            .name,
        theme
    );
    assert_eq!(screen.notice_now().await, "", "nothing to complain about");
    page.assert_no_console_problems().await;
}

#[tokio::test]
async fn unreadable_stored_settings_give_the_defaults_and_a_notice() {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    screen.field("Requests").await.fill("9").await;
    screen.run().await.click().await;
    screen.until_says(CONCURRENT, "9 Succeeded").await;
    screen.until_idle().await;
    for rubbish in [
        "{\"version\":1,\"workload\":{\"requests\":0}}",
        "{\"vers",
        "\u{0}",
        "",
    ] {
        let spoil =
            "for (const key of Object.keys(localStorage)) localStorage.setItem(key, arguments[0]);";
        page.execute(spoil, vec![rubbish.into()]).await;
        page.reload().await;
        page.until_app_ready().await;
        let notice = screen.notice().await;
        assert!(
            notice.contains("defaults"),
            "“{rubbish}”: the page says: {notice}"
        );
        assert_eq!(
            screen.field("Requests").await.value().await,
            "100",
            "“{rubbish}”"
        );
    }
    screen.field("Requests").await.fill("8").await;
    screen.run().await.click().await;
    screen.until_says(CONCURRENT, "8 Succeeded").await;
    page.assert_no_console_problems().await;
}

#[tokio::test]
async fn a_full_storage_is_reported_and_the_run_is_unaffected() {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    let fill = "
        let piece = 1 << 22;
        for (let number = 0; piece >= 1; number += 1) {
            try { localStorage.setItem(`filler ${number}`, 'x'.repeat(piece)); }
            catch { piece = Math.floor(piece / 2); }
        }
        try { localStorage.setItem('one more', 'xxxxxxxxxxxxxxxx'); return 'it fits'; }
        catch (error) { return error.name; }";
    assert_eq!(page.execute(fill, vec![]).await, "QuotaExceededError");
    screen.field("Requests").await.fill("9").await;
    screen.run().await.click().await;
    let notice = screen.notice().await;
    assert!(
        notice.contains("storage is full") && notice.contains("not affected"),
        "says: {notice}"
    );
    screen.until_says(CONCURRENT, "9 Succeeded").await;
    screen.until_idle().await;
    assert!(
        screen.notice_now().await.contains("storage is full"),
        "still said after the run"
    );
    page.assert_no_console_problems().await;
}

#[tokio::test]
async fn without_any_storage_the_page_works_and_says_that_it_forgets() {
    let forbid = "Object.defineProperty(window, 'localStorage', {get() {
        throw new DOMException('Access is denied for this document.', 'SecurityError');
    }});";
    let prepare = async |page: &super::browser::Page| before_each_load(page, forbid).await;
    let visit = Visit::prepared(StaticSite::serve(dist(), "/"), prepare).await;
    let Visit { page, screen, .. } = &visit;
    screen.field("Requests").await.fill("9").await;
    screen.run().await.click().await;
    let notice = screen.notice().await;
    assert!(
        notice.contains("store data") && notice.contains("not affected"),
        "says: {notice}"
    );
    screen.until_says(CONCURRENT, "9 Succeeded").await;
    page.assert_no_console_problems().await;
}
