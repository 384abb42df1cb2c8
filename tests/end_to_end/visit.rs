//! A visit to the built page: a host that serves it, a browser, and the page open in it.

use super::browser::{Browser, BrowserOptions, ExpectedReport, Page, StaticSite, WAIT_TIMEOUT};
use super::documents::{concurrent, workload};
use super::lab_server::LabServer;
use super::page_scripts::before_each_load;
use super::screen::Screen;
use playground_core::experiment::source::{HTTP1_ORIGIN, HTTP2_ORIGIN};
use serde_json::json;
use std::path::{Path, PathBuf};

/// The host of [`Visit::with_third_party_host`].
pub const THIRD_PARTY_HOST: &str = "third-party.example";

/// The host of [`Visit::from_elsewhere`].
const ELSEWHERE: &str = "elsewhere.example";

/// The folder of the release build under test.
pub fn dist() -> PathBuf {
    let Some(folder) = std::env::var_os("FETCH_PLAYGROUND_DIST") else {
        panic!(
            "FETCH_PLAYGROUND_DIST does not say where the built page is. Run this suite with \
             `cargo xtask test build end-to-end`, which builds the page first."
        );
    };
    let folder = PathBuf::from(folder);
    assert!(
        folder.join("index.html").is_file(),
        "FETCH_PLAYGROUND_DIST is {}, and there is no built page in it. Run this suite with \
         `cargo xtask test build end-to-end`, which builds the page first.",
        folder.display()
    );
    folder
}

/// A copy of the built page, to be changed.
pub fn copy_of_dist() -> tempfile::TempDir {
    let copy = tempfile::tempdir().expect("a temporary folder");
    for entry in std::fs::read_dir(dist()).expect("the built page can be listed") {
        let from = entry.expect("a file of the build").path();
        if from.is_file() {
            let to = copy
                .path()
                .join(from.file_name().expect("a file has a name"));
            std::fs::copy(&from, to).expect("a file of the build can be copied");
        }
    }
    copy
}

/// Rewrites a file of a copied build; panics where that would change nothing.
pub fn rewrite(folder: &Path, file: &str, change: impl FnOnce(String) -> String) {
    let path = folder.join(file);
    let before = std::fs::read_to_string(&path).expect("a text file of the build");
    let after = change(before.clone());
    assert_ne!(
        before, after,
        "{file} is as it was: the test changes nothing"
    );
    std::fs::write(path, after).expect("the copy can be written");
}

/// Dropped, browser and host are gone.
pub struct Visit {
    pub page: Page,
    pub screen: Screen,
    // The browser closes before the host does.
    _browser: Browser,
    pub site: StaticSite,
}

impl Visit {
    /// Opens the page, served at the root of a host.
    pub async fn start() -> Self {
        Self::to(StaticSite::serve(dist(), "/")).await
    }

    /// The same while no other test uses a browser: for what is held to a time.
    pub async fn alone() -> Self {
        let site = StaticSite::serve(dist(), "/");
        Self::with(Browser::options().alone(), site, async |_: &Page| ()).await
    }

    /// Opens the page of this host.
    pub async fn to(site: StaticSite) -> Self {
        Self::prepared(site, async |_: &Page| ()).await
    }

    /// Opens the page while no other test uses a browser, in one that has accepted the lab
    /// server's certificate: what its connections do depends on the time they have.
    pub async fn alone_accepting_any_certificate() -> Self {
        let options = Browser::options().accept_any_certificate().alone();
        let site = StaticSite::serve(dist(), "/");
        Self::with(options, site, async |_: &Page| ()).await
    }

    /// Opens the page in a browser that has accepted the lab server's certificate.
    pub async fn accepting_any_certificate() -> Self {
        let options = Browser::options().accept_any_certificate();
        let site = StaticSite::serve(dist(), "/");
        Self::with(options, site, async |_: &Page| ()).await
    }

    /// Opens the page in a browser that has accepted the certificate of this lab server, which
    /// answers at the addresses that people start theirs at.
    pub async fn beside(server: &LabServer) -> Self {
        let at = [
            (HTTP1_ORIGIN, server.http1()),
            (HTTP2_ORIGIN, server.http2()),
        ];
        let moved = at.map(|(usual, own)| format!("MAP {} {}", host(usual), host(&own)));
        let rules = format!("--host-resolver-rules={}", moved.join(","));
        let options = Browser::options().accept_any_certificate().flag(&rules);
        let site = StaticSite::serve(dist(), "/");
        Self::with(options, site, async |_: &Page| ()).await
    }

