//! All lessons, in teaching order.

use super::lesson::Lesson;
use super::reader;
use crate::documents::document_error::DocumentError;
use crate::experiment::url::UrlParser;

/// The next lesson is one more document, and its line here.
const DOCUMENTS: [&str; 17] = [
    include_str!("documents/start-and-await.json"),
    include_str!("documents/await-in-the-loop.json"),
    include_str!("documents/gather.json"),
    include_str!("documents/too-many-at-once.json"),
    include_str!("documents/semaphore.json"),
    include_str!("documents/best-limit.json"),
    include_str!("documents/fail-fast-or-collect.json"),
    include_str!("documents/timeouts.json"),
    include_str!("documents/retries.json"),
    include_str!("documents/thundering-herd.json"),
    include_str!("documents/lost-updates.json"),
    include_str!("documents/threads.json"),
    include_str!("documents/cpu-bound.json"),
    include_str!("documents/responsive-page.json"),
    include_str!("documents/six-connections.json"),
    include_str!("documents/fan-out.json"),
    include_str!("documents/articles.json"),
];

/// Reads all lessons.
///
/// # Errors
/// A document is not a valid lesson; a test checks that all are.
pub fn lessons(urls: &dyn UrlParser) -> Result<Vec<Lesson>, DocumentError> {
    DOCUMENTS
        .iter()
        .map(|text| reader::read(text, urls))
        .collect()
}
