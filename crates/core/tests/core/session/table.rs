//! The requests as a table: its rows, and when a row is another.

use playground_core::run::event::Step;
use playground_core::run::outcome::{Outcome, OutcomeKind};
use playground_core::session::comparison::{AxisMode, Comparison};
use playground_core::session::row_order::{Arrangement, arrange};
use playground_core::session::table::{row_count, row_of, rows, titles};
use playground_core::timeline::order::{Filter, OutcomeFilter, SortKey};
use playground_core::units::RequestIndex;

use super::scenes::{CONCURRENT, SEQUENTIAL, comparison, fold, page_ms, succeed};
use playground_testing::samples::step;

/// Request 1 failed in the first lane; in the second, nothing is sent.
fn scene() -> Comparison {
    let mut all = comparison(3, &[SEQUENTIAL, CONCURRENT]);
    succeed(&mut all.lanes[0], &[1_234.4]);
    let failed = Outcome::HttpError { status: 404 };
    let events = [
        step(1, 0.0, Step::Queued),
        step(1, 7.0, Step::Dispatched),
        step(1, 19.6, Step::Ended(failed)),
    ];
    fold(&mut all.lanes[0], &events);
    all
}

#[test]
fn a_row_has_a_cell_for_each_lane() {
    let all = scene();
    assert_eq!(titles(&all), ["Sequential", "Concurrent, limit 4"]);
    assert_eq!(row_count(&all), 3);
    let rows = rows(&all, 0..9);
    let texts = rows.iter().map(|row| {
        let cells = row.cells.iter();
        let cells = cells.map(|cell| [&cell.outcome[..], &cell.start, &cell.duration].join(" | "));
        (row.position, row.index.0, cells.collect::<Vec<_>>())
    });
    let nothing = || "Not started | – | –".to_owned();
    let expected = |position, first: &str| (position, position, vec![first.to_owned(), nothing()]);
    assert_eq!(
        texts.collect::<Vec<_>>(),
        [
            expected(0, "Succeeded | 0 ms | 1,234 ms"),
            expected(1, "HTTP error 404 | 7 ms | 13 ms"),
            expected(2, "Not started | – | –"),
        ]
    );
    assert_eq!(rows[1].cells[0].kind, Some(OutcomeKind::HttpError));
    assert_eq!(rows[1].cells[1].kind, None);
}

#[test]
fn rows_are_in_the_order_of_the_first_lane() {
    let mut all = scene();
    let failures = Arrangement {
        sort: SortKey::Index,
        filter: Filter {
            outcome: OutcomeFilter::Failures,
            text: String::new(),
        },
        ..Arrangement::default()
    };
    arrange(&mut all, &failures, AxisMode::Shared, page_ms(50.0));
    assert_eq!(row_count(&all), 1);
    let shown = rows(&all, 0..3);
    assert_eq!((shown.len(), shown[0].index), (1, RequestIndex(1)));
    assert_eq!(row_of(&all, RequestIndex(1)), Some(0));
    assert_eq!(row_of(&all, RequestIndex(0)), None);
    let none = comparison(3, &[]);
    assert_eq!((row_count(&none), rows(&none, 0..3)), (0, vec![]));
}
