//! A real, headless browser for the end-to-end tests and the benchmarks.
//!
//! A test reads like what a person does: serve the built page, open it, press a button by the name
//! a screen reader would say, look at what is there, and ask whether the console stayed clean.
//!
//! ```ignore
//! let site = StaticSite::serve("dist", "/");
//! let browser = Browser::start().await;
//! let page = browser.page();
//! page.open_app(&site.url()).await;
//! page.by_role("button", "Run all").await.click().await;
//! page.by_role("heading", Name::contains("faster")).await;
//! page.assert_no_console_problems().await;
//! ```
//!
//! What fails here panics with what was awaited and what was seen last: a test has nothing better to
//! do with a browser that is gone. Only what the page itself may refuse comes back as a `Result`.
//!
//! Browsers are shared (`pool`): a test has one to itself, with a new tab and nothing stored, and
//! passes it on.
//!
//! The WebDriver part (`driver`, `page`, `element`, `keys`) is any browser's; what only Chromium
//! offers is in `chromium` (how it is started, and reset after a test) and behind `devtools` (its
//! debugging protocol), so that a second browser needs a second start and other answers to the few
//! things asked there.

#![allow(dead_code, reason = "each test binary uses a part of this library")]
#![allow(
    clippy::disallowed_methods,
    reason = "native code may use the system's clock and threads"
)]
#![allow(
    unused_imports,
    reason = "each test binary uses a part of this library"
)]

mod accessibility;
mod axe;
mod chromium;
mod console;
mod devtools;
mod driver;
mod element;
mod emulation;
mod engine;
mod engine_browser;
mod engine_console;
mod experiment;
mod find;
mod keys;
mod page;
mod pool;
mod report;
mod report_checks;
mod session;
mod share;
mod site;
mod site_host;
mod unattended;
mod wait;

pub use accessibility::{AccessibilityTree, AccessibleNode, Name};
pub use axe::{ViolatingNode, Violation};
pub use console::ConsoleProblem;
pub use element::PageElement;
pub use engine::Engine;
pub use engine_browser::EngineBrowser;
pub use experiment::StartedExperiment;
pub use page::Page;
pub use report::ExpectedReport;
pub use session::{Browser, BrowserOptions, ColourScheme};
pub use site::{ServedRequest, SiteFault, StaticSite, StaticSiteOptions};
pub use unattended::{TrustedServer, UnattendedBrowser, UnattendedEngine};
pub use wait::{WAIT_TIMEOUT, wait_until};
