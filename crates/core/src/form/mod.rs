//! What is typed on the page: settings as text, read by the same ranges as a document.
//! May import `experiment`, `documents` and `wording`.

pub mod draft;
pub mod draft_lanes;
pub mod draft_reader;
pub mod field;
pub mod search_term;
