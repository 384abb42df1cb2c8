//! Starting and stopping, by a person or another program.
#![allow(
    clippy::disallowed_methods,
    reason = "native code may use the system's clock"
)]

use std::fs;
use std::net::TcpListener;
use std::process::Command;

use hyper::Method;
use playground_core::experiment::plan::Answer;
use playground_core::lab::address::LabRequest;
use support::client::Client;
use support::program::{Program, output};
use support::{request, work};

mod support;

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn a_port_in_use_is_an_error_with_advice() {
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = taken.local_addr().expect("its address").port().to_string();
    for option in ["--http-port", "--https-port"] {
        let other = match option {
            "--http-port" => "--https-port",
            _ => "--http-port",
        };
        let folder = tempfile::tempdir().expect("a folder");
        let folder = folder.path().to_str().expect("a plain name");
        let ended = output(&[option, &port, other, "0", "--certificate", folder]);
        assert_eq!(ended.status.code(), Some(1));
        let words = text(&ended.stderr);
        assert!(
            words.contains(&format!("127.0.0.1:{port} is in use")),
            "{words}"
        );
        assert!(words.contains(option), "{words}");
    }
}

#[test]
fn errors_are_reported_before_it_listens() {
    let empty = tempfile::tempdir().expect("a folder");
    let ended = output(&["--page", empty.path().to_str().expect("a plain name")]);
    assert_eq!(ended.status.code(), Some(1));
    assert!(
        text(&ended.stderr).contains("contains no index.html"),
        "{ended:?}"
    );

    let ended = output(&["--prot", "1"]);
    assert_eq!(ended.status.code(), Some(2));
    assert!(text(&ended.stderr).contains("Usage:"), "{ended:?}");

    let ended = output(&["--help"]);
    assert!(ended.status.success());
    assert!(text(&ended.stdout).contains("--http-port"), "{ended:?}");
}

#[tokio::test]
async fn it_serves_the_page_beside_the_lab() {
    let page = tempfile::tempdir().expect("a folder");
    fs::write(page.path().join("index.html"), "<!doctype html>").expect("a page");
    fs::write(page.path().join("app.wasm"), "\0asm").expect("a module");
    let program = Program::start_with(&["--page", page.path().to_str().expect("a plain name")]);
    assert!(
        program
            .greeting
            .contains("The page is at http://127.0.0.1:"),
        "{}",
        program.greeting
    );
    for client in [Client::http1(&program), Client::http2(&program).await] {
        let index = client.get("/").await;
        assert_eq!(
            (index.status, text(&index.body).as_str()),
            (200, "<!doctype html>")
        );
        assert_eq!(index.header("content-type"), Some("text/html"));
        assert_eq!(index.header("cache-control"), Some("no-cache"));
        let module = client.get("/app.wasm").await;
        assert_eq!(module.header("content-type"), Some("application/wasm"));
        assert_eq!(client.get("/none.js").await.status, 404);
        assert_eq!(client.get("/../Cargo.toml").await.status, 404);
        assert_eq!(client.get(&work(request(0))).await.status, 200);
    }
}

#[tokio::test]
async fn it_ends_with_the_program_that_started_it_after_requests_in_flight() {
    let mut program = Program::start();
    let client = Client::http2(&program).await;
    let slow = LabRequest {
        delay_ms: 300,
        bytes: 10,
        ..request(0)
    };
    let never = LabRequest {
        answer: Answer::Never,
        ..request(1)
    };
    let never = work(never);
    let slow = work(slow);
    let requests = async { tokio::join!(client.get(&slow), client.send(Method::GET, &never)) };
    let close = async {
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        drop(program.input.take());
    };
    let ((slow, never), ()) = tokio::join!(requests, close);
    assert_eq!((slow.status, slow.body.len()), (200, 10));
    assert!(never.is_err(), "it was never to be answered");
    assert!(program.ends_well());
}

#[cfg(unix)]
#[test]
fn a_request_to_terminate_is_heard() {
    for signal in ["-TERM", "-INT"] {
        let program = Program::start();
        let id = program.id().to_string();
        let sent = Command::new("kill").args([signal, &id]).status();
        assert!(sent.expect("kill is there").success());
        assert!(program.ends_well(), "{signal}");
    }
}
