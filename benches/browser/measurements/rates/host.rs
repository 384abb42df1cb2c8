//! Serves the page with the measuring scripts, says what to measure, and takes what was found.

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde_json::{Value, json};
use std::net::Ipv4Addr;
use std::path::Path as FilePath;
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use tower_http::services::ServeDir;

use super::contests::Contest;
use super::findings::Message;
use playground_core::units::RunId;

/// Dropped, it is gone.
pub struct Host {
    pub url: String,
    pub messages: mpsc::UnboundedReceiver<Message>,
    serving: JoinHandle<()>,
}

struct Shared {
    contests: Arc<[Contest]>,
    rounds: usize,
    found: mpsc::UnboundedSender<Message>,
}

impl Host {
    pub async fn serve(folder: &FilePath, contests: Arc<[Contest]>, rounds: usize) -> Self {
        let (found, messages) = mpsc::unbounded_channel();
        let shared = Arc::new(Shared {
            contests,
            rounds,
            found,
        });
        let app = Router::new()
            .route("/rates/contests", get(contests_document))
            .route("/rates/urls/{contest}/{run}", get(urls))
            .route("/rates/messages", post(take_message))
            .fallback_service(ServeDir::new(folder))
            .with_state(shared);
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await;
        let listener = listener.expect("a free port");
        let address = listener.local_addr().expect("its address");
        let serving = tokio::spawn(async move {
            axum::serve(listener, app).await.expect("it serves");
        });
        Self {
            url: format!("http://{address}/"),
            messages,
            serving,
        }
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

async fn contests_document(State(shared): State<Arc<Shared>>) -> Response {
    let contests: Vec<Value> = shared.contests.iter().map(Contest::document).collect();
    as_json(&json!({"rounds": shared.rounds, "contests": contests}))
}

async fn urls(
    State(shared): State<Arc<Shared>>,
    Path((contest, run)): Path<(usize, u64)>,
) -> Response {
    match shared.contests.get(contest) {
        Some(contest) => as_json(&json!(contest.urls(RunId(run)))),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn take_message(State(shared): State<Arc<Shared>>, message: Bytes) -> Response {
    let message = serde_json::from_slice(&message)
        .unwrap_or_else(|error| Message::Failed(format!("{error} in {message:?}")));
    // Without a receiver, the measurement has ended.
    drop(shared.found.send(message));
    StatusCode::NO_CONTENT.into_response()
}

fn as_json(document: &Value) -> Response {
    ([(CONTENT_TYPE, "application/json")], document.to_string()).into_response()
}
