//! The WebDriver process: started on a free port, and gone when its owner is, whatever happens.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

/// How long a driver may take to listen, and a browser to close.
const DRIVER_TIMEOUT: Duration = Duration::from_secs(20);

/// How a driver is started.
pub struct Program {
    /// A name on `PATH` or a path.
    pub name: String,
    /// The variable that names another one.
    pub variable: &'static str,
    pub arguments: &'static [&'static str],
    /// What the driver prints before the port it took; that way no two can take the same.
    pub announcement: &'static str,
}

/// A running driver and, once [`Self::owns`] was told of it, its session.
pub struct Driver {
    process: Child,
    /// Whether it leads a process group of its own.
    is_group: bool,
    port: u16,
    session: Option<Session>,
}

struct Session {
    id: String,
    browser_process: Option<u32>,
}

impl Driver {
    /// Starts `program` on a port of its own choice. Chromium's chooses one that is free for IPv6,
    /// and gives up where that is taken for IPv4: then it is asked again.
    pub fn start(program: &Program) -> Self {
        const TRIES: usize = 4;
        let tries = (0..TRIES).map(|_| Self::try_to_start(program));
        let mut complaints = Vec::new();
        for outcome in tries {
            match outcome {
                Ok(driver) => return driver,
                Err(complaint) => complaints.push(complaint),
            }
        }
        panic!("{} announced no port: {complaints:?}", program.name)
    }

    /// Starts a driver that does not say which port it has taken. `command` gets a process group
    /// of its own, which ends as a whole: it starts the driver behind other programs.
    #[cfg(unix)]
    pub fn start_group(mut command: Command, port: u16) -> Self {
        use std::os::unix::process::CommandExt;
        let process = command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()
            .unwrap_or_else(|error| panic!("cannot start {command:?}: {error}. Install it."));
        let driver = Self {
            process,
            is_group: true,
            port,
            session: None,
        };
        let deadline = Instant::now() + DRIVER_TIMEOUT;
        while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
            assert!(
                Instant::now() < deadline,
                "{command:?} does not listen at port {port}"
            );
            std::thread::sleep(Duration::from_millis(50));
        }
        driver
    }

    fn try_to_start(program: &Program) -> Result<Self, String> {
        let Program { name, variable, .. } = program;
        let mut process = Command::new(name)
            .arg("--port=0")
            .args(program.arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| {
                panic!("cannot start {name}: {error}. Install it, or name it in {variable}.")
            });
        let output = process.stdout.take().expect("standard output is piped");
        let (announce, announced) = mpsc::channel();
        std::thread::spawn(move || {
            // Read to the end: a driver whose output nobody reads would block some day.
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                let _ = announce.send(line);
            }
        });
        // From here on the process ends with `driver`, also if no port is announced.
        let mut driver = Self {
            process,
            is_group: false,
            port: 0,
            session: None,
        };
        driver.port = await_port(&announced, program.announcement)?;
        Ok(driver)
    }

    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    fn end_process(&mut self) {
        if self.is_group {
            kill(&format!("-{}", self.process.id()));
        }
        let _ = self.process.kill();
        let _ = self.process.wait();
    }

    /// Tells which session and browser process end with this driver.
    pub fn owns(&mut self, session: String, browser_process: Option<u32>) {
        self.session = Some(Session {
            id: session,
            browser_process,
        });
    }
}

/// # Errors
/// It announced none; what it said instead.
fn await_port(announced: &mpsc::Receiver<String>, announcement: &str) -> Result<u16, String> {
    let deadline = Instant::now() + DRIVER_TIMEOUT;
    let mut seen = Vec::new();
    loop {
        match announced.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
            Ok(line) => {
                let port = line
                    .split_once(announcement)
                    .map(|(_, port)| port.trim_end_matches('.'));
                if let Some(port) = port.and_then(|port| port.trim().parse().ok()) {
                    return Ok(port);
                }
                seen.push(line);
            }
            Err(reason) => return Err(format!("{reason}; it said: {seen:?}")),
        }
    }
}

impl Drop for Driver {
    /// Blocking and without the runtime: a test that panics takes its runtime down with it.
    fn drop(&mut self) {
        let Some(session) = self.session.take() else {
            return self.end_process();
        };
        // The driver closes the browser and waits for it. Only where it did not is the browser
        // ended from here: the number of a process that is gone may be somebody else's by now.
        let closed = close_session(self.port, &session.id).is_ok();
        self.end_process();
        if let (false, Some(browser)) = (closed, session.browser_process) {
            kill(&browser.to_string());
        }
    }
}

fn close_session(port: u16, session: &str) -> std::io::Result<()> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let mut connection = TcpStream::connect_timeout(&address, Duration::from_secs(1))?;
    connection.set_read_timeout(Some(DRIVER_TIMEOUT))?;
    let request = format!(
        "DELETE /session/{session} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n"
    );
    connection.write_all(request.as_bytes())?;
    // The first byte of the answer comes when the browser is closed.
    connection.read_exact(&mut [0]).map(drop)
}

/// Ends a process that is not our child, or with a minus sign a group of them; one that is gone
/// already is what we want.
pub(super) fn kill(process: &str) {
    let (program, arguments) = if cfg!(windows) {
        (
            "taskkill",
            vec![
                "/F".to_owned(),
                "/T".to_owned(),
                "/PID".to_owned(),
                process.to_owned(),
            ],
        )
    } else {
        (
            "kill",
            vec!["-KILL".to_owned(), "--".to_owned(), process.to_owned()],
        )
    };
    let _ = Command::new(program)
        .args(arguments)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
}
