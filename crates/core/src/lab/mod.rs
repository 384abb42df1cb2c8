//! The lab, the built-in test server, as pure functions: its addresses say how a request
//! is answered; this module parses and prints them, decides the answer and counts the
//! requests. Two transports send the answers: the page's service worker and the lab server.

pub mod address;
pub mod answer;
pub mod counter;
pub mod identity;
pub mod message;
pub mod query;
pub mod state;
