//! The URLs of a lane's requests, and the attempt that a fetched URL belongs to.

use std::collections::BTreeSet;
use std::rc::Rc;

use playground_core::documents::report::Environment;
use playground_core::experiment::plan::Plan;
use playground_core::experiment::workload::Workload;
use playground_core::lab::address::LabKey;
use playground_core::session::recording::Recording;
use playground_core::session::request_urls::RequestUrls;
use playground_core::units::{AttemptNumber, RequestIndex, RunId};

use crate::rows::assert_rows;

const SAME: &str = "https://a.test/same";

fn lab(is_on_network: bool) -> RequestUrls {
    RequestUrls::Lab {
        folder: "http://127.0.0.1:8090/lab-server/".into(),
        is_on_network,
    }
}

fn list(urls: &[&str]) -> RequestUrls {
    RequestUrls::List(Rc::new(urls.iter().map(|url| (*url).to_owned()).collect()))
}

fn recorded(urls: &[&str]) -> RequestUrls {
    RequestUrls::Recorded(Rc::new(Recording {
        environment: Environment::default(),
        is_lab: false,
        urls: vec![urls.iter().map(|url| (*url).to_owned()).collect(); 3],
    }))
}

/// Two attempts of two requests in each of three runs.
fn keys() -> Vec<LabKey> {
    let mut keys = Vec::new();
    for run in (0..3).map(RunId) {
        for request in (0..2).map(RequestIndex) {
            for attempt in (1..3).map(AttemptNumber) {
                keys.push(LabKey {
                    run,
                    request,
                    attempt,
                });
            }
        }
    }
    keys
}

#[test]
fn a_fetched_url_is_of_one_attempt_and_names_it() {
    let plan = Plan::new(Workload::default());
    let kinds = [
        ("lab", lab(true)),
        ("list", list(&[SAME, SAME])),
        (
            "list with fragments",
            list(&["https://a.test/#x", "https://a.test/#y#z"]),
        ),
        ("recorded", recorded(&[SAME, SAME])),
    ];
    let rows = kinds.iter().flat_map(|(name, urls)| {
        let plan = &plan;
        keys().into_iter().map(move |key| {
            let fetched = urls.fetched(key, plan);
            (
                format!("{name}: {fetched}"),
                urls.key_of(&fetched),
                Some(key),
            )
        })
    });
    assert_rows(rows);
    assert_rows(kinds.iter().map(|(name, urls)| {
        let fetched: BTreeSet<_> = keys()
            .into_iter()
            .map(|key| urls.fetched(key, &plan))
            .collect();
        ((*name).to_owned(), fetched.len(), keys().len())
    }));
}

#[test]
fn other_urls_are_of_no_attempt() {
    let rows = [
        (
            "another lab",
            lab(true),
            "http://127.0.0.1:8090/lab/work?run=1",
        ),
        (
            "the lab's counters",
            lab(true),
            "http://127.0.0.1:8090/lab-server/stats?run=1",
        ),
        ("no fragment", list(&[SAME]), SAME),
        (
            "the page's own fragment",
            list(&[SAME]),
            "https://a.test/#lessons",
        ),
    ];
    assert_rows(rows.map(|(name, urls, fetched)| (name.to_owned(), urls.key_of(fetched), None)));
}

#[test]
fn a_url_is_shown_as_it_was_given() {
    let plan = Plan::new(Workload::default());
    let urls = list(&[SAME, "https://b.test/"]);
    let shown = |request| {
        let key = LabKey {
            run: RunId(1),
            request: RequestIndex(request),
            attempt: AttemptNumber(2),
        };
        urls.url(key, &plan)
    };
    assert_eq!(
        [shown(0), shown(1), shown(2)],
        [SAME, "https://b.test/", ""]
    );
}

#[test]
fn requests_to_one_origin_go_to_one_server() {
    let one = ["https://a.test/1", "https://a.test/2"];
    let ports = ["https://a.test/", "https://a.test:8443/"];
    let schemes = ["https://a.test/", "http://a.test/"];
    let returning = ["https://a.test/1", "https://b.test/", "https://a.test/2"];
    let rows = [
        ("back to the first", list(&returning), false),
        ("lab", lab(false), true),
        ("one origin", list(&one), true),
        ("two ports", list(&ports), false),
        ("two schemes", list(&schemes), false),
        ("recorded from one", recorded(&one), true),
        ("recorded from two", recorded(&ports), false),
    ];
    assert_rows(
        rows.map(|(name, urls, expected)| (name.to_owned(), urls.is_one_server(), expected)),
    );
}

#[test]
fn only_the_built_in_lab_uses_no_connections() {
    let rows = [
        ("built-in lab", lab(false), false),
        ("lab server", lab(true), true),
        ("list", list(&[SAME]), true),
        ("recorded", recorded(&[SAME]), true),
    ];
    assert_rows(
        rows.map(|(name, urls, expected)| (name.to_owned(), urls.is_on_network(), expected)),
    );
}
