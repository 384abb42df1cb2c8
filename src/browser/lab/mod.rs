//! The built-in lab: the page's client, the registration of its service worker, and the
//! service worker's own side. It imports `errors`, `http`, `document` and `timing`.

pub mod client;
pub mod registration;
pub mod service_worker;
