//! Responses to requests: the lab's answers over HTTP, and the page's files.

use std::path::PathBuf;
use std::time::Duration;

use futures::future::pending;
use hyper::body::Incoming;
use hyper::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, CACHE_CONTROL, CONTENT_TYPE, HeaderName,
    HeaderValue, LOCATION, RETRY_AFTER,
};
use hyper::{Method, Request, Response, StatusCode};
use playground_core::lab::address::{LabCall, LabRequest};
use playground_core::lab::identity::{HEADER, LabIdentity, Transport};
use playground_core::lab::state::{Arrival, LabState, REFUSAL};
use playground_core::units::TimePoint;
use tokio::time::{Instant, sleep};
use tower_http::services::ServeDir;
use tower_service::Service;

use super::body::{self, Answering, AnyBody, BodyEnd};
use super::delivery::Delivery;
use super::route::Route;

const SERVER_TIMING: HeaderName = HeaderName::from_static("server-timing");
const TIMING_ALLOW_ORIGIN: HeaderName = HeaderName::from_static("timing-allow-origin");
const ALLOW_PRIVATE_NETWORK: HeaderName =
    HeaderName::from_static("access-control-allow-private-network");

/// The response headers that a page of another origin may read.
const EXPOSED_HEADERS: &str = "fetch-playground-lab, server-timing, retry-after, content-type";

/// The lab, shared by both ports.
pub struct Lab {
    started: Instant,
    state: LabState,
    identity: HeaderValue,
    page: Option<ServeDir>,
}

impl Lab {
    /// `instance` identifies this start of the server.
    pub fn new(instance: u64, page: Option<PathBuf>) -> Self {
        let identity = LabIdentity {
            transport: Transport::Server,
            instance: format!("{instance:x}"),
        };
        Self {
            started: Instant::now(),
            state: LabState::default(),
            // Only letters, digits, a hyphen and a slash, so it is a valid header value.
            identity: HeaderValue::try_from(identity.to_string())
                .unwrap_or(HeaderValue::from_static("")),
            page: page.map(ServeDir::new),
        }
    }

    /// Answers a request. Dropping the future, or the body it resolved to, ends the exchange
    /// and its count in flight.
    pub async fn answer(
        &self,
        request: Request<Incoming>,
        delivery: Delivery,
    ) -> Response<AnyBody> {
        let address = request.uri().path_and_query();
        let route = Route::parse(address.map_or("/", |address| address.as_str()));
        if route == Route::Page {
            return self.page_file(request).await;
        }
        if *request.method() == Method::OPTIONS {
            return with_cors(preflight());
        }
        match route {
            Route::Page => self.page_file(request).await,
            Route::Lab(call) => with_cors(self.lab(call, delivery).await),
            Route::NoCors(call) => self.lab(call, delivery).await,
            Route::Redirect(to) => with_cors(self.redirect(&to)),
            Route::Unknown(error) => {
                with_cors(self.text(StatusCode::BAD_REQUEST, error.to_string()))
            }
        }
    }

    async fn lab(&self, call: LabCall, delivery: Delivery) -> Response<AnyBody> {
        match call {
            LabCall::Work(request) => self.work(&request, delivery).await,
            LabCall::Counter(call) => {
                let value = self.state.count(&call);
                sleep(Duration::from_millis(call.delay_ms.into())).await;
                self.text(StatusCode::OK, value.to_string())
            }
            LabCall::Stats(run) => {
                let stats = self.state.stats(run);
                self.text(StatusCode::OK, stats.to_string())
            }
            LabCall::Ping => self.text(StatusCode::OK, "The lab is here."),
        }
    }

    async fn work(&self, request: &LabRequest, delivery: Delivery) -> Response<AnyBody> {
        let arrived = Instant::now();
        let since_start = arrived.duration_since(self.started).as_secs_f64();
        let at = TimePoint::from_ms(since_start * 1_000.0);
        let (in_flight, answer) = match self.state.arrive(request, at) {
            Arrival::Taken { in_flight, answer } => (in_flight, answer),
            Arrival::Refused { status } => {
                let status = StatusCode::from_u16(status).unwrap_or_default();
                return self.text(status, REFUSAL);
            }
            // Only a service worker is sent cancel messages; here a closed connection drops
            // this future.
            Arrival::Unwanted => return pending().await,
        };
        let answering = Answering::begin(arrived, in_flight);
        let Some(plan) = answer else {
            // Never answered: it stays in flight until the client disconnects.
            let _until_dropped = answering;
            return pending().await;
        };
        answering.wait_until(plan.head_at).await;
        // Rounded down, so that it never exceeds the time that the client waited.
        let tenths_ms = answering.elapsed().as_micros() / 100;
        let timing = format!("lab;dur={}.{}", tenths_ms / 10, tenths_ms % 10);
        let status = StatusCode::from_u16(plan.status).unwrap_or(StatusCode::OK);
        let retry_after = plan.retry_after_seconds;
        let mut response = self.respond(status, body::planned(answering, plan, delivery));
        let headers = response.headers_mut();
        if let Ok(timing) = HeaderValue::try_from(timing) {
            headers.insert(SERVER_TIMING, timing);
        }
        if let Some(seconds) = retry_after {
            headers.insert(RETRY_AFTER, seconds.into());
        }
        response
    }

    fn redirect(&self, to: &str) -> Response<AnyBody> {
        let mut response = self.text(StatusCode::FOUND, "");
        if let Ok(location) = HeaderValue::try_from(to) {
            response.headers_mut().insert(LOCATION, location);
        }
        response
    }

    fn text(&self, status: StatusCode, text: impl Into<bytes::Bytes>) -> Response<AnyBody> {
        self.respond(status, body::text(text))
    }

    fn respond(&self, status: StatusCode, body: AnyBody) -> Response<AnyBody> {
        let mut response = Response::new(body);
        *response.status_mut() = status;
        let headers = response.headers_mut();
        headers.insert(HeaderName::from_static(HEADER), self.identity.clone());
        headers.insert(
            CONTENT_TYPE,
            HeaderValue::from_static("text/plain; charset=utf-8"),
        );
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        response
    }

    async fn page_file(&self, request: Request<Incoming>) -> Response<AnyBody> {
        use http_body_util::BodyExt;
        let Some(page) = &self.page else {
            let advice = "The lab server serves no page: start it with --page dist, or open the \
                          page where it is served.";
            return self.text(StatusCode::NOT_FOUND, advice);
        };
        let answer = page.clone().call(request).await;
        let Ok(mut response) = answer.map_err(|never| match never {});
        // A new build must be visible on the next load.
        let headers = response.headers_mut();
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
        response.map(|file| Box::pin(file.map_err(BodyEnd::File)) as AnyBody)
    }
}

fn preflight() -> Response<AnyBody> {
    let mut response = Response::new(body::text(""));
    *response.status_mut() = StatusCode::NO_CONTENT;
    let headers = response.headers_mut();
    for (name, value) in [
        (ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD, OPTIONS"),
        (ACCESS_CONTROL_ALLOW_HEADERS, "*"),
        (ACCESS_CONTROL_MAX_AGE, "600"),
        (ALLOW_PRIVATE_NETWORK, "true"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

/// Lets pages of every origin read the answer and its times: the lab holds no secrets, and
/// the page may be served from any origin.
fn with_cors(mut response: Response<AnyBody>) -> Response<AnyBody> {
    let headers = response.headers_mut();
    for (name, value) in [
        (ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
        (ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED_HEADERS),
        (TIMING_ALLOW_ORIGIN, "*"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}
