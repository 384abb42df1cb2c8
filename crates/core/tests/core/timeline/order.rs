//! The requests shown, and their order.

use playground_core::experiment::strategy::Strategy;
use playground_core::run::Run;
use playground_core::run::event::Step;
use playground_core::run::outcome::{NetworkCause, Outcome, OutcomeKind};
use playground_core::run::request::RequestRecord;
use playground_core::timeline::order::{Filter, OutcomeFilter, RowOrder, SortKey};
use playground_core::units::RequestIndex;

use playground_testing::samples::{Dice, fold, step};

fn no_text(_: RequestIndex) -> String {
    String::new()
}

fn indexes(order: &RowOrder) -> Vec<u32> {
    let at = |row| order.request_at(row).expect("each row has a request").0;
    (0..order.len()).map(at).collect()
}

fn showing(outcome: OutcomeFilter) -> Filter {
    Filter {
        outcome,
        text: String::new(),
    }
}

fn typed(text: &str) -> Filter {
    Filter {
        outcome: OutcomeFilter::All,
        text: text.to_owned(),
    }
}

/// Rows and requests refer to each other consistently.
#[track_caller]
fn assert_consistent(order: &RowOrder, requests: u32) {
    let mut rows = vec![None; requests as usize];
    for row in 0..order.len() {
        let index = order.request_at(row).expect("each row has a request");
        assert_eq!(rows[index.as_usize()].replace(row), None, "shown twice");
    }
    for (index, row) in (0..).zip(rows) {
        assert_eq!(order.row_of(RequestIndex(index)), row);
    }
    assert_eq!(order.request_at(order.len()), None);
    assert_eq!(order.row_of(RequestIndex(requests)), None);
    assert_eq!(order.is_empty(), indexes(order).is_empty());
    let is_natural = indexes(order) == (0..requests).collect::<Vec<_>>();
    assert_eq!(order.is_natural(), is_natural);
}

#[test]
fn the_natural_order_has_each_request_in_the_row_of_its_index() {
    for requests in [0, 1, 100_000] {
        let order = RowOrder::natural(requests);
        assert_eq!((order.len(), order.is_natural()), (requests, true));
        assert_consistent(&order, requests);
    }
}

fn wanted(record: &RequestRecord, which: OutcomeFilter) -> bool {
    match (which, record.outcome().map(|outcome| outcome.kind())) {
        (OutcomeFilter::All, _) => true,
        (_, None) => false,
        (OutcomeFilter::Failures, Some(kind)) => kind.is_failure(),
        (OutcomeFilter::One(one), Some(kind)) => kind == one,
    }
}

/// Whether one may be directly above the other.
fn in_order(sort: SortKey, above: (u32, &RequestRecord), below: (u32, &RequestRecord)) -> bool {
    let key = |record: &RequestRecord| -> Option<f64> {
        match sort {
            SortKey::Index => Some(0.0),
            SortKey::Start => {
                let mut dispatched = record.attempts().filter_map(|attempt| attempt.dispatched);
                dispatched.next().map(|at| at.ms())
            }
            SortKey::Duration => {
                record.outcome()?;
                record.attempt.duration().map(|span| -span.ms())
            }
            SortKey::Outcome => {
                let kind = record.outcome()?.kind();
                let from_worst = [
                    OutcomeKind::HttpError,
                    OutcomeKind::TimedOut,
                    OutcomeKind::NetworkError,
                    OutcomeKind::BodyBroken,
                    OutcomeKind::TooLarge,
                    OutcomeKind::Cancelled,
                    OutcomeKind::Succeeded,
                ];
                from_worst
                    .iter()
                    .position(|&each| each == kind)
                    .map(|place| place as f64)
            }
        }
    };
    match (key(above.1), key(below.1)) {
        (Some(one), Some(other)) => one < other || one <= other && above.0 < below.0,
        (one, None) => one.is_some() || above.0 < below.0,
        (None, Some(_)) => false,
    }
}

