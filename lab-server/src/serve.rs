//! Listeners, connections, and their end.

use std::convert::Infallible;
use std::future::Future;
use std::net::SocketAddr;
use std::path::Path;
use std::pin::{self, pin};
use std::rc::Rc;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use hyper::body::Incoming;
use hyper::rt::Executor;
use hyper::server::conn::{http1, http2};
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::{JoinSet, spawn_local};
use tokio::time::{sleep, timeout};
use tokio_rustls::TlsAcceptor;

use super::answer::Lab;
use super::body::{AnyBody, BodyEnd};
use super::certificate::CertificateFiles;
use super::delivery::{Delivery, Followed};
use super::failure::Failure;
use super::options::Options;

/// How long requests in flight may take to end when the server stops.
const SHUTDOWN_TIMEOUT: Duration = Duration::from_secs(1);
/// How long a client may take for the TLS handshake.
const TLS_TIMEOUT: Duration = Duration::from_secs(10);
/// How long a client may take to send the head of a request, after it connected or after
/// its last answer.
const HEAD_TIMEOUT: Duration = Duration::from_secs(60);
/// The most streams of one HTTP/2 connection: more than the page may have in flight.
const MAX_STREAMS: u32 = 2_000;

/// The addresses that the server listens at.
#[derive(Clone, Copy, Debug)]
pub struct Addresses {
    /// HTTP/1.1.
    pub http: SocketAddr,
    /// HTTP/2 over TLS.
    pub https: SocketAddr,
}

/// A server that listens.
pub struct Server {
    http: TcpListener,
    https: TcpListener,
    tls: TlsAcceptor,
    lab: Rc<Lab>,
}

impl Server {
    /// Opens the ports; nothing is answered before [`Server::run`].
    ///
    /// # Errors
    /// A port is in use, or the certificate or the page cannot be read.
    pub async fn bind(options: &Options) -> Result<Self, Failure> {
        let has_page = |folder: &Path| folder.join("index.html").is_file();
        if let Some(folder) = options.page.as_deref().filter(|folder| !has_page(folder)) {
            return Err(Failure::NoPage(folder.to_owned()));
        }
        let certificate = CertificateFiles::new(options.certificate.clone());
        let tls = TlsAcceptor::from(Arc::new(certificate.server_config()?));
        let listen = |port, option| listen((options.address, port).into(), option);
        Ok(Self {
            http: listen(options.http_port, "--http-port").await?,
            https: listen(options.https_port, "--https-port").await?,
            tls,
            lab: Rc::new(Lab::new(instance(), options.page.clone())),
        })
    }

    /// The addresses it listens at, with the ports that the system chose.
    ///
    /// # Errors
    /// The system does not give them.
    pub fn addresses(&self) -> Result<Addresses, Failure> {
        Ok(Addresses {
            http: self.http.local_addr().map_err(Failure::Runtime)?,
            https: self.https.local_addr().map_err(Failure::Runtime)?,
        })
    }

    /// Answers until `stop` resolves. Requests in flight then have a second to end; the rest
    /// are cut off. It must run within a `LocalSet`.
    pub async fn run(self, stop: impl Future<Output = ()>) {
        let (stopping, has_stopped) = watch::channel(false);
        let mut connections = JoinSet::new();
        let mut stop = pin!(stop);
        loop {
            tokio::select! {
                stream = accept(&self.http) => {
                    let lab = Rc::clone(&self.lab);
                    connections.spawn_local(serve_http1(stream, lab, has_stopped.clone()));
                }
                stream = accept(&self.https) => {
                    let (tls, lab) = (self.tls.clone(), Rc::clone(&self.lab));
                    connections.spawn_local(serve_http2(tls, stream, lab, has_stopped.clone()));
                }
                // Ended connections are removed, or the set would grow without bound.
                Some(_ended) = connections.join_next() => {}
                () = &mut stop => break,
            }
        }
        drop((self.http, self.https));
        stopping.send_replace(true);
        let all_ended = async { while connections.join_next().await.is_some() {} };
        // Dropping the set cuts off the connections that are left.
        let _in_time = timeout(SHUTDOWN_TIMEOUT, all_ended).await;
    }
}

