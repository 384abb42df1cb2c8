//! A page that cannot start says why and what to do; one that starts says nothing.

use super::browser::{Browser, BrowserOptions, Page, StaticSite, WAIT_TIMEOUT};
use super::page_scripts::before_each_load;
use super::visit::{Visit, copy_of_dist, dist, rewrite};
use serde_json::json;
use std::path::Path;

/// A browser that ends with its test: it goes to places that have no origin to clear.
fn own_browser() -> BrowserOptions {
    Browser::options().new_process()
}

/// Waits until the page, which shows nothing else, says all of these.
async fn assert_says(page: &Page, words: &[&str]) {
    let said = page.until("document.body.innerText.trim()", WAIT_TIMEOUT);
    let said = said.await;
    let said = said.as_str().unwrap_or_default();
    for word in words {
        assert!(said.contains(word), "“{word}” is not in “{said}”");
    }
    let is_app = "document.querySelector('h1') !== null";
    assert_eq!(page.evaluate(is_app).await, false, "it has started");
}

/// The build's file whose name begins and ends like this.
fn file_of(folder: &Path, begin: &str, end: &str) -> String {
    let entries = std::fs::read_dir(folder).expect("the build can be listed");
    let names = entries.map(|entry| entry.expect("a file").file_name());
    let mut names = names.filter_map(|name| name.into_string().ok());
    let found = names.find(|name| name.starts_with(begin) && name.ends_with(end));
    found.unwrap_or_else(|| panic!("no {begin}…{end} in the build"))
}

#[tokio::test]
async fn opened_as_a_file_it_names_a_web_server() {
    let browser = own_browser().start().await;
    let page = browser.page();
    let file = url::Url::from_file_path(dist().join("index.html")).expect("an absolute path");
    page.goto(file.as_str()).await;
    assert_says(page, &["file", "`trunk serve`", "web server"]).await;
}

#[tokio::test]
async fn a_missing_or_damaged_file_is_reported() {
    let browser = own_browser().start().await;
    let page = browser.page();
    let app = "fetch-playground-";
    for (begin, end, is_index_instead, words) in [
        (app, "_bg.wasm", false, "404"),
        // What a host answers that sends its page for everything.
        (app, "_bg.wasm", true, "WebAssembly"),
        (app, ".js", false, "missing"),
        (app, ".js", true, "missing"),
        ("loader-", ".js", false, "missing"),
    ] {
        let build = copy_of_dist();
        let file = file_of(build.path(), begin, end);
        std::fs::remove_file(build.path().join(&file)).expect("it was there");
        let site = StaticSite::options(build.path());
        let site = if is_index_instead {
            site.fallback_to_index().serve()
        } else {
            site.serve()
        };
        page.goto(&site.url()).await;
        assert_says(page, &[words, "missing or damaged", "build again"]).await;
    }
}

#[tokio::test]
async fn an_old_browser_is_reported() {
    let browser = own_browser().start().await;
    let page = browser.page();
    let site = StaticSite::serve(dist(), "/");
    before_each_load(page, "delete window.WebAssembly;").await;
    page.goto(&site.url()).await;
    assert_says(page, &["too old", "WebAssembly", "current browser"]).await;

    // A script in syntax that this browser does not know yet.
    let browser = own_browser().start().await;
    let page = browser.page();
    let build = copy_of_dist();
    let script = file_of(build.path(), "fetch-playground-", ".js");
    rewrite(build.path(), &script, |text| format!("{text}\nlet let 1;"));
    let site = StaticSite::serve(build.path(), "/");
    page.goto(&site.url()).await;
    assert_says(page, &["too old", "current browser"]).await;
}

#[tokio::test]
async fn without_javascript_the_page_says_to_switch_it_on() {
    let browser = own_browser().start().await;
    let page = browser.page();
    let site = StaticSite::serve(dist(), "/");
    page.devtools(
        "Emulation.setScriptExecutionDisabled",
        json!({"value": true}),
    )
    .await;
    page.goto(&site.url()).await;
    assert_says(page, &["needs JavaScript", "switched off", "reload"]).await;
}

#[tokio::test]
async fn a_page_that_starts_takes_back_what_was_said_before() {
    // Something else fails first, such as a script that an extension adds.
    let prepare = async |page: &Page| {
        let fail = "addEventListener('DOMContentLoaded', () => { throw new Error('no file'); });";
        before_each_load(page, fail).await;
    };
    let visit = Visit::prepared(StaticSite::serve(dist(), "/"), prepare).await;
    let Visit { page, screen, .. } = &visit;
    screen.run().await;
    assert!(!page.text().await.contains("cannot start"));
    let mains = "document.querySelectorAll('main').length";
    assert_eq!(page.evaluate(mains).await, 1);
    // From now on an error is none of the start.
    page.execute("setTimeout(() => { throw new Error('later'); });", vec![])
        .await;
    page.evaluate("new Promise(done => setTimeout(done, 50))")
        .await;
    assert!(!page.text().await.contains("cannot start"));
}
