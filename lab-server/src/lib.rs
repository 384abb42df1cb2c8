//! The lab over real sockets. What an answer is, the pure lab module decides
//! ([`playground_core::lab`]), the same that the page's service worker obeys;
//! this crate carries it by HTTP/1.1 on one port and by HTTP/2 over TLS on
//! another, and serves the built page beside it.
//!
//! Everything runs on one thread: the lab's memory is shared without locks, and
//! its counts are exact.
//!
//! - `options`: the command line.
//! - `route`: which address asks for what.
//! - `answer`: responses; `body`: what they carry, as it comes.
//! - `certificate`: the one the TLS port shows.
//! - `serve`: listeners, connections, and their end.

#![allow(
    clippy::disallowed_methods,
    reason = "native code may use the system's clock"
)]

mod answer;
mod body;
mod certificate;
mod failure;
pub mod options;
mod route;
mod serve;

pub use certificate::CertificateFiles;
pub use failure::Failure;
pub use serve::{Addresses, Server};
