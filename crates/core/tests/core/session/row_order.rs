//! When the rows of the lanes are arranged again, and how.

use playground_core::run::event::Step;
use playground_core::run::outcome::Outcome;
use playground_core::session::comparison::{AxisMode, Comparison};
use playground_core::session::row_order::{
    Arrangement, Arranger, ChangeKey, RowKind, arrange, sort_title,
};
use playground_core::session::throttle::Throttle;
use playground_core::session::viewport_change::ViewportChange;
use playground_core::timeline::order::{Filter, OutcomeFilter, SortKey};
use playground_core::timeline::row_window::RowWindow;
use playground_core::timeline::window::TimeWindow;
use playground_core::units::{LaneIndex, TimePoint};

use super::scenes::{CONCURRENT, SEQUENTIAL, comparison, complete, fold, page_ms, succeed};
use crate::rows::assert_rows;

use playground_testing::samples::step;

const MODE: AxisMode = AxisMode::Own;

fn sorted(sort: SortKey) -> Arrangement {
    Arrangement {
        sort,
        ..Arrangement::default()
    }
}

fn by_slot(sort: SortKey) -> Arrangement {
    Arrangement {
        rows: RowKind::Slot,
        ..sorted(sort)
    }
}

const fn ms(ms: f64) -> TimePoint {
    TimePoint::from_ms(ms)
}

fn order(all: &Comparison, lane: usize) -> Vec<u32> {
    let order = all.lanes[lane].viewport.order();
    let requests = (0..order.len()).filter_map(|row| order.request_at(row));
    requests.map(|index| index.0).collect()
}

#[test]
fn after_costly_work_there_is_a_pause_of_ten_times_its_length() {
    let mut throttle = Throttle::default();
    assert!(throttle.is_due(ms(0.0)));
    throttle.done(ms(100.0), ms(120.0));
    assert!(!throttle.is_due(ms(319.9)));
    assert!(throttle.is_due(ms(320.0)));
}

#[test]
fn rows_are_arranged_for_the_user_at_once_and_for_a_run_after_a_pause() {
    let by_index = sorted(SortKey::Index);
    let by_start = sorted(SortKey::Start);
    let mut all = comparison(4, &[CONCURRENT]);
    let mut arranger = Arranger::default();
    let key = |all: &Comparison, arrangement| ChangeKey::new(Some(all), 1, arrangement);
    let first = arranger.is_due(key(&all, &by_index), ms(0.0), true);
    arranger.done(ms(0.0), ms(10.0));
    let same = arranger.is_due(key(&all, &by_index), ms(20.0), true);
    let same_later = arranger.is_due(key(&all, &by_index), ms(500.0), true);
    succeed(&mut all.lanes[0], &[100.0]);
    let early = arranger.is_due(key(&all, &by_index), ms(20.0), true);
    let by_user = arranger.is_due(key(&all, &by_start), ms(20.0), true);
    let generation = ChangeKey::new(Some(&all), 2, &by_start);
    let other_run = arranger.is_due(generation, ms(20.0), true);
    let back = arranger.is_due(key(&all, &by_start), ms(20.0), true);
    succeed_second(&mut all);
    let due = arranger.is_due(key(&all, &by_start), ms(110.0), true);
    arranger.done(ms(110.0), ms(120.0));
    let empty = arranger.is_due(ChangeKey::new(None, 3, &by_start), ms(121.0), true);
    let rows = [
        ("the first time", first, true),
        ("nothing has changed", same, false),
        ("nothing has changed for long", same_later, false),
        ("the run has progressed, too early", early, false),
        ("the user sorts", by_user, true),
        ("another run", other_run, true),
        ("back again", back, true),
        ("the run has progressed, after the pause", due, true),
        ("cleared", empty, true),
    ];
    assert_rows(rows.map(|(name, actual, expected)| (name.to_owned(), actual, expected)));
    // Nothing runs, so nothing is held up.
    let mut idle = Arranger::default();
    idle.is_due(key(&all, &by_start), ms(0.0), false);
    idle.done(ms(0.0), ms(10.0));
    complete_rest(&mut all);
    assert!(idle.is_due(key(&all, &by_start), ms(11.0), false));
}

fn succeed_second(all: &mut Comparison) {
    let events = [
        step(1, 110.0, Step::Queued),
        step(1, 110.0, Step::Dispatched),
    ];
    fold(&mut all.lanes[0], &events);
}

fn complete_rest(all: &mut Comparison) {
    let end = step(1, 130.0, Step::Ended(Outcome::Succeeded));
    fold(&mut all.lanes[0], &[end]);
}

#[test]
fn every_lane_is_arranged_by_its_own_run() {
    let mut all = comparison(3, &[SEQUENTIAL, CONCURRENT]);
    complete(&mut all.lanes[0], &[100.0, 300.0, 200.0]);
    complete(&mut all.lanes[1], &[300.0, 100.0, 200.0]);
    let by_duration = sorted(SortKey::Duration);
    assert!(arrange(&mut all, &by_duration, MODE, page_ms(0.0)));
    assert_eq!(
        (order(&all, 0), order(&all, 1)),
        (vec![1, 2, 0], vec![0, 2, 1])
    );
    assert!(
        !arrange(&mut all, &by_duration, MODE, page_ms(0.0)),
        "as before"
    );
    let failures = Arrangement {
        filter: Filter {
            outcome: OutcomeFilter::Failures,
            text: String::new(),
        },
        ..by_duration
    };
    assert!(arrange(&mut all, &failures, MODE, page_ms(0.0)));
    assert_eq!(order(&all, 0), [0; 0]);
}

