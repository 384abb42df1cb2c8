//! Serving and building the page: set up, then hand over to Trunk.

use std::ffi::{OsStr, OsString};
use std::fmt;
use std::io::PipeWriter;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::process::Command;

use crate::failure::Failure;
use crate::lab_server;
use crate::process;
use crate::setup::{self, Toolbox};
use crate::terminal::print;

const TRUNK_ADVICE: &str = "Read the error above: the compiler and Trunk name the file and the line. \
     If it is about an option, `trunk --help` lists them.";

/// Leaves the lab server out.
const NO_LAB_SERVER: &str = "--no-lab-server";

/// Serves the page, and a lab server beside it, until Ctrl-C, which ends Trunk,
/// the lab server and this command.
pub fn serve(options: &[OsString]) -> Result<(), Failure> {
    let toolbox = setup::for_building()?;
    let (lab_server_options, options): (Vec<_>, Vec<_>) = options
        .iter()
        .cloned()
        .partition(|word| word == NO_LAB_SERVER);
    let address = Address::from_options(&options);
    print(format!(
        "Serving at {address} once the first build is done (a minute, later seconds). Ctrl-C ends it."
    ));
    let lifeline = if lab_server_options.is_empty() {
        Some(lab_server::start(address.socket())?)
    } else {
        None
    };
    let mut trunk = toolbox.trunk([OsStr::new("serve")]);
    trunk.args(&options);
    become_or_run(&mut trunk, lifeline)
}

/// Builds the page for release into `dist/`.
pub fn build(options: &[OsString]) -> Result<(), Failure> {
    build_release(&setup::for_building()?, options)
}

/// The same, with tools that are there already.
pub fn build_release(toolbox: &Toolbox, options: &[OsString]) -> Result<(), Failure> {
    let mut trunk = release_build(toolbox);
    trunk.args(options);
    print("Building for release (about 2 minutes the first time).");
    process::run("the release build failed", &mut trunk, TRUNK_ADVICE)
}

/// The command that builds a release.
pub fn release_build(toolbox: &Toolbox) -> Command {
    toolbox.trunk(["build", "--release"])
}

/// Replaces this process with Trunk, so that a signal to it reaches Trunk itself and
/// no orphan keeps the port. Trunk never reads its standard input, so that holds the
/// lab server's lifeline, which ends with Trunk, however it ends.
#[cfg(unix)]
fn become_or_run(trunk: &mut Command, lifeline: Option<PipeWriter>) -> Result<(), Failure> {
    use std::os::unix::process::CommandExt;
    if let Some(lifeline) = lifeline {
        trunk.stdin(lifeline);
    }
    let error = trunk.exec();
    Err(process::not_started("serving failed", trunk, &error))
}

/// Elsewhere a console's Ctrl-C goes to every process in it, and the lifeline
/// ends with this one.
#[cfg(not(unix))]
fn become_or_run(trunk: &mut Command, lifeline: Option<PipeWriter>) -> Result<(), Failure> {
    let served = process::run("serving failed", trunk, TRUNK_ADVICE);
    drop(lifeline);
    served
}

/// Where the page will be, as far as the options tell.
struct Address {
    scheme: &'static str,
    host: IpAddr,
    port: u16,
}

impl Address {
    fn from_options(options: &[OsString]) -> Self {
        let host = value_of(options, "--address", Some("-a")).and_then(|ip| ip.parse().ok());
        let port = value_of(options, "--port", Some("-p")).and_then(|port| port.parse().ok());
        Self {
            scheme: match value_of(options, "--tls-key-path", None) {
                Some(_) => "https",
                None => "http",
            },
            // "Every interface" is no address to visit.
            host: host
                .filter(|ip: &IpAddr| !ip.is_unspecified())
                .unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST)),
            port: port.unwrap_or(8080),
        }
    }

    const fn socket(&self) -> SocketAddr {
        SocketAddr::new(self.host, self.port)
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}/", self.scheme, self.socket())
    }
}

/// The value of an option given as `--name value`, `--name=value`, `-n value`
/// or `-nvalue`.
fn value_of<'a>(options: &'a [OsString], long: &str, short: Option<&str>) -> Option<&'a str> {
    let mut words = options.iter().filter_map(|word| word.to_str());
    while let Some(word) = words.next() {
        if word == long || Some(word) == short {
            return words.next();
        }
        let joined = word
            .strip_prefix(long)
            .and_then(|rest| rest.strip_prefix('='))
            .or_else(|| word.strip_prefix(short?));
        if joined.is_some() {
            return joined;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address_for(options: &[&str]) -> String {
        let options: Vec<_> = options.iter().map(OsString::from).collect();
        Address::from_options(&options).to_string()
    }

    #[test]
    fn the_address_follows_the_options() {
        assert_eq!(address_for(&[]), "http://127.0.0.1:8080/");
        assert_eq!(address_for(&["--port", "9000"]), "http://127.0.0.1:9000/");
        assert_eq!(
            address_for(&["--port=9001", "--open"]),
            "http://127.0.0.1:9001/"
        );
        assert_eq!(address_for(&["-p9002"]), "http://127.0.0.1:9002/");
        assert_eq!(address_for(&["-a", "0.0.0.0"]), "http://127.0.0.1:8080/");
        assert_eq!(
            address_for(&["--address", "::1", "-p", "1"]),
            "http://[::1]:1/"
        );
        assert_eq!(
            address_for(&["--tls-key-path", "k.pem"]),
            "https://127.0.0.1:8080/"
        );
    }
}
