//! The lab server's answers, over both protocols.
#![allow(
    clippy::disallowed_methods,
    reason = "native code may use the system's clock"
)]

use std::time::{Duration, Instant};

use hyper::Method;
use playground_core::experiment::plan::Answer;
use playground_core::lab::address::{LabCall, LabRequest};
use support::client::Client;
use support::program::Program;
use support::{path, request, stats, until_empty, work};

mod support;

/// A server, and a client for each protocol.
async fn clients() -> (Program, [Client; 2]) {
    let program = Program::start();
    let clients = [Client::http1(&program), Client::http2(&program).await];
    (program, clients)
}

#[tokio::test]
async fn an_answer_is_what_its_address_describes() {
    let (_program, clients) = clients().await;
    for client in &clients {
        let asked = LabRequest {
            delay_ms: 30,
            bytes: 5_000,
            chunks: 3,
            transfer_ms: 30,
            answer: Answer::Whole { status: 503 },
            retry_after_seconds: Some(2),
            ..request(0)
        };
        let sent = Instant::now();
        let answer = client.get(&work(asked)).await;
        assert!(sent.elapsed() >= Duration::from_millis(60), "too early");
        assert_eq!((answer.status, answer.body.len()), (503, 5_000));
        assert!(answer.broken.is_none(), "{:?}", answer.broken);
        assert_eq!(answer.header("retry-after"), Some("2"));
        assert_eq!(answer.header("cache-control"), Some("no-store"));
        assert_eq!(
            answer.header("content-type"),
            Some("text/plain; charset=utf-8")
        );
        let identity = answer
            .header("fetch-playground-lab")
            .expect("the lab's header");
        assert!(identity.starts_with("server/"), "{identity}");
        let timing = answer.header("server-timing").expect("how long it took");
        let ms: f64 = timing
            .trim_start_matches("lab;dur=")
            .parse()
            .expect("a number");
        assert!(
            ms >= 30.0 && ms <= sent.elapsed().as_secs_f64() * 1_000.0,
            "{timing}"
        );
    }
}

#[tokio::test]
async fn other_origins_can_read_an_answer_unless_the_address_forbids_it() {
    let (_program, clients) = clients().await;
    for client in &clients {
        for call in [
            work(request(0)),
            path(&LabCall::Ping),
            "/lab-server/nothing".to_owned(),
        ] {
            let answer = client.get(&call).await;
            assert_eq!(
                answer.header("access-control-allow-origin"),
                Some("*"),
                "{call}"
            );
            assert_eq!(answer.header("timing-allow-origin"), Some("*"), "{call}");
            let exposed = answer
                .header("access-control-expose-headers")
                .expect("a list");
            for header in ["fetch-playground-lab", "server-timing", "retry-after"] {
                assert!(exposed.contains(header), "{call} hides {header}");
            }
        }
        let hidden = client.get("/lab-server/no-cors/ping").await;
        assert_eq!(hidden.status, 200);
        for header in ["access-control-allow-origin", "timing-allow-origin"] {
            assert_eq!(hidden.header(header), None);
        }
        let asked = client.send(Method::OPTIONS, &work(request(0))).await;
        let asked = asked.expect("an answer");
        assert_eq!(asked.status(), 204);
        assert_eq!(asked.headers()["access-control-allow-origin"], "*");
    }
}

#[tokio::test]
async fn a_planned_break_comes_after_half_the_body_and_is_an_error() {
    let (_program, clients) = clients().await;
    for client in &clients {
        let asked = LabRequest {
            answer: Answer::Broken,
            bytes: 4_000,
            chunks: 4,
            transfer_ms: 80,
            ..request(0)
        };
        let answer = client.get(&work(asked)).await;
        assert_eq!((answer.status, answer.body.len()), (200, 2_000));
        assert!(answer.broken.is_some(), "it ended as if it were complete");
        until_empty(client).await;
        // Long after the last piece, or the head.
        for (chunks, bytes) in [(1, 0), (3, 1_333)] {
            let asked = LabRequest { chunks, ..asked };
            let answer = client.get(&work(asked)).await;
            assert_eq!((answer.status, answer.body.len()), (200, bytes));
            assert!(answer.broken.is_some(), "{chunks} chunks");
        }
    }
}

#[tokio::test]
async fn a_request_that_is_never_answered_is_in_flight_until_the_client_disconnects() {
    let (_program, clients) = clients().await;
    for (before, client) in (0..).zip(&clients) {
        let asked = LabRequest {
            answer: Answer::Never,
            ..request(before)
        };
        let asked = work(asked);
        let waiting = client.send(Method::GET, &asked);
        let waited = tokio::time::timeout(Duration::from_millis(100), waiting).await;
        assert!(waited.is_err(), "it was answered: {waited:?}");
        until_empty(client).await;
        let counted = stats(client).await;
        assert_eq!(counted.requests, before + 1);
        assert_eq!(counted.max_in_flight, 1);
    }
}

#[tokio::test]
async fn a_client_that_disconnects_during_a_body_is_no_longer_in_flight() {
    let (_program, clients) = clients().await;
    for client in &clients {
        let asked = LabRequest {
            bytes: 100_000,
            chunks: 100,
            transfer_ms: 60_000,
            ..request(0)
        };
        let response = client
            .send(Method::GET, &work(asked))
            .await
            .expect("its head");
        assert_eq!(stats(client).await.in_flight, 1);
        drop(response);
        until_empty(client).await;
    }
}

#[tokio::test]
async fn a_redirect_leads_to_its_call_and_a_loop_to_itself() {
    let (_program, clients) = clients().await;
    for client in &clients {
        let to_work = work(request(3));
        let call = to_work.strip_prefix("/lab-server/").expect("its folder");
        let answer = client.get(&format!("/lab-server/redirect/{call}")).await;
        assert_eq!(
            (answer.status, answer.header("location")),
            (302, Some(&*to_work))
        );
        let itself = "/lab-server/redirect-loop";
        let answer = client.get(itself).await;
        assert_eq!(
            (answer.status, answer.header("location")),
            (302, Some(itself))
        );
    }
}

#[tokio::test]
async fn an_unknown_address_is_refused_with_a_message() {
    let (_program, clients) = clients().await;
    for client in &clients {
        for (address, words) in [
            ("/lab-server/nothing", "the lab has no “nothing”"),
            ("/lab-server/stats?run=x", "“x” is not a valid value"),
            ("/lab-server/work?run=1", "is missing"),
        ] {
            let answer = client.get(address).await;
            let said = String::from_utf8_lossy(&answer.body).into_owned();
            assert_eq!(answer.status, 400, "{address}");
            assert!(said.contains(words), "{address}: {said}");
        }
        let answer = client.get("/index.html").await;
        let said = String::from_utf8_lossy(&answer.body).into_owned();
        assert_eq!(answer.status, 404);
        assert!(said.contains("--page"), "{said}");
    }
}
