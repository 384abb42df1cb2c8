//! Starting a headless Chromium with a fresh profile.

use super::driver::Driver;
use super::page::Page;
use fantoccini::ClientBuilder;
use fantoccini::wd::Capabilities;
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use std::path::Path;
use std::time::Duration;
use tempfile::TempDir;
use tokio::sync::{RwLock, RwLockReadGuard, RwLockWriteGuard};

/// A script may wait this long: a benchmark's experiment runs for minutes.
const SCRIPT_TIMEOUT: Duration = Duration::from_secs(600);
const PAGE_LOAD_TIMEOUT: Duration = Duration::from_secs(60);

/// What keeps a headless Chromium to itself: no look-ups of its own on a network that may be closed.
const FLAGS: [&str; 10] = [
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

/// Browsers share the machine, except the one that measures: it waits for the others to close.
static MACHINE: RwLock<()> = RwLock::const_new(());

enum Share {
    Shared(RwLockReadGuard<'static, ()>),
    Alone(RwLockWriteGuard<'static, ()>),
}

/// A running browser with one page; dropped, it and its driver are gone, and its profile with them.
pub struct Browser {
    page: Page,
    // The order of the fields is the order of the end: driver and browser, their files, their share.
    _driver: Driver,
    _profile: TempDir,
    _share: Share,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColourScheme {
    Light,
    Dark,
}

/// How a browser is started; see [`Browser::options`].
#[derive(Clone, Debug)]
pub struct BrowserOptions {
    viewport: (u32, u32),
    colour_scheme: ColourScheme,
    reduced_motion: bool,
    alone: bool,
    trusts_everyone: bool,
    flags: Vec<String>,
}

impl Browser {
    /// A browser of 1280 × 800, light, with motion.
    pub async fn start() -> Self {
        Self::options().start().await
    }

    pub fn options() -> BrowserOptions {
        BrowserOptions {
            viewport: (1280, 800),
            colour_scheme: ColourScheme::Light,
            reduced_motion: false,
            alone: false,
            trusts_everyone: false,
            flags: Vec::new(),
        }
    }

    pub fn page(&self) -> &Page {
        &self.page
    }
}

impl BrowserOptions {
    /// The size of what the page sees, exactly.
    pub fn viewport(mut self, width: u32, height: u32) -> Self {
        self.viewport = (width, height);
        self
    }

    pub fn colour_scheme(mut self, scheme: ColourScheme) -> Self {
        self.colour_scheme = scheme;
        self
    }

    pub fn reduced_motion(mut self) -> Self {
        self.reduced_motion = true;
        self
    }

    /// No other browser of this process runs meanwhile: for what measures time.
    pub fn alone(mut self) -> Self {
        self.alone = true;
        self
    }

    /// Any certificate will do, as when a person has accepted it.
    pub fn trusting_everyone(mut self) -> Self {
        self.trusts_everyone = true;
        self
    }

    /// A further command-line flag of the browser.
    pub fn flag(mut self, flag: &str) -> Self {
        self.flags.push(flag.to_owned());
        self
    }

    /// Starts driver (`CHROMEDRIVER`, or the one on `PATH`) and browser (`CHROME_BINARY`, or the
    /// one the driver finds).
    pub async fn start(self) -> Browser {
        let share = if self.alone {
            Share::Alone(MACHINE.write().await)
        } else {
            Share::Shared(MACHINE.read().await)
        };
        let profile = tempfile::Builder::new()
            .prefix("fetch-playground-")
            .tempdir()
            .expect("a temporary folder");
        let program = std::env::var("CHROMEDRIVER").unwrap_or_else(|_| "chromedriver".to_owned());
        let mut driver = Driver::start(&program, "CHROMEDRIVER");
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(self.capabilities(profile.path()))
            .connect(&driver.url())
            .await
            .unwrap_or_else(|error| {
                panic!("the browser did not start (CHROME_BINARY names another one): {error}")
            });
        let session = client
            .session_id()
            .await
            .expect("a session")
            .expect("a new session has an id");
        let process = client
            .capabilities()
            .and_then(|granted| granted.get("goog:processID")?.as_u64());
        driver.owns(session, process.and_then(|process| process.try_into().ok()));
        let page = Page::new(client, profile.path().join("chrome_debug.log"));
        page.set_viewport(self.viewport.0, self.viewport.1).await;
        page.set_media(self.colour_scheme, self.reduced_motion)
            .await;
        Browser {
            page,
            _driver: driver,
            _profile: profile,
            _share: share,
        }
    }

    fn capabilities(&self, profile: &Path) -> Capabilities {
        let mut flags: Vec<String> = FLAGS.into_iter().map(String::from).collect();
        flags.push(format!("--user-data-dir={}", profile.display()));
        flags.push(format!(
            "--window-size={},{}",
            self.viewport.0, self.viewport.1
        ));
        if runs_as_root(profile) {
            // Chromium refuses to start its sandbox as root, as in most containers.
            flags.push("--no-sandbox".to_owned());
        }
        flags.extend(self.flags.iter().cloned());
        let mut chromium = json!({"args": flags});
        if let Ok(binary) = std::env::var("CHROME_BINARY") {
            chromium["binary"] = Value::String(binary);
        }
        let wanted = json!({
            "browserName": "chrome",
            "acceptInsecureCerts": self.trusts_everyone,
            "goog:chromeOptions": chromium,
            "goog:loggingPrefs": {"browser": "ALL"},
            "timeouts": {
                "script": SCRIPT_TIMEOUT.as_millis(),
                "pageLoad": PAGE_LOAD_TIMEOUT.as_millis(),
                "implicit": 0,
            },
        });
        match wanted {
            Value::Object(wanted) => wanted,
            _ => unreachable!("written as an object above"),
        }
    }
}

/// Whoever made a folder just now owns it, which tells the user without asking the system.
#[cfg(unix)]
fn runs_as_root(own_folder: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata(own_folder).is_ok_and(|folder| folder.uid() == 0)
}

#[cfg(not(unix))]
fn runs_as_root(_own_folder: &Path) -> bool {
    false
}
