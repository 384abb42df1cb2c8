//! The lab over real sockets. The pure module [`playground_core::lab`] decides each answer,
//! as it does for the page's service worker; this crate sends it over HTTP/1.1 on one port
//! and over HTTP/2 with TLS on another. It can also serve the built page.
//!
//! Everything runs on one thread: the lab's state is shared without locks, and its counts
//! are exact.
//!
//! - `options`: the command line.
//! - `route`: from an address to a call of the lab.
//! - `answer`: responses; `body`: their bodies, streamed.
//! - `certificate`: the certificate of the TLS port.
//! - `serve`: listeners, connections and shutdown.

#![allow(
    clippy::disallowed_methods,
    reason = "native code may use the system's clock"
)]

mod answer;
mod body;
mod certificate;
mod delivery;
mod failure;
pub mod options;
mod ping;
mod route;
mod serve;

pub use certificate::CertificateFiles;
pub use failure::Failure;
pub use serve::{Addresses, Server};
