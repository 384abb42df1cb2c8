//! The host behind a [`super::StaticSite`]: a thread that listens and answers.
//!
//! It has a runtime of its own: stopping it really closes every connection (a browser keeps some
//! open, and through those an "offline" page would still be online), and it answers even while the
//! test's own thread is busy.

use super::site::{ServedRequest, SiteFault};
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use futures::stream::{self, StreamExt};
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};
use tokio::sync::{oneshot, watch};
use tower_http::services::ServeDir;

/// What the host and the owner of the site both read.
pub struct Shared {
    pub folder: Mutex<PathBuf>,
    pub base_path: String,
    pub fallback_to_index: bool,
    pub headers: HeaderMap,
    pub fault: watch::Sender<Option<SiteFault>>,
    pub served: Mutex<Vec<ServedRequest>>,
}

/// A listening thread, and the way to end it.
pub struct Running {
    pub stop: oneshot::Sender<()>,
    pub thread: JoinHandle<()>,
}

/// Binds, and for a known port waits until its present owner closes it.
pub fn listen(address: SocketAddr) -> TcpListener {
    let deadline = Instant::now() + Duration::from_secs(5);
    loop {
        match TcpListener::bind(address) {
            Ok(listener) => return listener,
            Err(_) if Instant::now() < deadline => std::thread::sleep(Duration::from_millis(20)),
            Err(error) => panic!("cannot listen on {address}: {error}"),
        }
    }
}

pub fn run(listener: TcpListener, shared: Arc<Shared>) -> Running {
    let (stop, stopped) = oneshot::channel();
    let serve = move || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime");
        runtime.block_on(async move {
            listener
                .set_nonblocking(true)
                .expect("a socket that does not block");
            let listener = tokio::net::TcpListener::from_std(listener).expect("a listening socket");
            let app = Router::new().fallback(answer).with_state(shared);
            tokio::select! {
                result = axum::serve(listener, app) => result.expect("the site answers"),
                _ = stopped => {}
            }
        });
        // Dropping the runtime here drops its connections with it.
    };
    Running {
        stop,
        thread: std::thread::spawn(serve),
    }
}

async fn answer(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    let (method, path) = (
        request.method().to_string(),
        request.uri().path().to_owned(),
    );
    let mut faults = shared.fault.subscribe();
    let fault = *faults.borrow_and_update();
    let mut response = match fault {
        None => respond(&shared, request).await,
        Some(SiteFault::NeverAnswers) => {
            // Until the fault is over, or the site stops.
            let _over = faults.changed().await;
            respond(&shared, request).await
        }
        Some(SiteFault::StopsInTheMiddle) => {
            let begun = stream::iter([Ok::<_, io::Error>(Bytes::from("<!doctype html>"))]);
            let body = Body::from_stream(begun.chain(stream::pending()));
            ([(header::CONTENT_TYPE, "text/html")], body).into_response()
        }
        Some(SiteFault::Status(status)) => {
            let status = StatusCode::from_u16(status).expect("a status");
            (status, "The server failed.").into_response()
        }
    };
    response.headers_mut().remove(header::LAST_MODIFIED);
    response.headers_mut().extend(shared.headers.clone());
    let status = response.status().as_u16();
    shared.served.lock().unwrap().push(ServedRequest {
        method,
        path,
        status,
    });
    response
}

async fn respond(shared: &Shared, request: Request) -> Response {
    let folder = shared.folder.lock().unwrap().clone();
    let path = request.uri().path();
    if format!("{path}/") == shared.base_path {
        return (
            StatusCode::MOVED_PERMANENTLY,
            [(header::LOCATION, shared.base_path.clone())],
        )
            .into_response();
    }
    let found = match path.strip_prefix(&shared.base_path) {
        Some(below) => file(&folder, request.method().clone(), &format!("/{below}")).await,
        None => StatusCode::NOT_FOUND.into_response(),
    };
    if shared.fallback_to_index && found.status() == StatusCode::NOT_FOUND {
        return file(&folder, Method::GET, "/index.html").await;
    }
    found
}

/// The file alone: without the caller's conditional headers, so the answer is never a 304.
async fn file(folder: &Path, method: Method, path: &str) -> Response {
    let mut request = Request::new(Body::empty());
    *request.method_mut() = method;
    *request.uri_mut() = path
        .parse::<Uri>()
        .expect("a path taken from an address is an address");
    match ServeDir::new(folder).try_call(request).await {
        Ok(response) => response.into_response(),
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
    }
}
