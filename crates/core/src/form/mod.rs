//! What is typed on the page: settings as text, read by the same ranges as a document.
//! May import `experiment` and `wording`.

pub mod draft;
mod draft_lanes;
mod draft_reader;
pub mod field;
pub mod search_term;
