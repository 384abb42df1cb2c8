//! The browser's own reading of addresses: what `fetch` would make of them.

use web_sys::Url;

use super::page;
use playground_core::experiment::url::{ParsedUrl, UrlParser};

/// Reads addresses as this page's browser does.
#[derive(Debug)]
pub struct BrowserUrls {
    page: ParsedUrl,
}

impl BrowserUrls {
    pub fn new() -> Self {
        Self {
            page: ParsedUrl::of(&page::folder()),
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
