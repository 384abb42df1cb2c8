//! Serving and building the page: set up, then hand over to Trunk.

use std::ffi::{OsStr, OsString};
use std::io::PipeWriter;
use std::process::Command;

use crate::failure::Failure;
use crate::lab_server;
use crate::process;
use crate::setup::{self, Toolbox};
use crate::talk::say;

const TRUNK_ADVICE: &str = "Read the error above: the compiler and Trunk name the file and the line. \
     If it is about an option, `trunk --help` lists them.";

/// Leaves the lab server out.
const NO_LAB_SERVER: &str = "--no-lab-server";

/// Serves the page, and a lab server beside it, until Ctrl-C, which ends Trunk,
/// the lab server and this command alike.
pub fn serve(options: &[OsString]) -> Result<(), Failure> {
    let toolbox = setup::prepare()?;
    let (ours, options): (Vec<_>, Vec<_>) = options
        .iter()
        .cloned()
        .partition(|word| word == NO_LAB_SERVER);
    let lifeline = match ours.is_empty() {
        true => Some(lab_server::start(&toolbox)?),
        false => None,
    };
    say(format!(
        "Serving at {} once the first build is done (a minute or two, later seconds). Ctrl-C ends it.",
        address(&options)
    ));
    let mut trunk = toolbox.trunk([OsStr::new("serve")]);
    trunk.args(&options);
    become_or_run(&mut trunk, lifeline)
}

/// Builds the page for release into `dist/`.
pub fn build(options: &[OsString]) -> Result<(), Failure> {
    let toolbox = setup::prepare()?;
    let mut trunk = release_build(&toolbox);
    trunk.args(options);
    say("Building for release (about 3 minutes the first time).");
    process::run("the release build failed", &mut trunk, TRUNK_ADVICE)
}

/// The one way a release is built, for whoever needs one.
pub fn release_build(toolbox: &Toolbox) -> Command {
    toolbox.trunk(["build", "--release"])
}

/// Takes this process's place, so that a signal to it reaches Trunk itself and
/// no orphan keeps the port. Trunk never reads its standard input: there it
/// holds the lab server's lifeline, which ends with it, however it ends.
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
fn address(options: &[OsString]) -> String {
    let scheme = match value_of(options, "--tls-key-path", None) {
        Some(_) => "https",
        None => "http",
    };
    let host = match value_of(options, "--address", Some("-a")) {
        // "Every interface" is no address to visit.
        Some("0.0.0.0" | "::") | None => "127.0.0.1".to_owned(),
        Some(ip) if ip.contains(':') => format!("[{ip}]"),
        Some(ip) => ip.to_owned(),
    };
    let port = value_of(options, "--port", Some("-p")).unwrap_or("8080");
    format!("{scheme}://{host}:{port}/")
}

/// The value of an option given as `--name value`, `--name=value`, `-n value`
/// or `-nvalue`.
fn value_of<'a>(options: &'a [OsString], long: &str, short: Option<&str>) -> Option<&'a str> {
    let mut words = options.iter().filter_map(|word| word.to_str());
    while let Some(word) = words.next() {
        if word == long || Some(word) == short {
            return words.next();
        }
        let glued = word
            .strip_prefix(long)
            .and_then(|rest| rest.strip_prefix('='))
            .or_else(|| word.strip_prefix(short?));
        if glued.is_some() {
            return glued;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address_for(options: &[&str]) -> String {
        address(&options.iter().map(OsString::from).collect::<Vec<_>>())
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
