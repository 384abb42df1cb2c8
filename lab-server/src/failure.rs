//! Errors that keep the server from running, with advice.

use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;

/// Why the server does not run.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    #[error(
        "{address} is in use by another program, perhaps another lab server.\n\
         What to do: stop that program, or choose another port with {option}."
    )]
    PortTaken {
        address: SocketAddr,
        option: &'static str,
    },
    #[error(
        "The server cannot listen at {address}: {error}.\n\
         What to do: choose an address of this machine with --address, or another port with {option}."
    )]
    CannotListen {
        address: SocketAddr,
        option: &'static str,
        error: io::Error,
    },
    #[error(
        "There is no page in {}: the folder contains no index.html.\n\
         What to do: build it with `cargo xtask build`, or choose another folder with --page.",
        .0.display()
    )]
    NoPage(PathBuf),
    #[error(
        "The certificate cannot be written to {}: {error}.\n\
         What to do: choose a folder that you can write to with --certificate.",
        folder.display()
    )]
    CertificateFolder { folder: PathBuf, error: io::Error },
    #[error(
        "The certificate cannot be used: {reason}.\n\
         What to do: delete the files in {}; the next start creates new ones.",
        folder.display()
    )]
    Certificate { folder: PathBuf, reason: String },
    #[error("The server cannot run: {0}.\nWhat to do: start it again.")]
    Runtime(io::Error),
}
