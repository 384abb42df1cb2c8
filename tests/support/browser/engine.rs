//! The other engines, driven by what WebDriver itself offers: no debugging protocol.

use super::driver::{Driver, Program};
use fantoccini::wd::Capabilities;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use std::net::{Ipv4Addr, TcpListener};
use std::path::PathBuf;
use std::process::Command;

/// A script may wait this long.
const SCRIPT_TIMEOUT_MS: u32 = 120_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Firefox,
    /// WebKitGTK's MiniBrowser.
    WebKit,
}

/// A browser and its driver; dropped, both end.
pub(super) struct EngineProcess {
    pub client: Client,
    _driver: Driver,
}

impl EngineProcess {
    pub async fn start(engine: Engine) -> Self {
        let mut driver = engine.driver();
        let client = connect(&driver.url(), engine.capabilities())
            .await
            .unwrap_or_else(|error| panic!("{engine:?} did not start: {error}"));
        // The driver closes the session and waits for it; the client would close it in passing.
        client.persist().await.expect("the session persists");
        let session = client.session_id().await.expect("a session");
        driver.owns(session.expect("a new session has an id"), None);
        Self {
            client,
            _driver: driver,
        }
    }
}

async fn connect(
    driver: &str,
    capabilities: Capabilities,
) -> Result<Client, fantoccini::error::NewSessionError> {
    ClientBuilder::new(HttpConnector::new())
        .capabilities(capabilities)
        .connect(driver)
        .await
}

impl Engine {
    fn driver(self) -> Driver {
        match self {
            Self::Firefox => Driver::start(&Program {
                name: program("GECKODRIVER", "geckodriver"),
                variable: "GECKODRIVER",
                // For its console: see `engine_console`.
                arguments: &["--allow-system-access"],
                announcement: "Listening on 127.0.0.1:",
            }),
            Self::WebKit => {
                let port = free_port();
                // It has no headless mode, and its processes find each other by D-Bus.
                let mut command = Command::new("xvfb-run");
                command
                    .args(["--auto-servernum", "dbus-run-session", "--"])
                    .arg(program("WEBKIT_DRIVER", "WebKitWebDriver"))
                    .arg(format!("--port={port}"))
                    // Its sandbox refuses to run as root, as Chromium's does.
                    .env("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1")
                    .env("LIBGL_ALWAYS_SOFTWARE", "1");
                Driver::start_group(command, port)
            }
        }
    }

    fn capabilities(self) -> Capabilities {
        let timeouts = json!({"script": SCRIPT_TIMEOUT_MS, "pageLoad": 60_000, "implicit": 0});
        let capabilities = match self {
            Self::Firefox => json!({
                "moz:firefoxOptions": {"args": ["-headless"]},
                "acceptInsecureCerts": true,
                "timeouts": timeouts,
            }),
            Self::WebKit => json!({
                "webkitgtk:browserOptions": {
                    "binary": mini_browser().expect(
                        "WebKitGTK's MiniBrowser, of Debian's webkit2gtk-driver; or WEBKIT_BINARY names it",
                    ),
                    "args": ["--automation"],
                },
                "acceptInsecureCerts": true,
                "timeouts": timeouts,
            }),
        };
        match capabilities {
            Value::Object(capabilities) => capabilities,
            _ => unreachable!("written as an object above"),
        }
    }
}

fn program(variable: &str, usual: &str) -> String {
    std::env::var(variable).unwrap_or_else(|_| usual.to_owned())
}

/// A port that was free a moment ago.
fn free_port() -> u16 {
    let free = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
    free.local_addr().expect("its address").port()
}

/// Debian keeps it off `PATH`, in a folder of the machine's architecture.
pub(super) fn mini_browser() -> Option<PathBuf> {
    if let Some(named) = std::env::var_os("WEBKIT_BINARY") {
        return Some(named.into());
    }
    let folders = std::fs::read_dir("/usr/lib").into_iter().flatten();
    let browsers =
        folders.filter_map(|folder| Some(folder.ok()?.path().join("webkit2gtk-4.1/MiniBrowser")));
    browsers.into_iter().find(|browser| browser.is_file())
}
