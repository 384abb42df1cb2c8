//! The browser's own parser of URLs, so that they are read as `fetch` reads them.

use web_sys::Url;

use super::page;
use playground_core::experiment::url::{ParsedUrl, UrlParser};

/// Parses URLs as this page's browser does.
#[derive(Debug)]
pub struct BrowserUrls {
    page: ParsedUrl,
}

impl BrowserUrls {
    pub fn new() -> Self {
        Self {
            page: ParsedUrl::new(&page::folder()),
        }
    }
}

impl Default for BrowserUrls {
    fn default() -> Self {
        Self::new()
    }
}

impl UrlParser for BrowserUrls {
    fn href(&self, text: &str) -> Option<String> {
        Url::new(text).ok().map(|url| url.href())
    }

    fn page(&self) -> &ParsedUrl {
        &self.page
    }
}
