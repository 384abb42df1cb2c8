//! Addresses parsed by the URL standard, in another implementation than the browser's.

#![allow(dead_code, reason = "each suite uses its own part")]

use playground_core::experiment::url::{ParsedUrl, UrlParser};
use playground_core::experiment::url_list::UrlList;
use url::Url;

/// Parses addresses for a page at this address.
pub struct StandardUrls {
    page: ParsedUrl,
}

impl StandardUrls {
    pub fn from_page(address: &str) -> Self {
        Self {
            page: ParsedUrl::new(address),
        }
    }
}

impl Default for StandardUrls {
    fn default() -> Self {
        Self::from_page("http://127.0.0.1:8080/")
    }
}

impl UrlParser for StandardUrls {
    fn href(&self, text: &str) -> Option<String> {
        Url::parse(text).ok().map(String::from)
    }

    fn page(&self) -> &ParsedUrl {
        &self.page
    }
}

/// The list with these lines.
pub fn list(lines: &[&str]) -> UrlList {
    let lines = lines.iter().map(|line| (*line).to_owned());
    UrlList::read(lines.collect(), &StandardUrls::default())
}
