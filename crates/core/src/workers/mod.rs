//! What the page and its fetch workers send each other: the messages, and how they are
//! encoded as numbers, texts and bytes. It is here, not beside the browser's
//! `postMessage`, so that it is tested without a browser. It may import `units`,
//! `experiment` and `run`.

pub mod message;
pub mod packet;
pub mod raw_times;
