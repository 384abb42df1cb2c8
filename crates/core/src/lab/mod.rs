//! The lab, as pure functions: what a request asks for stands in its address,
//! and this module parses and prints such addresses, decides the answer and
//! keeps count. Thin transports (today a service worker) carry it out.

pub mod address;
pub mod answer;
pub mod counter;
pub mod identity;
pub mod message;
pub mod query;
pub mod state;