#[test]
fn the_visible_rows_of_a_zoomed_lane_have_bars_in_sight() {
    let mut all = comparison(8, &[CONCURRENT]);
    let durations = [100.0, 400.0, 100.0, 300.0, 100.0, 100.0, 100.0, 400.0];
    complete(&mut all.lanes[0], &durations);
    let page_now = page_ms(400.0);
    ViewportChange {
        all: &mut all,
        mode: MODE,
        page_now,
    }
    .show_time(TimeWindow::new(ms(200.0), ms(250.0)));
    let visible = |all: &Comparison| {
        let rows = all.lanes[0].viewport.rows();
        (rows.first(), rows.end())
    };
    assert_eq!(visible(&all), (1.0, 8.0), "requests 1 to 7");
    arrange(&mut all, &sorted(SortKey::Duration), MODE, page_now);
    assert_eq!(order(&all, 0), [1, 7, 3, 0, 2, 4, 5, 6]);
    assert_eq!(
        visible(&all),
        (0.0, 4.0),
        "requests 1, 7 and 3, and one more"
    );
}

#[test]
fn while_slots_are_held_and_left_they_are_arranged_after_every_pause() {
    let all = comparison(4, &[CONCURRENT]);
    let key = |arrangement| ChangeKey::new(Some(&all), 1, arrangement);
    let slots = by_slot(SortKey::Index);
    let mut arranger = Arranger::default();
    let first = arranger.is_due(key(&slots), ms(0.0), true);
    arranger.done(ms(0.0), ms(10.0));
    let rows = [
        ("the first time", first, true),
        ("early", arranger.is_due(key(&slots), ms(20.0), true), false),
        ("later", arranger.is_due(key(&slots), ms(110.0), true), true),
        (
            "nothing runs",
            arranger.is_due(key(&slots), ms(500.0), false),
            false,
        ),
        (
            "by request",
            arranger.is_due(key(&sorted(SortKey::Index)), ms(20.0), true),
            true,
        ),
    ];
    assert_rows(rows);
}

#[test]
fn by_slot_the_rows_are_slots_and_the_table_keeps_its_order() {
    let mut all = comparison(8, &[SEQUENTIAL, CONCURRENT]);
    let durations = [100.0, 400.0, 100.0, 300.0, 100.0, 100.0, 100.0, 400.0];
    complete(&mut all.lanes[1], &durations);
    let rows = |all: &Comparison| all.lanes[1].viewport.shown().len();
    let end = all.axis_end(LaneIndex(1), MODE);
    // A row is looked at that no slot has.
    all.lanes[1].viewport.show_rows(RowWindow::new(4.0, 4.0, 8));
    assert!(arrange(
        &mut all,
        &by_slot(SortKey::Duration),
        MODE,
        page_ms(0.0)
    ));
    assert_eq!(order(&all, 1), [1, 7, 3, 0, 2, 4, 5, 6]);
    // All were dispatched at once.
    assert_eq!(rows(&all), 8);
    assert!(all.lanes[1].viewport.is_whole());
    assert!(
        !arrange(&mut all, &by_slot(SortKey::Duration), MODE, page_ms(0.0)),
        "as before"
    );

    // Looked at closer, the slots stay where they are, also as others hold them.
    let closer = TimeWindow::new(ms(350.0), ms(400.0));
    all.lanes[1].viewport.show_time(closer, end);
    all.lanes[1].viewport.show_rows(RowWindow::new(0.0, 4.0, 8));
    let mut failures = by_slot(SortKey::Index);
    failures.filter.outcome = OutcomeFilter::Failures;
    assert!(arrange(&mut all, &failures, MODE, page_ms(0.0)));
    assert_eq!((order(&all, 1), rows(&all)), (vec![], 8));
    assert_eq!(all.lanes[1].viewport.rows(), RowWindow::new(0.0, 4.0, 8));

    assert!(arrange(
        &mut all,
        &sorted(SortKey::Index),
        MODE,
        page_ms(0.0)
    ));
    // Requests 1 to 7 have a bar in sight.
    assert_eq!(all.lanes[1].viewport.rows(), RowWindow::new(1.0, 7.0, 8));
}

#[test]
fn what_has_a_row_is_remembered_by_a_name() {
    for kind in RowKind::ALL {
        assert_eq!(RowKind::from_name(kind.name()), Some(kind));
        assert_ne!(kind.other(), kind);
        assert_eq!(kind.other().other(), kind);
    }
    assert_eq!(RowKind::from_name("column"), None);
}

#[test]
fn each_sort_key_has_a_name_of_its_own() {
    let titles = SortKey::ALL.map(sort_title);
    let mut different = titles.to_vec();
    different.sort_unstable();
    different.dedup();
    assert_eq!(different.len(), titles.len());
}
