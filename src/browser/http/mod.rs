//! The browser's own `fetch` with this page's settings, and what is read of a response.
//! It imports nothing else of `browser`.

pub mod blocking;
pub mod body_stream;
pub mod headers;
pub mod send;
