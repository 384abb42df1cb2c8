//! Answers from a lab server, by both protocols, and servers that are away.

use super::browser::ExpectedReport;
use super::documents::{at_server, both_lanes, concurrent, with_policy, workload};
use super::screen::{CONCURRENT, SEQUENTIAL};
use super::screen_text::LAB_SILENT;
use super::visit::Visit;
use serde_json::json;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;

#[tokio::test]
async fn an_unreachable_server_is_reported_before_anything_runs() {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    // A port that was free a moment ago.
    let free = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = free.local_addr().expect("its address").port();
    drop(free);
    for (scheme, words) in [
        ("http", "1. It is not running"),
        (
            "https",
            "1. The browser does not trust the server's certificate",
        ),
    ] {
        let origin = format!("{scheme}://127.0.0.1:{port}");
        let experiment = at_server(both_lanes(workload(5, 5), 2), &origin);
        let refusal = page
            .run_experiment(experiment)
            .await
            .expect_err("it is away");
        assert!(
            refusal.contains(&format!("No lab server answered at {origin}")),
            "{refusal}"
        );
        assert!(refusal.contains(words), "{refusal}");
        assert!(refusal.contains("cargo xtask serve"), "{refusal}");
        let opened = format!("Open {origin}/lab-server/ping in another tab");
        assert!(refusal.contains(&opened), "{refusal}");
        assert!(screen.notice().await.starts_with(&refusal));
    }
    // The page's own host is there, and is no lab server.
    let origin = visit.site.url().trim_end_matches('/').to_owned();
    let experiment = at_server(both_lanes(workload(5, 5), 2), &origin);
    let refusal = page
        .run_experiment(experiment)
        .await
        .expect_err("it is no lab");
    assert!(refusal.contains("is no lab server"), "{refusal}");
    page.assert_no_console_problems_but_failed_loads().await;
}

/// A host that says it is a lab server, and answers nothing else, as one that was suspended.
fn half_dead_server() -> String {
    const IS_HERE: &[u8] = b"HTTP/1.1 200 OK\r\nfetch-playground-lab: server/1\r\n\
        access-control-allow-origin: *\r\naccess-control-expose-headers: fetch-playground-lab\r\n\
        content-length: 0\r\nconnection: close\r\n\r\n";
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let origin = format!("http://{}", listener.local_addr().expect("its address"));
    // It ends with the tests.
    thread::spawn(move || {
        let mut held = Vec::new();
        for mut client in listener.incoming().flatten() {
            let mut head = [0; 4_096];
            let length = client.read(&mut head).unwrap_or(0);
            if head[..length].windows(4).any(|word| word == b"ping") {
                // A client that has gone has no need of it.
                let _told = client.write_all(IS_HERE);
            } else {
                held.push(client);
            }
        }
    });
    origin
}

#[tokio::test]
async fn a_server_that_falls_silent_does_not_hold_the_page_up() {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    let experiment = with_policy(concurrent(workload(3, 5), 2), json!({"timeoutMs": 200}));
    let experiment = at_server(experiment, &half_dead_server());
    let report = page.run_experiment(experiment).await.expect("it ends");
    ExpectedReport::lane(&report, 0)
        .timed_out(3)
        .outcomes_sum_to(3)
        .has_no("maxInFlightAtSource");
    screen.until_says(CONCURRENT, LAB_SILENT).await;
    screen.until_idle().await;
}

#[tokio::test]
async fn a_source_that_is_chosen_is_looked_for_at_once_and_remembered() {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    assert_eq!(screen.source().await.value().await, "built-in lab");
    screen.source().await.choose("lab server, HTTP/1.1").await;
    // Unless somebody who works on the page has one running just now.
    if TcpStream::connect("127.0.0.1:8090").is_err() {
        let said = screen.notice().await;
        assert!(
            said.contains("No lab server answered at http://127.0.0.1:8090"),
            "{said}"
        );
    }
    page.reload().await;
    page.until_app_ready().await;
    assert_eq!(screen.source().await.value().await, "lab server, HTTP/1.1");
    screen.source().await.choose("built-in lab").await;
    let report = page.run_experiment(both_lanes(workload(5, 5), 2)).await;
    ExpectedReport::lane(&report.expect("it runs"), 1).succeeded(5);
    screen
        .until_says(SEQUENTIAL, "the built-in lab counted 1")
        .await;
}