async fn listen(address: SocketAddr, option: &'static str) -> Result<TcpListener, Failure> {
    TcpListener::bind(address).await.map_err(|error| {
        if error.kind() == std::io::ErrorKind::AddrInUse {
            Failure::PortTaken { address, option }
        } else {
            Failure::CannotListen {
                address,
                option,
                error,
            }
        }
    })
}

/// The next connection. An error belongs to one client, or is temporary: for example too
/// many open files, until some are closed.
async fn accept(listener: &TcpListener) -> TcpStream {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => {
                // Small pieces must be sent immediately; this fails only for a connection
                // that is already closed.
                let _no_delay = stream.set_nodelay(true);
                return stream;
            }
            Err(_) => sleep(Duration::from_millis(20)).await,
        }
    }
}

async fn serve_http1(stream: TcpStream, lab: Rc<Lab>, mut has_stopped: watch::Receiver<bool>) {
    let delivery = Delivery::over_http1();
    let stream = Followed::new(stream, delivery.clone());
    let service = service_fn(move |request| answer(Rc::clone(&lab), request, delivery.clone()));
    let mut connection = http1::Builder::new()
        // The header timeout needs a timer.
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIMEOUT)
        .serve_connection(TokioIo::new(stream), service);
    let ended = tokio::select! {
        ended = &mut connection => ended,
        _ = has_stopped.wait_for(|stop| *stop) => {
            pin::Pin::new(&mut connection).graceful_shutdown();
            (&mut connection).await
        }
    };
    if ended.is_err_and(|error| breaks_as_planned(&error)) {
        // Resets the connection: otherwise the body would seem to end normally.
        let stream = connection.into_parts().io.into_inner().into_inner();
        let _reset = stream.set_zero_linger();
    }
}

async fn serve_http2(
    tls: TlsAcceptor,
    stream: TcpStream,
    lab: Rc<Lab>,
    mut has_stopped: watch::Receiver<bool>,
) {
    // A client that rejects the certificate, or sends nothing, ends here.
    let Ok(Ok(stream)) = timeout(TLS_TIMEOUT, tls.accept(stream)).await else {
        return;
    };
    let delivery = Delivery::over_http2();
    let stream = Followed::new(stream, delivery.clone());
    let service = service_fn(move |request| answer(Rc::clone(&lab), request, delivery.clone()));
    let connection = http2::Builder::new(OnThisThread)
        .max_concurrent_streams(MAX_STREAMS)
        // A page that stops a run resets all its streams at once, which is not an attack.
        .max_pending_accept_reset_streams(Some(MAX_STREAMS as usize))
        .serve_connection(TokioIo::new(stream), service);
    let mut connection = pin!(connection);
    let _ended = tokio::select! {
        ended = &mut connection => ended,
        _ = has_stopped.wait_for(|stop| *stop) => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
}

async fn answer(
    lab: Rc<Lab>,
    request: Request<Incoming>,
    delivery: Delivery,
) -> Result<Response<AnyBody>, Infallible> {
    Ok(lab.answer(request, delivery).await)
}

/// Whether a connection ended because its body was planned to break off.
fn breaks_as_planned(error: &hyper::Error) -> bool {
    let cause = std::error::Error::source(error);
    cause.is_some_and(|cause| matches!(cause.downcast_ref(), Some(BodyEnd::AsPlanned)))
}

/// Runs the tasks of HTTP/2 on the lab's thread.
#[derive(Clone)]
struct OnThisThread;

impl<F: Future<Output: 'static> + 'static> Executor<F> for OnThisThread {
    fn execute(&self, future: F) {
        spawn_local(future);
    }
}

/// A number that differs between starts of the server: the time in ns.
fn instance() -> u64 {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    since.map_or(0, |since| since.as_nanos() as u64)
}
