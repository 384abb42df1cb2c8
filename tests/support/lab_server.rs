//! A lab server of a test's own, at free ports.

use lab_server::options::Options;
use lab_server::{Addresses, Server};
use std::path::PathBuf;
use std::sync::mpsc;
use std::thread::{self, JoinHandle};
use tempfile::TempDir;
use tokio::runtime::Builder;
use tokio::sync::oneshot;
use tokio::task::LocalSet;

/// Dropped, it is gone.
pub struct LabServer {
    at: Addresses,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
    certificate: TempDir,
}

impl LabServer {
    pub fn start() -> Self {
        Self::with_page(None)
    }

    /// Serves this folder too.
    pub fn with_page(page: Option<PathBuf>) -> Self {
        let certificate = tempfile::tempdir().expect("a temporary folder");
        let options = Options {
            http_port: 0,
            https_port: 0,
            certificate: Some(certificate.path().to_owned()),
            page,
            ..Options::default()
        };
        let (tell_addresses, addresses) = mpsc::channel();
        let (stop, stopped) = oneshot::channel();
        // It lives on one thread; this test's own is busy with the browser.
        let thread = thread::spawn(move || {
            let runtime = Builder::new_current_thread().enable_all().build();
            let serving = async {
                let server = Server::bind(&options).await.expect("it can listen");
                let at = server.addresses().expect("it knows where");
                tell_addresses.send(at).expect("the test waits for it");
                server.run(async { drop(stopped.await) }).await;
            };
            LocalSet::new().block_on(&runtime.expect("a runtime"), serving);
        });
        Self {
            at: addresses.recv().expect("it starts"),
            stop: Some(stop),
            thread: Some(thread),
            certificate,
        }
    }

    /// Where it speaks HTTP/1.1.
    pub fn http1(&self) -> String {
        format!("http://{}", self.at.http)
    }

    /// Where it speaks HTTP/2.
    pub fn http2(&self) -> String {
        format!("https://{}", self.at.https)
    }

    /// The port of HTTP/2, and its own certificate, in DER.
    #[allow(dead_code, reason = "only a browser without a driver has to be told")]
    pub fn certificate(&self) -> (u16, Vec<u8>) {
        let pem = std::fs::read_to_string(self.certificate.path().join("certificate.pem"));
        let pem = pem.expect("its certificate");
        let base64: String = pem.lines().filter(|line| !line.starts_with('-')).collect();
        let der = base64::Engine::decode(&base64::engine::general_purpose::STANDARD, base64);
        (self.at.https.port(), der.expect("a certificate in PEM"))
    }
}

impl Drop for LabServer {
    fn drop(&mut self) {
        drop(self.stop.take());
        let ended = self.thread.take().map(JoinHandle::join);
        if !thread::panicking() {
            assert!(
                ended.is_none_or(|end| end.is_ok()),
                "the lab server panicked"
            );
        }
    }
}
