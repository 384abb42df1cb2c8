//! The command line.

use std::ffi::OsString;
use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;

use lexopt::{Arg, Parser, ValueExt};

/// The default port of HTTP/1.1, which the page uses.
pub const HTTP_PORT: u16 = 8090;
/// The default port of HTTP/2, which the page uses.
pub const HTTPS_PORT: u16 = 8443;

pub const HELP: &str = "\
Usage: lab-server [options]

Answers the page's requests over real connections: HTTP/1.1 on one port,
HTTP/2 over TLS on another.

  --address IP          address to listen at (127.0.0.1: this machine only)
  --http-port PORT      port for HTTP/1.1 (8090; 0: any free port)
  --https-port PORT     port for HTTP/2 over TLS (8443; 0: any free port)
  --page FOLDER         also serve the built page from this folder, e.g. dist
  --certificate FOLDER  where to store the certificate (default: in the user's cache)
  --until-stdin-closes  stop when standard input ends: for a program that starts
                        the server and must stop it with itself
  --help                print this text";

/// The options of the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    pub address: IpAddr,
    /// 0 means any free port.
    pub http_port: u16,
    /// 0 means any free port.
    pub https_port: u16,
    /// The folder of the built page to serve, if any.
    pub page: Option<PathBuf>,
    /// The folder of the certificate; `None` for the default.
    pub certificate: Option<PathBuf>,
    pub until_stdin_closes: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            address: Ipv4Addr::LOCALHOST.into(),
            http_port: HTTP_PORT,
            https_port: HTTPS_PORT,
            page: None,
            certificate: None,
            until_stdin_closes: false,
        }
    }
}

/// A parsed command line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    Serve(Options),
    Help,
}

/// Reads the arguments after the program's name.
///
/// # Errors
/// An argument is not an option, or its value is invalid.
pub fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Command, lexopt::Error> {
    let mut options = Options::default();
    let mut parser = Parser::from_args(arguments);
    while let Some(argument) = parser.next()? {
        match argument {
            Arg::Long("help") | Arg::Short('h') => return Ok(Command::Help),
            Arg::Long("address") => options.address = parser.value()?.parse()?,
            Arg::Long("http-port") => options.http_port = parser.value()?.parse()?,
            Arg::Long("https-port") => options.https_port = parser.value()?.parse()?,
            Arg::Long("page") => options.page = Some(parser.value()?.into()),
            Arg::Long("certificate") => options.certificate = Some(parser.value()?.into()),
            Arg::Long("until-stdin-closes") => options.until_stdin_closes = true,
            other => return Err(other.unexpected()),
        }
    }
    Ok(Command::Serve(options))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(words: &str) -> Result<Command, String> {
        let words = words.split_whitespace().map(OsString::from);
        parse(words).map_err(|error| error.to_string())
    }

    #[test]
    fn without_options_only_this_machine_can_connect() {
        let Ok(Command::Serve(options)) = parsed("") else {
            panic!("no options are valid");
        };
        assert_eq!(options, Options::default());
        assert!(options.address.is_loopback());
    }

    #[test]
    fn every_option_is_read() {
        let words = "--address ::1 --http-port 0 --https-port=9443 --page dist \
                     --certificate there --until-stdin-closes";
        let expected = Options {
            address: "::1".parse().unwrap(),
            http_port: 0,
            https_port: 9_443,
            page: Some("dist".into()),
            certificate: Some("there".into()),
            until_stdin_closes: true,
        };
        assert_eq!(parsed(words), Ok(Command::Serve(expected)));
        assert_eq!(parsed("--http-port 1 --help"), Ok(Command::Help));
    }

    #[test]
    fn an_invalid_option_is_refused_by_name() {
        for (words, named) in [
            ("--port 1", "--port"),
            ("dist", "dist"),
            ("--http-port 70000", "70000"),
            ("--address localhost", "localhost"),
            ("--page", "--page"),
        ] {
            let refusal = parsed(words).unwrap_err();
            assert!(refusal.contains(named), "{words}: {refusal}");
        }
    }
}
