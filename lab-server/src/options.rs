//! The command line.

use std::ffi::OsString;
use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;

use lexopt::{Arg, Parser, ValueExt};

/// Where HTTP/1.1 is answered unless told otherwise; the page looks there.
pub const HTTP_PORT: u16 = 8090;
/// Where HTTP/2 is answered unless told otherwise; the page looks there.
pub const HTTPS_PORT: u16 = 8443;

pub const HELP: &str = "\
Usage: lab-server [options]

Answers the page's requests over real connections: HTTP/1.1 on one port,
HTTP/2 over TLS on another.

  --address IP          where to listen (127.0.0.1: this machine alone)
  --http-port PORT      for HTTP/1.1 (8090; 0 takes a free one)
  --https-port PORT     for HTTP/2 over TLS (8443; 0 takes a free one)
  --page FOLDER         also serve the built page from this folder, as dist
  --certificate FOLDER  where the certificate is kept (a folder of the user's cache)
  --until-stdin-closes  stop when standard input ends: for a program that starts
                        the server and wants it gone with itself
  --help                this text";

/// What the server is asked to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    pub address: IpAddr,
    /// 0 takes a free one.
    pub http_port: u16,
    /// 0 takes a free one.
    pub https_port: u16,
    /// The folder of the built page, if it is to be served.
    pub page: Option<PathBuf>,
    /// Where the certificate is kept; `None` for the usual folder.
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

/// What a command line asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    Serve(Options),
    Help,
}

/// Reads the words after the program's name.
///
/// # Errors
/// A word that is no option, or a value that is none of its option's.
pub fn parse(words: impl IntoIterator<Item = OsString>) -> Result<Command, lexopt::Error> {
    let mut options = Options::default();
    let mut parser = Parser::from_args(words);
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
    fn nothing_said_means_this_machine_alone() {
        let Ok(Command::Serve(options)) = parsed("") else {
            panic!("it is refused");
        };
        assert_eq!(options, Options::default());
        assert!(options.address.is_loopback());
    }

    #[test]
    fn every_option_is_taken() {
        let words = "--address ::1 --http-port 0 --https-port=9443 --page dist \
                     --certificate there --until-stdin-closes";
        let asked = Options {
            address: "::1".parse().unwrap(),
            http_port: 0,
            https_port: 9_443,
            page: Some("dist".into()),
            certificate: Some("there".into()),
            until_stdin_closes: true,
        };
        assert_eq!(parsed(words), Ok(Command::Serve(asked)));
        assert_eq!(parsed("--http-port 1 --help"), Ok(Command::Help));
    }

    #[test]
    fn what_is_no_option_is_refused_by_name() {
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
