//! The lab server's command: reads its options, serves until it is told to
//! stop, and says what it does.

use std::env;
use std::future::{Future, pending};
use std::io::{self, Write};
use std::process::ExitCode;

use lab_server::options::{self, Command, HELP, Options};
use lab_server::{Addresses, Failure, Server};
use tokio::io::{AsyncReadExt, stdin};
use tokio::runtime::Builder;
use tokio::task::LocalSet;

/// A command line the user got wrong, as opposed to a server that cannot run.
const USAGE_ERROR: u8 = 2;

fn main() -> ExitCode {
    match options::parse(env::args_os().skip(1)) {
        Ok(Command::Help) => {
            say(HELP);
            ExitCode::SUCCESS
        }
        Ok(Command::Serve(options)) => match serve(&options) {
            Ok(()) => ExitCode::SUCCESS,
            Err(failure) => {
                warn(&format!("lab-server: {failure}"));
                ExitCode::FAILURE
            }
        },
        Err(error) => {
            warn(&format!("lab-server: {error}.\n\n{HELP}"));
            ExitCode::from(USAGE_ERROR)
        }
    }
}

fn serve(options: &Options) -> Result<(), Failure> {
    let runtime = Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(Failure::Runtime)?;
    let serving = async {
        let server = Server::bind(options).await?;
        let told = until_told(options.until_stdin_closes)?;
        say(&greeting(&server.addresses()?, options));
        server.run(told).await;
        Ok(())
    };
    let served = LocalSet::new().block_on(&runtime, serving);
    // A read of standard input cannot be taken back, and must not keep us.
    runtime.shutdown_background();
    served
}

fn greeting(at: &Addresses, options: &Options) -> String {
    let Addresses { http, https } = at;
    let page = match options.page {
        Some(_) => format!("The page is at http://{http}/.\n"),
        None => String::new(),
    };
    let open = if options.address.is_loopback() {
        ""
    } else {
        "Other machines can reach it: it listens beyond this one.\n"
    };
    format!(
        "Lab server: HTTP/1.1 at http://{http}, HTTP/2 at https://{https}.\n\
         {page}{open}For HTTP/2, open https://{https}/lab-server/ping once and accept its certificate."
    )
}

/// Listens from now on, and resolves on Ctrl-C, on a request to terminate, or
/// when standard input ends.
fn until_told(stdin_too: bool) -> Result<impl Future<Output = ()>, Failure> {
    let signalled = signalled().map_err(Failure::Runtime)?;
    let input_ended = async move {
        if !stdin_too {
            pending::<()>().await;
        }
        let mut rest = [0; 64];
        while stdin().read(&mut rest).await.is_ok_and(|length| length > 0) {}
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

/// Whoever started it may not be reading: then there is nobody to tell.
fn say(words: &str) {
    let mut out = io::stdout().lock();
    let _said = writeln!(out, "{words}").and_then(|()| out.flush());
}

fn warn(words: &str) {
    let _said = writeln!(io::stderr().lock(), "{words}");
}
