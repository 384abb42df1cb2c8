//! The lab server's command: reads its options, prints its addresses, and serves until it
//! is stopped.

use std::env;
use std::future::{Future, pending};
use std::io::{self, Write};
use std::process::ExitCode;

use lab_server::options::{self, Command, HELP, Options};
use lab_server::{Addresses, Failure, Server};
use tokio::io::{AsyncReadExt, stdin};
use tokio::runtime::Builder;
use tokio::task::LocalSet;

/// The exit code for a wrong command line, as opposed to a server that cannot run.
const USAGE_ERROR: u8 = 2;

fn main() -> ExitCode {
    match options::parse(env::args_os().skip(1)) {
        Ok(Command::Help) => {
            print_line(HELP);
            ExitCode::SUCCESS
        }
        Ok(Command::Serve(options)) => match serve(&options) {
            Ok(()) => ExitCode::SUCCESS,
            Err(failure) => {
                print_error(&format!("lab-server: {failure}"));
                ExitCode::FAILURE
            }
        },
        Err(error) => {
            print_error(&format!("lab-server: {error}.\n\n{HELP}"));
            ExitCode::from(USAGE_ERROR)
        }
    }
}

fn serve(options: &Options) -> Result<(), Failure> {
    let runtime = Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(Failure::Runtime)?;
    let serving = async {
        let server = Server::bind(options).await?;
        let stop = until_stopped(options.until_stdin_closes)?;
        print_line(&start_message(&server.addresses()?, options));
        server.run(stop).await;
        Ok(())
    };
    let served = LocalSet::new().block_on(&runtime, serving);
    // A pending read of standard input cannot be cancelled and must not block the end.
    runtime.shutdown_background();
    served
}

fn start_message(addresses: &Addresses, options: &Options) -> String {
    let Addresses { http, https } = addresses;
    let page = match options.page {
        Some(_) => format!("The page is at http://{http}/.\n"),
        None => String::new(),
    };
    let network = if options.address.is_loopback() {
        ""
    } else {
        "Other machines can reach this server.\n"
    };
    format!(
        "Lab server: HTTP/1.1 at http://{http}, HTTP/2 at https://{https}.\n\
         {page}{network}For HTTP/2, open https://{https}/lab-server/ping once and accept its certificate."
    )
}

/// Listens for signals from now on. Resolves on Ctrl-C, on a signal to terminate, or, if
/// `watches_stdin`, when standard input ends.
fn until_stopped(watches_stdin: bool) -> Result<impl Future<Output = ()>, Failure> {
    let signalled = signalled().map_err(Failure::Runtime)?;
    let input_ended = async move {
        if !watches_stdin {
            pending::<()>().await;
        }
        let mut ignored = [0; 64];
        while stdin()
            .read(&mut ignored)
            .await
            .is_ok_and(|length| length > 0)
        {}
    };
    Ok(async {
        tokio::select! {
            () = signalled => {}
            () = input_ended => {}
        }
    })
}

#[cfg(unix)]
fn signalled() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

#[cfg(windows)]
fn signalled() -> io::Result<impl Future<Output = ()>> {
    let mut interrupt = tokio::signal::windows::ctrl_c()?;
    Ok(async move { drop(interrupt.recv().await) })
}

/// Prints a line; a closed standard output is ignored.
fn print_line(line: &str) {
    let mut out = io::stdout().lock();
    let _written = writeln!(out, "{line}").and_then(|()| out.flush());
}

fn print_error(message: &str) {
    let _written = writeln!(io::stderr().lock(), "{message}");
}
