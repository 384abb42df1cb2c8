//! What is Chromium's own: how it is started, and how it is made as good as new after a test.

use super::devtools::{devtools, take_browser_log};
use super::driver::{Driver, Program};
use super::page::Page;
use fantoccini::error::CmdError;
use fantoccini::wd::Capabilities;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use std::path::Path;
use std::time::Duration;
use tempfile::TempDir;

/// A script may wait this long: a benchmark's experiment runs for minutes.
const SCRIPT_TIMEOUT: Duration = Duration::from_secs(600);
const PAGE_LOAD_TIMEOUT: Duration = Duration::from_secs(60);

/// What keeps a headless Chromium to itself: no look-ups of its own on a network that may be closed.
pub(super) const FLAGS: [&str; 10] = [
    "--headless",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--force-color-profile=srgb",
];

/// How long a browser may take to get ready for its next test; one that takes longer is replaced.
const RESET_TIMEOUT: Duration = Duration::from_secs(10);

/// A running browser and its driver, with one tab. It serves one test after another, never two at a
/// time: between them it gets a new tab and forgets what the last test left behind.
pub struct BrowserProcess {
    client: Client,
    profile: TempDir,
    // Ends before the profile's files are removed, see `Drop`.
    driver: Option<Driver>,
}

/// What a browser process is started with; two tests that want the same can share one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProcessOptions {
    pub accept_any_certificate: bool,
    pub flags: Vec<String>,
}

impl BrowserProcess {
    /// Starts driver (`CHROMEDRIVER`, or the one on `PATH`) and browser (`CHROME_BINARY`, or the
    /// one the driver finds). The runtime it is started on must outlive it.
    pub async fn start(options: &ProcessOptions) -> Self {
        let profile = tempfile::Builder::new()
            .prefix("fetch-playground-")
            .tempdir()
            .expect("a temporary folder");
        let program = std::env::var("CHROMEDRIVER").unwrap_or_else(|_| "chromedriver".to_owned());
        let mut driver = Driver::start(&Program {
            name: program,
            variable: "CHROMEDRIVER",
            arguments: &[],
            announcement: "started successfully on port ",
        });
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities(options, profile.path()))
            .connect(&driver.url())
            .await
            .unwrap_or_else(|error| {
                panic!("the browser did not start (CHROME_BINARY names another one): {error}")
            });
        // The driver closes the session and waits for it; the client would close it in passing.
        client.persist().await.expect("the session persists");
        let session = client
            .session_id()
            .await
            .expect("a session")
            .expect("a new session has an id");
        let process = client
            .capabilities()
            .and_then(|granted| granted.get("goog:processID")?.as_u64());
        driver.owns(session, process.and_then(|process| process.try_into().ok()));
        Self {
            client,
            profile,
            driver: Some(driver),
        }
    }

    /// The page in the browser's one tab, with an empty console.
    pub async fn page(&self) -> Page {
        // The driver hands out each entry once: what the last test logged is gone.
        let _logged_before = take_browser_log(&self.client).await;
        Page::new(
            self.client.clone(),
            Some(self.profile.path().join("chrome_debug.log")),
        )
    }

    /// Replaces the tab, and with it all that was set for it, and deletes what these origins have
    /// stored: databases, caches, service workers.
    ///
    /// # Errors
    /// The browser does not do so in time; it is of no further use.
    pub async fn reset(&self, origins: &[String]) -> Result<(), String> {
        let reset = async {
            let old = self.client.windows().await?;
            let new = self.client.new_window(true).await?.handle;
            for window in old {
                self.client.switch_to_window(window).await?;
                self.client.close_window().await?;
            }
            self.client.switch_to_window(new).await?;
            for origin in origins {
                let all = json!({"origin": origin, "storageTypes": "all"});
                devtools(&self.client, "Storage.clearDataForOrigin", all).await?;
            }
            Ok::<_, CmdError>(())
        };
        match tokio::time::timeout(RESET_TIMEOUT, reset).await {
            Ok(done) => done.map_err(|error| error.to_string()),
            Err(elapsed) => Err(elapsed.to_string()),
        }
    }
}

impl Drop for BrowserProcess {
    fn drop(&mut self) {
        drop(self.driver.take());
    }
}

fn capabilities(options: &ProcessOptions, profile: &Path) -> Capabilities {
    let mut flags: Vec<String> = FLAGS.into_iter().map(String::from).collect();
    flags.push(format!("--user-data-dir={}", profile.display()));
    if runs_as_root(profile) {
        // Chromium refuses to start its sandbox as root, as in most containers.
        flags.push("--no-sandbox".to_owned());
    }
    flags.extend(options.flags.iter().cloned());
    let mut chromium = json!({"args": flags});
    if let Ok(binary) = std::env::var("CHROME_BINARY") {
        chromium["binary"] = Value::String(binary);
    }
    let capabilities = json!({
        "browserName": "chrome",
        "acceptInsecureCerts": options.accept_any_certificate,
        "goog:chromeOptions": chromium,
        "goog:loggingPrefs": {"browser": "ALL"},
        "timeouts": {
            "script": SCRIPT_TIMEOUT.as_millis(),
            "pageLoad": PAGE_LOAD_TIMEOUT.as_millis(),
            "implicit": 0,
        },
    });
    match capabilities {
        Value::Object(capabilities) => capabilities,
        _ => unreachable!("written as an object above"),
    }
}

/// A folder that was just made belongs to the user of this process: that tells the user without
/// asking the system.
#[cfg(unix)]
pub(super) fn runs_as_root(own_folder: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata(own_folder).is_ok_and(|folder| folder.uid() == 0)
}

#[cfg(not(unix))]
pub(super) fn runs_as_root(_own_folder: &Path) -> bool {
    false
}
