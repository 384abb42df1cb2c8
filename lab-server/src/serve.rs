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
use super::failure::Failure;
use super::options::Options;

/// How long requests in flight get when the server is told to stop.
const GRACE: Duration = Duration::from_secs(1);
/// How long a client may take to agree on encryption.
const TLS_PATIENCE: Duration = Duration::from_secs(10);
/// How long a client may take to say what it wants, once it is connected or has
/// its last answer.
const HEAD_PATIENCE: Duration = Duration::from_secs(60);
/// Streams of one HTTP/2 connection: more than the page may have in flight.
const MAX_STREAMS: u32 = 2_000;

/// Where the server answers.
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
    /// Takes the ports; nothing is answered before [`Server::run`].
    ///
    /// # Errors
    /// A port is taken, or the certificate or the page cannot be had.
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

    /// Where it listens, free ports filled in.
    ///
    /// # Errors
    /// The system does not tell.
    pub fn addresses(&self) -> Result<Addresses, Failure> {
        Ok(Addresses {
            http: self.http.local_addr().map_err(Failure::Runtime)?,
            https: self.https.local_addr().map_err(Failure::Runtime)?,
        })
    }

    /// Answers until `stop` resolves. What is in flight then gets a moment to
    /// end; what never ends is cut. It must run within a `LocalSet`.
    pub async fn run(self, stop: impl Future<Output = ()>) {
        let (tell, told) = watch::channel(false);
        let mut connections = JoinSet::new();
        let mut stop = pin!(stop);
        loop {
            tokio::select! {
                stream = accept(&self.http) => {
                    let lab = Rc::clone(&self.lab);
                    connections.spawn_local(serve_http1(stream, lab, told.clone()));
                }
                stream = accept(&self.https) => {
                    let (tls, lab) = (self.tls.clone(), Rc::clone(&self.lab));
                    connections.spawn_local(serve_http2(tls, stream, lab, told.clone()));
                }
                // Taken out as they end, or the set would grow for ever.
                Some(_ended) = connections.join_next() => {}
                () = &mut stop => break,
            }
        }
        drop((self.http, self.https));
        tell.send_replace(true);
        let all_ended = async { while connections.join_next().await.is_some() {} };
        // Whoever is still there is cut off with the set.
        let _in_time = timeout(GRACE, all_ended).await;
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

/// The next connection. What fails belongs to one client, or passes: as when
/// too many files are open, until some are closed.
async fn accept(listener: &TcpListener) -> TcpStream {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => {
                // Small pieces are to leave when they are written; it fails only
                // for a connection that is gone already.
                let _undelayed = stream.set_nodelay(true);
                return stream;
            }
            Err(_) => sleep(Duration::from_millis(20)).await,
        }
    }
}

async fn serve_http1(stream: TcpStream, lab: Rc<Lab>, mut told: watch::Receiver<bool>) {
    let service = service_fn(move |request| answer(Rc::clone(&lab), request));
    let mut connection = http1::Builder::new()
        // A client that is slow to say what it wants is not waited for without end.
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_PATIENCE)
        .serve_connection(TokioIo::new(stream), service);
    let ended = tokio::select! {
        ended = &mut connection => ended,
        _ = told.wait_for(|stop| *stop) => {
            pin::Pin::new(&mut connection).graceful_shutdown();
            (&mut connection).await
        }
    };
    if ended.is_err_and(|error| breaks_as_planned(&error)) {
        // Without this the body would end as if the server had gone in peace.
        let stream = connection.into_parts().io.into_inner();
        let _reset = stream.set_zero_linger();
    }
}

async fn serve_http2(
    tls: TlsAcceptor,
    stream: TcpStream,
    lab: Rc<Lab>,
    mut told: watch::Receiver<bool>,
) {
    // A client that refuses the certificate, or says nothing, leaves here.
    let Ok(Ok(stream)) = timeout(TLS_PATIENCE, tls.accept(stream)).await else {
        return;
    };
    let service = service_fn(move |request| answer(Rc::clone(&lab), request));
    let connection = http2::Builder::new(OnThisThread)
        .max_concurrent_streams(MAX_STREAMS)
        // A page that stops resets every stream at once, and means no harm.
        .max_pending_accept_reset_streams(Some(MAX_STREAMS as usize))
        .serve_connection(TokioIo::new(stream), service);
    let mut connection = pin!(connection);
    let _ended = tokio::select! {
        ended = &mut connection => ended,
        _ = told.wait_for(|stop| *stop) => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
}

async fn answer(lab: Rc<Lab>, request: Request<Incoming>) -> Result<Response<AnyBody>, Infallible> {
    Ok(lab.answer(request).await)
}

/// Whether a connection ended because a body was planned to break off.
fn breaks_as_planned(error: &hyper::Error) -> bool {
    let cause = std::error::Error::source(error);
    cause.is_some_and(|cause| matches!(cause.downcast_ref(), Some(BodyEnd::AsPlanned)))
}

/// Runs what HTTP/2 spawns where the lab lives.
#[derive(Clone)]
struct OnThisThread;

impl<F: Future<Output: 'static> + 'static> Executor<F> for OnThisThread {
    fn execute(&self, future: F) {
        spawn_local(future);
    }
}

/// A number that no other start of the server is likely to have.
fn instance() -> u64 {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    since.map_or(0, |since| since.as_nanos() as u64)
}