    /// Opens the page in a browser for which this machine has a third party's name too.
    pub async fn with_third_party_host() -> Self {
        let rule = format!("--host-resolver-rules=MAP {THIRD_PARTY_HOST} 127.0.0.1");
        let site = StaticSite::serve(dist(), "/");
        Self::with(Browser::options().flag(&rule), site, async |_: &Page| ()).await
    }

    /// Opens the page as one that came from elsewhere, which needs permission to connect to this
    /// computer. The user has decided on it.
    pub async fn from_elsewhere(permission: &str) -> Self {
        let site = StaticSite::serve(dist(), "/");
        let here = site.url().trim_end_matches('/').to_owned();
        let elsewhere = format!(
            "http://{}:{}",
            ELSEWHERE,
            host(&here).rsplit_once(':').expect("a port").1
        );
        let options = Browser::options()
            .flag(&format!("--host-resolver-rules=MAP {ELSEWHERE} 127.0.0.1"))
            // As a page by https, which has service workers.
            .flag(&format!(
                "--unsafely-treat-insecure-origin-as-secure={elsewhere}"
            ))
            .flag(&format!(
                "--ip-address-space-overrides={}=public",
                host(&here)
            ));
        let browser = options.start().await;
        let page = browser.page().clone();
        let decided = json!({
            "permission": {"name": "loopback-network"},
            "setting": permission,
            "origin": elsewhere,
        });
        page.devtools("Browser.setPermission", decided).await;
        page.open_app(&format!("{elsewhere}/")).await;
        let screen = Screen::new(page.clone());
        Self {
            page,
            screen,
            _browser: browser,
            site,
        }
    }

    /// Opens the page in a browser that finds no lab server at the usual addresses.
    pub async fn with_no_lab_server() -> Self {
        // A request there fails: there is no such host.
        let rules = [HTTP1_ORIGIN, HTTP2_ORIGIN].map(|it| format!("MAP {} ~NOTFOUND", host(it)));
        let rules = format!("--host-resolver-rules={}", rules.join(","));
        let site = StaticSite::serve(dist(), "/");
        Self::with(Browser::options().flag(&rules), site, async |_: &Page| ()).await
    }

    /// Opens the page after something was done to the browser.
    pub async fn prepared(site: StaticSite, prepare: impl AsyncFnOnce(&Page)) -> Self {
        Self::with(Browser::options(), site, prepare).await
    }

    /// Opens the page in a browser that has no service workers.
    pub async fn without_service_workers() -> Self {
        let without = "delete Navigator.prototype.serviceWorker;";
        let prepare = async |page: &Page| before_each_load(page, without).await;
        Self::prepared(StaticSite::serve(dist(), "/"), prepare).await
    }

    async fn with(
        options: BrowserOptions,
        site: StaticSite,
        prepare: impl AsyncFnOnce(&Page),
    ) -> Self {
        let browser = options.start().await;
        let page = browser.page().clone();
        prepare(&page).await;
        page.open_app(&site.url()).await;
        let screen = Screen::new(page.clone());
        Self {
            page,
            screen,
            _browser: browser,
            site,
        }
    }
}

/// Host and port of an origin.
fn host(origin: &str) -> &str {
    let (_, host) = origin.split_once("//").expect("an origin has a scheme");
    host
}

/// Runs a small experiment that has every reason to succeed: whatever was done to
/// the page before, it works now.
pub async fn assert_runs_well(page: &Page) {
    let report = page.run_experiment(concurrent(workload(20, 5), 4)).await;
    ExpectedReport::lane(&report.expect("it runs"), 0)
        .succeeded(20)
        .max_in_flight_at_source_at_most(4);
}

/// Waits until the browser has kept all of the page, also what comes behind it.
pub async fn until_all_is_kept(page: &Page) {
    let is_kept = "(async () => {
        const all = (await caches.keys()).map(async name => (await caches.open(name)).keys());
        const files = (await Promise.all(all)).flat().map(request => request.url);
        return ['later-', 'fetch_worker_bg'].every(name => files.some(file => file.includes(name)));
    })()";
    page.until(is_kept, WAIT_TIMEOUT).await;
}
