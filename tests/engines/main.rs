//! The built page in Firefox and WebKit, by the console API and the reports it gives: a part of
//! what the end-to-end suite holds Chromium to. `cargo xtask test build engines` builds the page
//! and runs this; `cargo xtask test engines webkit` one engine.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on says so"
)]
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::disallowed_methods,
    reason = "native code may use the system's clock and threads"
)]

#[path = "../support/browser/mod.rs"]
mod browser;
#[path = "../end_to_end/documents.rs"]
#[allow(dead_code, reason = "each suite uses a part of it")]
mod documents;

mod lab;

use browser::{Engine, EngineBrowser, Page, StaticSite};

/// The page, open in one engine.
struct Visit {
    browser: EngineBrowser,
    // The browser closes before the host does.
    _site: StaticSite,
}

impl Visit {
    async fn start(engine: Engine) -> Self {
        let dist = std::env::var_os("FETCH_PLAYGROUND_DIST").expect(
            "FETCH_PLAYGROUND_DIST does not say where the built page is. Run this suite with \
             `cargo xtask test build engines`, which builds the page first.",
        );
        let site = StaticSite::serve(dist, "/");
        let browser = EngineBrowser::start(engine).await;
        browser.page().open_app(&site.url()).await;
        Self {
            browser,
            _site: site,
        }
    }

    fn page(&self) -> &Page {
        self.browser.page()
    }
}

/// Runs each of these in each engine.
macro_rules! in_each_engine {
    ($($name:ident),* $(,)?) => {
        mod firefox {
            $(#[tokio::test]
            async fn $name() {
                super::$name(&crate::Visit::start(crate::Engine::Firefox).await).await;
            })*
        }
        mod webkit {
            $(#[tokio::test]
            async fn $name() {
                super::$name(&crate::Visit::start(crate::Engine::WebKit).await).await;
            })*
        }
    };
}
use in_each_engine;
