//! A visit to the built page in one engine.

use crate::browser::{Engine, EngineBrowser, Page, StaticSite};

/// What Firefox says by itself of a request that fails as planned: of a body that the lab
/// breaks off, and of a server that did. A page cannot have such failures without it.
const PLANNED_FAILURES: [&str; 4] = [
    "The body breaks off here.",
    "Failed to load ‘’. A ServiceWorker intercepted the request",
    "Cross-Origin Request Blocked",
    "blocked due to its Cross-Origin-Resource-Policy header",
];

/// The page, open in one engine.
pub struct Visit {
    browser: EngineBrowser,
    // The browser closes before the host does.
    pub site: StaticSite,
}

impl Visit {
    pub async fn start(engine: Engine) -> Self {
        let dist = std::env::var_os("FETCH_PLAYGROUND_DIST").expect(
            "FETCH_PLAYGROUND_DIST does not say where the built page is. Run this suite with \
             `cargo xtask test build engines`, which builds the page first.",
        );
        let site = StaticSite::serve(dist, "/");
        let browser = EngineBrowser::start(engine).await;
        browser.page().open_app(&site.url()).await;
        browser.watch_console().await;
        Self { browser, site }
    }

    pub fn page(&self) -> &Page {
        self.browser.page()
    }

    pub fn engine(&self) -> Engine {
        self.browser.engine()
    }

    pub async fn reload(&self) {
        // The driver's own reload of Firefox bypasses the service worker.
        self.page().open_app(&self.site.url()).await;
        if self.engine() == Engine::WebKit {
            self.browser.watch_console().await;
        }
    }

    /// Nothing is in the console that the page could have avoided.
    pub async fn assert_no_console_errors(&self) {
        let mut errors = self.browser.console_errors().await;
        errors.retain(|error| !PLANNED_FAILURES.iter().any(|known| error.contains(known)));
        assert!(errors.is_empty(), "in the console: {errors:#?}");
    }
}