#[test]
fn any_order_shows_each_matching_request_once_and_sorted() {
    let mut dice = Dice::new(131);
    for _ in 0..800 {
        let any = dice.any_run(80);
        let records = any.run.requests();
        let requests = records.len() as u32;
        let sort = SortKey::ALL[dice.whole(0, 3) as usize];
        let which = match dice.whole(0, 3) {
            0 => OutcomeFilter::Failures,
            1 => OutcomeFilter::One(OutcomeKind::ALL[dice.whole(0, 6) as usize]),
            _ => OutcomeFilter::All,
        };
        let order = RowOrder::new(&any.run, sort, &showing(which), &no_text);
        assert_consistent(&order, requests);
        let shown = indexes(&order);
        for pair in shown.windows(2) {
            let [above, below] = [0, 1].map(|at| (pair[at], &records[pair[at] as usize]));
            assert!(
                in_order(sort, above, below),
                "{above:?} above {below:?}, by {sort:?}"
            );
        }
        let count = records
            .iter()
            .filter(|record| wanted(record, which))
            .count();
        assert_eq!(shown.len(), count, "{which:?}");
        assert!(
            shown
                .iter()
                .all(|&index| wanted(&records[index as usize], which))
        );
    }
}

/// 0 and 1 fail, 2 succeeds, 3 is in flight, 4 waits.
fn five() -> Run {
    let mut events = Vec::new();
    let ends = [
        Some((404, Outcome::HttpError { status: 404 })),
        Some((200, Outcome::NetworkError(NetworkCause::Offline))),
        Some((200, Outcome::Succeeded)),
        None,
    ];
    for (index, end) in (0..).zip(ends) {
        events.push(step(index, 0.0, Step::Queued));
        events.push(step(index, 1.0, Step::Dispatched));
        if let Some((status, outcome)) = end {
            events.push(step(index, 2.0, Step::Responded { status }));
            events.push(step(index, 3.0, Step::Ended(outcome)));
        }
    }
    fold(Strategy::Sequential, 5, &events)
}

#[test]
fn typed_text_is_searched_in_index_status_outcome_and_text() {
    let run = five();
    let text_of = |index: RequestIndex| format!("https://Example.org/Page/{}?n=777", index.0 * 4);
    let found = |text: &str| indexes(&RowOrder::new(&run, SortKey::Index, &typed(text), &text_of));
    let all = [0, 1, 2, 3, 4];
    assert_eq!(found(""), all);
    assert_eq!(found("  "), all);
    // Digits match a whole index or status.
    assert_eq!(found("3"), [3]);
    assert_eq!(found(" 003 "), [3]);
    assert_eq!(found("404"), [0]);
    assert_eq!(found("200"), [1, 2]);
    assert!(found("40").is_empty());
    assert!(found("777").is_empty());
    assert!(found("99999999999999999999").is_empty());
    // Anything else is a part of a title or of the text.
    assert_eq!(found("http error"), [0]);
    assert_eq!(found("ERROR"), [0, 1]);
    assert_eq!(found("offline"), [1]);
    assert_eq!(found("succ"), [2]);
    assert_eq!(found("example.ORG"), all);
    assert_eq!(found("/page/16"), [4]);
    assert_eq!(found("/1"), [3, 4]);
    assert_eq!(found("n=777"), all);
    assert!(found("ünknown").is_empty());
    assert!(found("https://example.org/page/16?n=777&and=more").is_empty());
}

#[test]
fn digits_too_many_for_an_index_are_searched_in_the_text() {
    let run = five();
    let text_of = |index: RequestIndex| format!("https://example.org/2024{}", 1_200 + index.0);
    let found = |text: &str| indexes(&RowOrder::new(&run, SortKey::Index, &typed(text), &text_of));
    assert_eq!(found("20241203"), [3]);
    assert!(found("202412").is_empty());
}

#[test]
fn outcome_and_text_must_both_match() {
    let run = five();
    let filter = Filter {
        outcome: OutcomeFilter::Failures,
        text: "error".to_owned(),
    };
    let text_of = |index: RequestIndex| format!("terror {index}");
    let order = RowOrder::new(&run, SortKey::Index, &filter, &text_of);
    assert_eq!(indexes(&order), [0, 1]);
    assert_consistent(&order, 5);
}

#[test]
fn a_filter_that_shows_all_in_order_is_the_natural_order() {
    let run = five();
    let by_text = RowOrder::new(&run, SortKey::Index, &typed("a"), &|_| "a".to_owned());
    let by_start = RowOrder::new(&run, SortKey::Start, &Filter::default(), &no_text);
    assert_eq!(by_text, RowOrder::natural(5));
    assert_eq!(by_start, RowOrder::natural(5));
    // The text is read only for a search.
    let unasked = |_| panic!("the natural order needs no text");
    RowOrder::new(
        &run,
        SortKey::Duration,
        &showing(OutcomeFilter::Failures),
        &unasked,
    );
    RowOrder::new(&run, SortKey::Index, &typed("404"), &unasked);
}
