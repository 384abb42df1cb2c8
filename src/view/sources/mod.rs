//! Where the answers come from: the source, the user's own addresses, and the question
//! before anything is sent to third-party servers. May import `shared`.

pub mod permission;
pub mod source_field;
pub mod url_field;
