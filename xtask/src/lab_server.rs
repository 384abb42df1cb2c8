//! The lab server beside the page. It is built and started once the page can be visited, so that
//! the page does not wait for it, and ends with Trunk.

use std::env;
use std::ffi::OsString;
use std::io::{self, PipeReader, PipeWriter, Read, pipe};
use std::net::{SocketAddr, TcpStream};
use std::process::{self as this_process, Command};
use std::thread;
use std::time::Duration;

use crate::failure::Failure;
use crate::process;
use crate::terminal::print;

/// The command under which xtask starts itself to do this.
pub const COMMAND: &str = "lab-server-beside";

const CARGO: &str = "--quiet --profile native --package lab-server";

/// How often to try whether the page can be visited.
const INTERVAL: Duration = Duration::from_millis(250);

/// Starts a process that waits for the page at this address and then runs the lab server, until
/// the writer is dropped or the last process that holds it has ended.
///
/// # Errors
/// It cannot be started.
pub fn start(page: SocketAddr) -> Result<PipeWriter, Failure> {
    let failed = |error: io::Error| {
        Failure::new(
            format!("the lab server could not be started: {error}"),
            "Close programs that hold many files open, or leave it out with --no-lab-server.",
        )
    };
    let (reader, writer): (PipeReader, PipeWriter) = pipe().map_err(failed)?;
    // Not `process::command`: it is xtask again, and needs what cargo says of it.
    let mut beside = Command::new(env::current_exe().map_err(failed)?);
    beside.args([COMMAND, &page.to_string()]).stdin(reader);
    beside.spawn().map_err(failed)?;
    Ok(writer)
}

/// What that process does. Standard input ends when Trunk has ended.
///
/// If the lab server refuses to run, for example because its port is taken, it says so itself;
/// the page is of use without it.
///
/// # Errors
/// It does not compile.
pub fn run_beside(arguments: &[OsString]) -> Result<(), Failure> {
    let page = arguments.first().and_then(|word| word.to_str());
    let page = page.unwrap_or_default();
    thread::scope(|scope| {
        scope.spawn(|| {
            // Nothing is ever written there: this returns at the end.
            let _ = io::stdin().read(&mut [0]);
            this_process::exit(0);
        });
        wait_for(page)?;
        print("The page is ready. Building the lab server (a minute the first time).");
        process::run(
            "the lab server could not be built",
            process::command("cargo").args(format!("build {CARGO}").split(' ')),
            "Read the compiler's error above, or leave the lab server out with --no-lab-server.",
        )?;
        let mut server = process::command("cargo");
        server.args(format!("run {CARGO} -- --until-stdin-closes").split(' '));
        let status = server.status();
        status.map_err(|error| process::not_started("the lab server failed", &server, &error))?;
        // The thread above may still wait for Trunk.
        this_process::exit(0)
    })
}

#[expect(clippy::disallowed_methods, reason = "native only")]
fn wait_for(page: &str) -> Result<(), Failure> {
    let address: SocketAddr = page.parse().map_err(|error| {
        Failure::new(
            format!("{page} is no address: {error}"),
            "`cargo xtask serve` starts this command; it is not meant to be typed.",
        )
    })?;
    while TcpStream::connect_timeout(&address, INTERVAL).is_err() {
        thread::sleep(INTERVAL);
    }
    Ok(())
}
