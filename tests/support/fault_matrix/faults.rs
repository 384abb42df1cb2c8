//! Each fault, and how it is caused.

use playground_core::experiment::plan::Answer;
use serde_json::{Value, json};

use super::servers::Servers;

pub struct Fault {
    pub name: &'static str,
    pub cause: Cause,
}

pub enum Cause {
    /// A URL of the user's own.
    Url(fn(&Servers) -> String),
    /// An experiment of one request.
    Experiment(fn(&Servers) -> Value),
}

const fn url(name: &'static str, url: fn(&Servers) -> String) -> Fault {
    let cause = Cause::Url(url);
    Fault { name, cause }
}

const fn experiment(name: &'static str, experiment: fn(&Servers) -> Value) -> Fault {
    let cause = Cause::Experiment(experiment);
    Fault { name, cause }
}

const fn status(status: u16) -> Answer {
    Answer::Whole { status }
}

pub const FAULTS: [Fault; 28] = [
    url("no server listens at the port", Servers::closed_port),
    url(
        "the connection is reset before the head",
        Servers::resetting,
    ),
    url("the connection ends before the head", |to| {
        to.misbehaving.url("hang-up")
    }),
    url("the answer is not HTTP", |to| to.misbehaving.url("no-http")),
    url("a head of a megabyte", |to| {
        to.misbehaving.url("long-header")
    }),
    url("never answers", |to| to.misbehaving.url("silent")),
    url("a byte now and then, without end", |to| {
        to.misbehaving.url("drip")
    }),
    url("the body ends before the length in the head", |to| {
        to.misbehaving.url("short")
    }),
    url("the body is longer than the length in the head", |to| {
        to.misbehaving.url("long")
    }),
    url("malformed chunks", |to| to.misbehaving.url("bad-chunks")),
    url("a body without end", |to| to.misbehaving.url("endless")),
    url("a body of 200 MB", |to| {
        to.answering(status(200), 200_000_000, None)
    }),
    url("an empty body", |to| to.misbehaving.url("empty")),
    url("204, no body", |to| to.misbehaving.url("no-content")),
    url("a redirect", |to| to.below_lab("redirect/ping")),
    url("a redirect to itself", |to| to.below_lab("redirect-loop")),
    url("302 without an address", |to| {
        to.answering(status(302), 0, None)
    }),
    url("404", |to| to.answering(status(404), 9, None)),
    url("429 with Retry-After", |to| {
        to.answering(status(429), 9, Some(2))
    }),
    url("500", |to| to.answering(status(500), 9, None)),
    url("503", |to| to.misbehaving.url("busy")),
    url("no CORS header", |to| to.below_lab("no-cors/ping")),
    url("Cross-Origin-Resource-Policy, no CORS header", |to| {
        to.misbehaving.url("own-pages-only")
    }),
    url("a body that is a page with a script", |to| {
        to.misbehaving.url("page")
    }),
    experiment("built-in lab: never answers", |_| with_fault("hang")),
    experiment("built-in lab: the body breaks off", |_| with_fault("drop")),
    experiment("lab server, HTTP/1.1: the body breaks off", |to| {
        at_server(with_fault("drop"), &to.lab.http1())
    }),
    experiment("built-in lab: answers after the timeout", |_| {
        let mut experiment = with_fault("slow");
        experiment["policy"]["timeoutMs"] = json!(100);
        experiment
    }),
];

/// Lines that are refused before anything is sent.
pub const REFUSED_URLS: [(&str, &str); 8] = [
    ("a port that browsers refuse", "http://127.0.0.1:6667/"),
    ("another scheme", "ftp://127.0.0.1/"),
    ("a password in the URL", "http://user:pw@127.0.0.1/"),
    ("a control character in the URL", "http://127.0.0.1/a\u{1}b"),
    (
        "an invisible character in the URL",
        "http://127.0.0.1/a\u{202e}b",
    ),
    (
        "two URLs on a line",
        "http://127.0.0.1/a http://127.0.0.1/b",
    ),
    ("no URL at all", "127.0.0.1 what"),
    ("a pattern among URLs", "http://127.0.0.1/{i}"),
];

fn with_fault(fault: &str) -> Value {
    json!({
        "workload": {
            "requests": 1,
            "latencyMs": {"distribution": "constant", "value": 20},
            "faults": {fault: 1.0},
        },
        "lanes": [{"strategy": "concurrent", "limit": 1}],
        "policy": {"timeoutMs": 1_000},
    })
}

fn at_server(mut experiment: Value, origin: &str) -> Value {
    experiment["source"] = json!({"kind": "server", "origin": origin});
    experiment
}
