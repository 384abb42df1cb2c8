//! Failures of all lanes, grouped by how they ended.

use std::rc::Rc;

use playground_core::run::event::Step;
use playground_core::run::outcome::{CancelledBy, NetworkCause, Outcome, OutcomeKind};
use playground_core::session::comparison::Comparison;
use playground_core::session::failures::{FailureGroup, group_failures};
use playground_core::session::request_urls::RequestUrls;
use playground_core::units::{RequestIndex, Span};

use super::scenes::{
    CONCURRENT, SEQUENTIAL, comparison, complete, experiment_of_urls, fold, planned,
};
use crate::rows::assert_rows;
use playground_testing::samples::step;

fn end(all: &mut Comparison, lane: usize, outcomes: &[Outcome]) {
    for (index, &outcome) in (0..).zip(outcomes) {
        let life = [
            step(index, 0.0, Step::Queued),
            step(index, 0.0, Step::Dispatched),
            step(index, 9.0, Step::Ended(outcome)),
        ];
        fold(&mut all.lanes[lane], &life);
    }
}

const fn status(status: u16) -> Outcome {
    Outcome::HttpError { status }
}

const fn timed_out(ms: f64) -> Outcome {
    Outcome::TimedOut {
        after: Span::from_ms(ms),
        page_was_busy: false,
    }
}

/// Each group's title, and for each of its lanes the requests.
fn summary(groups: &[FailureGroup]) -> Vec<(String, Vec<Vec<u32>>)> {
    let numbers = |requests: &[RequestIndex]| requests.iter().map(|index| index.0).collect();
    let lanes = |group: &FailureGroup| {
        let lanes = group.lanes.iter();
        lanes.map(|lane| numbers(&lane.requests)).collect()
    };
    let groups = groups.iter();
    groups
        .map(|group| (group.title.clone(), lanes(group)))
        .collect()
}

#[test]
fn each_status_and_each_cause_is_a_group_in_the_order_of_kinds() {
    let unreachable = Outcome::NetworkError(NetworkCause::Unreachable);
    let offline = Outcome::NetworkError(NetworkCause::Offline);
    let outcomes = [
        Outcome::Cancelled(CancelledBy::User),
        Outcome::TooLarge { limit_bytes: 5 },
        Outcome::BodyBroken { after_bytes: 3 },
        offline,
        unreachable,
        timed_out(9.0),
        status(503),
        status(404),
        status(503),
        Outcome::Succeeded,
    ];
    let mut all = comparison(10, &[CONCURRENT]);
    end(&mut all, 0, &outcomes);
    let groups = group_failures(&all);
    let requests = |requests: &[u32]| vec![requests.to_vec()];
    assert_eq!(
        summary(&groups),
        [
            (status(404).title(), requests(&[7])),
            (status(503).title(), requests(&[6, 8])),
            (timed_out(9.0).title(), requests(&[5])),
            (unreachable.title(), requests(&[4])),
            (offline.title(), requests(&[3])),
            (outcomes[2].title(), requests(&[2])),
            (outcomes[1].title(), requests(&[1])),
            (outcomes[0].title(), requests(&[0])),
        ]
    );
    let counts = groups.iter().map(FailureGroup::count);
    assert_eq!(counts.collect::<Vec<_>>(), [1, 2, 1, 1, 1, 1, 1, 1]);
    let kinds = groups.iter().map(|group| group.kind);
    assert!(kinds.collect::<Vec<_>>().is_sorted());
    assert!(groups.iter().all(|group| !group.explanation.is_empty()));
}

#[test]
fn a_group_lists_the_lanes_in_which_it_occurred() {
    let mut all = comparison(2, &[SEQUENTIAL, CONCURRENT, CONCURRENT]);
    end(&mut all, 0, &[status(404), Outcome::Succeeded]);
    complete(&mut all.lanes[1], &[9.0, 9.0]);
    end(&mut all, 2, &[status(404), status(404)]);
    let groups = group_failures(&all);
    assert_eq!(
        summary(&groups),
        [(status(404).title(), vec![vec![0], vec![0, 1]])]
    );
    assert_eq!(groups[0].count(), 3);
    assert_eq!(groups[0].lanes[0].title, "Sequential");
    assert_eq!(groups[0].kind, OutcomeKind::HttpError);
}

