//! Many requests and large bodies: nothing is lost, and no memory leaks.
#![allow(
    clippy::disallowed_methods,
    reason = "native code may use the system's clock"
)]

use futures::StreamExt;
use futures::stream::iter;
use http_body_util::BodyExt;
use hyper::Method;
use playground_core::experiment::plan::Answer;
use playground_core::lab::address::LabRequest;
use support::client::Client;
use support::program::Program;
use support::{request, stats, until_empty, work};

mod support;

const REQUESTS: u32 = 10_000;
const AT_ONCE: usize = 500;
/// What an allocator may retain, in kB.
const RETAINED: u64 = 30_000;

/// Every request differs from its neighbours, so that a swapped answer is noticed.
fn numbered(index: u32) -> LabRequest {
    let status = [200, 404, 500][index as usize % 3];
    LabRequest {
        delay_ms: 20,
        bytes: u64::from(index),
        answer: Answer::Whole { status },
        ..request(index)
    }
}

async fn answer_all(client: &Client) {
    let answers = iter(0..REQUESTS).map(async |index| {
        let answer = client.get(&work(numbered(index))).await;
        let Answer::Whole { status } = numbered(index).answer else {
            panic!("all answers are whole");
        };
        assert_eq!((answer.status, answer.body.len()), (status, index as usize));
        assert!(answer.broken.is_none(), "{:?}", answer.broken);
    });
    let answered = answers.buffer_unordered(AT_ONCE).count().await;
    assert_eq!(answered, REQUESTS as usize);
}

#[tokio::test]
async fn ten_thousand_requests_are_all_answered_correctly_and_leak_no_memory() {
    let program = Program::start();
    let clients = [Client::http2(&program).await, Client::http1(&program)];
    let before = program.memory_kb();
    for (round, client) in (1..).zip(&clients) {
        answer_all(client).await;
        until_empty(client).await;
        let counted = stats(client).await;
        assert_eq!(counted.requests, round * REQUESTS);
        assert!(counted.max_in_flight <= AT_ONCE as u32, "{counted:?}");
    }
    let after = program.memory_kb();
    assert!(
        after <= before.map(|before| before + RETAINED),
        "{before:?} kB, then {after:?}"
    );
}

#[tokio::test]
async fn a_body_of_200_mb_needs_no_memory_of_that_size() {
    const BYTES: u64 = 200_000_000;
    let program = Program::start();
    let before = program.memory_kb();
    for client in [Client::http1(&program), Client::http2(&program).await] {
        let asked = LabRequest {
            bytes: BYTES,
            ..request(0)
        };
        let response = client
            .send(Method::GET, &work(asked))
            .await
            .expect("its head");
        let mut body = response.into_body();
        let (mut read, mut most, mut looked_at) = (0, None, 0);
        while let Some(frame) = body.frame().await {
            let frame = frame.expect("it is whole");
            read += frame.data_ref().map_or(0, |data| data.len() as u64);
            if read - looked_at > BYTES / 50 {
                most = most.max(program.memory_kb());
                looked_at = read;
            }
        }
        assert_eq!(read, BYTES);
        assert!(
            most <= before.map(|before| before + RETAINED),
            "{before:?} kB, then {most:?}"
        );
    }
}

#[tokio::test]
async fn a_body_that_breaks_at_once_is_not_broken_before_its_head() {
    let program = Program::start();
    let client = Client::http2(&program).await;
    let broken = |index| LabRequest {
        answer: Answer::Broken,
        chunks: 4,
        ..numbered(index)
    };
    let all = (0..1_000).map(|index| {
        let asked = work(broken(index));
        let client = &client;
        // Read to its end: a client that lets go of a thousand bodies closes the connection.
        async move { Ok(client.try_get(&asked).await?.broken.is_some()) }
    });
    let ends: Vec<hyper::Result<bool>> = futures::future::join_all(all).await;
    let without_head: Vec<_> = ends.iter().filter_map(|end| end.as_ref().err()).collect();
    assert!(
        without_head.is_empty(),
        "{} of {} answers have no head: {:?}",
        without_head.len(),
        ends.len(),
        without_head.first()
    );
    assert!(ends.into_iter().all(|end| end.is_ok_and(|broken| broken)));
}
