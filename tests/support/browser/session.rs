//! The browser a test has to itself: taken from the pool, and given back as good as new.

use super::chromium::ProcessOptions;
use super::page::Page;
use super::pool::Lease;

/// A browser with one page in a new tab, nothing stored and nothing logged; dropped, all that the
/// test had open in it is closed.
pub struct Browser {
    page: Page,
    _lease: Lease,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColourScheme {
    Light,
    Dark,
}

/// How a browser is to be; see [`Browser::options`].
#[derive(Clone, Debug)]
pub struct BrowserOptions {
    viewport: (u32, u32),
    colour_scheme: ColourScheme,
    reduced_motion: bool,
    alone: bool,
    process: ProcessOptions,
    is_process_shared: bool,
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
            process: ProcessOptions {
                accept_any_certificate: false,
                flags: Vec::new(),
            },
            is_process_shared: true,
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

    /// No other browser of this process is in use meanwhile: for what measures time.
    pub fn alone(mut self) -> Self {
        self.alone = true;
        self
    }

    /// Any certificate will do, as when a person has accepted it.
    pub fn accept_any_certificate(mut self) -> Self {
        self.process.accept_any_certificate = true;
        self
    }

    /// A further command-line flag of the browser, which is then started for this test.
    pub fn flag(mut self, flag: &str) -> Self {
        self.process.flags.push(flag.to_owned());
        self.new_process()
    }

    /// A browser that is started for this test and ends with it: for what measures a first visit.
    pub fn new_process(mut self) -> Self {
        self.is_process_shared = false;
        self
    }

    pub async fn start(self) -> Browser {
        let lease = Lease::new(self.process, self.is_process_shared, self.alone).await;
        let page = lease.page().await;
        page.set_viewport(self.viewport.0, self.viewport.1).await;
        page.set_media(self.colour_scheme, self.reduced_motion)
            .await;
        Browser {
            page,
            _lease: lease,
        }
    }
}