#[test]
fn a_group_is_varied_if_its_requests_have_different_possible_causes() {
    let unreachable = Outcome::NetworkError(NetworkCause::Unreachable);
    let here = "http://127.0.0.1:8080/";
    let with_tls = "https://127.0.0.1:8443/";
    let of_urls = |urls: &[&str]| {
        let mut all = planned(experiment_of_urls(urls, &[CONCURRENT]));
        let urls = urls.iter().map(|url| (*url).to_owned()).collect();
        all.lanes[0].urls = Some(RequestUrls::List(Rc::new(urls)));
        end(&mut all, 0, &[unreachable; 2]);
        group_failures(&all)[0].is_varied
    };
    let in_lab = || {
        let mut all = comparison(3, &[CONCURRENT]);
        let life = |index, ms, outcome| {
            [
                step(index, 0.0, Step::Queued),
                step(index, 0.0, Step::Dispatched),
                step(index, ms, Step::Responded { status: 200 }),
                step(index, ms, Step::Ended(outcome)),
            ]
        };
        end(&mut all, 0, &[unreachable]);
        fold(&mut all.lanes[0], &life(1, 20.0, Outcome::Succeeded));
        let [queued, sent, _, ended] = life(2, 30.0, unreachable);
        fold(&mut all.lanes[0], &[queued, sent, ended]);
        group_failures(&all)[0].is_varied
    };
    assert_rows([
        ("one server", of_urls(&[here, here]), false),
        ("another scheme", of_urls(&[here, with_tls]), true),
        ("the built-in lab", in_lab(), false),
    ]);
}

#[test]
fn timeouts_that_a_busy_page_saw_too_late_are_a_group_of_their_own() {
    let busy = Outcome::TimedOut {
        after: Span::from_ms(9.0),
        page_was_busy: true,
    };
    let mut all = comparison(3, &[CONCURRENT]);
    end(&mut all, 0, &[busy, timed_out(9.0), busy]);
    assert_eq!(
        summary(&group_failures(&all)),
        [
            (timed_out(9.0).title(), vec![vec![1]]),
            (busy.title(), vec![vec![0, 2]]),
        ]
    );
}

#[test]
fn a_group_stays_varied_when_the_first_outcome_comes_again() {
    let mut all = comparison(3, &[CONCURRENT]);
    end(&mut all, 0, &[9.0, 8.0, 9.0].map(timed_out));
    assert!(group_failures(&all)[0].is_varied);
}

#[test]
fn outcomes_that_differ_in_a_detail_are_one_varied_group() {
    let rows = [
        ("the same timeout", [timed_out(9.0), timed_out(9.0)], false),
        ("two timeouts", [timed_out(9.0), timed_out(8.0)], true),
        (
            "two lengths",
            [3, 4].map(|after_bytes| Outcome::BodyBroken { after_bytes }),
            true,
        ),
        (
            "two reasons",
            [CancelledBy::User, CancelledBy::FailFast].map(Outcome::Cancelled),
            true,
        ),
        ("one status", [status(500), status(500)], false),
    ];
    assert_rows(rows.map(|(name, outcomes, expected)| {
        let mut all = comparison(2, &[CONCURRENT]);
        end(&mut all, 0, &outcomes);
        let groups = group_failures(&all);
        let varied = groups.iter().map(|group| group.is_varied);
        (name.to_owned(), varied.collect::<Vec<_>>(), vec![expected])
    }));
}

#[test]
fn without_failures_there_is_no_group() {
    let mut all = comparison(2, &[CONCURRENT, SEQUENTIAL]);
    complete(&mut all.lanes[0], &[9.0, 9.0]);
    assert_eq!(group_failures(&all), []);
}
