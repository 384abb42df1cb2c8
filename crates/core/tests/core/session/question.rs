//! What the page asks before requests go to third-party servers.

use playground_core::experiment::url_list::Host;
use playground_core::session::question::Question;

#[test]
fn a_host_is_named_with_all_that_it_gets() {
    let host = |requests| Host {
        name: "example.org".to_owned(),
        requests,
        is_third_party: true,
    };
    let line_of = |requests, lanes, retries| {
        let question = Question {
            hosts: vec![host(requests)],
            lanes,
            retries,
        };
        question.line(&host(requests))
    };
    let line = |lanes, retries| line_of(600, lanes, retries);
    assert_eq!(line_of(1, 1, 0), "example.org: 1 request");
    assert_eq!(
        line_of(1, 2, 0),
        "example.org: 2 requests, 1 in each of 2 lanes"
    );
    assert_eq!(line(1, 0), "example.org: 600 requests");
    assert_eq!(
        line(2, 1),
        "example.org: 1,200 requests, 600 in each of 2 lanes, and each again once if it fails"
    );
    assert_eq!(
        line(1, 3),
        "example.org: 600 requests, and each again up to 3 times if it fails"
    );
}
