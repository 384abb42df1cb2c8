//! The fetch workers: the page's pool, the messages, and the worker's own side. It
//! imports `errors`, `http`, `document` and `timing`.

pub mod message;
pub mod pool;
pub mod worker;
