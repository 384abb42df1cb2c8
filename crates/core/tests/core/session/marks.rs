//! The marks over a waterfall: where each lies, and when there is none.

use playground_core::experiment::strategy::Strategy;
use playground_core::run::event::Step;
use playground_core::run::outcome::Outcome;
use playground_core::session::comparison::{AxisMode, Comparison};
use playground_core::session::marks::{Marks, RowMark};
use playground_core::session::plot::{Pointed, plot, point_at, window_of};
use playground_core::session::row_order::{Arrangement, RowKind, arrange};
use playground_core::session::viewport_change::ViewportChange;
use playground_core::timeline::window::TimeWindow;
use playground_core::timeline::{PlotSize, Px};
use playground_core::units::{LaneIndex, RequestIndex, Span, TimePoint};

use super::scenes::{CONCURRENT, SEQUENTIAL, comparison, complete, fold, page_ms};
use crate::rows::assert_rows;
use playground_testing::random_run::limit_changed;
use playground_testing::samples::step;

/// 4 rows of 10 px; the shared axis ends at 432 ms, so a pixel is a millisecond.
const SIZE: PlotSize = PlotSize {
    width: Px(432.0),
    height: Px(40.0),
    line: Px(2.0),
};
const SECOND: LaneIndex = LaneIndex(1);

fn scene() -> Comparison {
    let mut all = comparison(4, &[SEQUENTIAL, CONCURRENT]);
    complete(&mut all.lanes[1], &[100.0, 200.0, 300.0, 400.0]);
    for lane in &mut all.lanes {
        lane.plot = SIZE;
    }
    all
}

struct Given {
    selected: Option<u32>,
    pointed: Option<Pointed>,
    guessed: Option<f64>,
}

const NOTHING: Given = Given {
    selected: None,
    pointed: None,
    guessed: None,
};

fn selected(request: u32) -> Given {
    Given {
        selected: Some(request),
        ..NOTHING
    }
}

fn pointed(lane: usize, ms: f64, request: Option<u32>) -> Given {
    Given {
        pointed: Some(Pointed {
            lane: LaneIndex(lane),
            time: TimePoint::from_ms(ms),
            request: request.map(RequestIndex),
        }),
        ..NOTHING
    }
}

#[track_caller]
fn marks(all: &Comparison, given: &Given) -> Marks {
    let now = page_ms(9_000.0);
    let selected = given.selected.map(RequestIndex);
    let guessed = given.guessed.map(TimePoint::from_ms);
    let marks = Marks::new(
        all,
        SECOND,
        AxisMode::Shared,
        now,
        selected,
        given.pointed,
        guessed,
    );
    marks.expect("there is such a lane")
}

fn zoom(all: &mut Comparison, from: f64, to: f64) {
    let window = TimeWindow::new(TimePoint::from_ms(from), TimePoint::from_ms(to));
    let page_now = page_ms(9_000.0);
    let mode = AxisMode::Shared;
    ViewportChange {
        all,
        mode,
        page_now,
    }
    .show_time(window);
}

fn rounded(x: Option<Px>) -> Option<f64> {
    x.map(|x| x.0.round())
}

#[test]
fn without_anything_to_mark_only_the_ideal_is_there() {
    let marks = marks(&scene(), &NOTHING);
    assert_eq!(rounded(marks.ideal), Some(100.0));
    assert_eq!(marks.size, SIZE);
    let others = (
        marks.selected,
        marks.pointed,
        marks.guide,
        marks.guess,
        marks.tip,
    );
    assert_eq!(others, (vec![], vec![], None, None, None));
    let all = scene();
    let missing = LaneIndex(2);
    let now = page_ms(0.0);
    assert!(Marks::new(&all, missing, AxisMode::Shared, now, None, None, None).is_none());
}

#[test]
fn a_row_mark_covers_its_row_while_that_is_visible() {
    let mark = |top| RowMark {
        top: Px(top),
        height: Px(10.0),
        across: None,
    };
    let all = scene();
    let rows = (0..4).map(|request| {
        let marks = marks(&all, &selected(request));
        let name = format!("request {request}");
        (name, marks.selected, vec![mark(f64::from(request) * 10.0)])
    });
    assert_rows(rows.collect::<Vec<_>>());
    let under = marks(&all, &pointed(0, 50.0, Some(2)));
    assert_eq!(under.pointed, [mark(20.0)]);
    // The last three of eight have bars that late, and at least four rows are shown.
    let mut many = comparison(8, &[SEQUENTIAL, CONCURRENT]);
    let durations = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0].map(|it| it * 100.0);
    complete(&mut many.lanes[1], &durations);
    many.lanes[1].plot = SIZE;
    zoom(&mut many, 550.0, 650.0);
    assert_eq!(marks(&many, &selected(3)).selected, []);
    assert_eq!(marks(&many, &selected(4)).selected, [mark(0.0)]);
}

#[test]
fn guide_ideal_and_guess_lie_at_their_times_while_those_are_visible() {
    let mut all = scene();
    let given = || Given {
        guessed: Some(150.0),
        ..pointed(0, 50.0, None)
    };
    let lines = |all: &Comparison| {
        let marks = marks(all, &given());
        [marks.guide, marks.ideal, marks.guess].map(rounded)
    };
    assert_eq!(lines(&all), [50.0, 100.0, 150.0].map(Some));
    zoom(&mut all, 90.0, 306.0);
    assert_eq!(
        lines(&all),
        [None, Some(20.0), Some(120.0)],
        "twice as wide"
    );
    zoom(&mut all, 200.0, 300.0);
    assert_eq!(lines(&all), [None; 3]);
}

#[test]
fn there_is_no_ideal_of_a_lane_that_was_changed() {
    let mut all = comparison(4, &[SEQUENTIAL, Strategy::Concurrent { limit: 4 }]);
    fold(&mut all.lanes[1], &[limit_changed(1.0, 2)]);
    assert_eq!(marks(&all, &NOTHING).ideal, None);
}

#[test]
fn a_tip_tells_of_the_pointed_request_or_else_the_selected_one() {
    let mut all = comparison(4, &[SEQUENTIAL, CONCURRENT]);
    let events = [
        step(0, 0.0, Step::Queued),
        step(0, 0.0, Step::Dispatched),
        step(1, 0.0, Step::Queued),
    ];
    fold(&mut all.lanes[1], &events);
    for lane in &mut all.lanes {
        lane.plot = SIZE;
    }
    let both = Given {
        selected: Some(1),
        ..pointed(1, 30.0, Some(0))
    };
    let nowhere = Given {
        selected: Some(1),
        ..pointed(1, 30.0, None)
    };
    let done = scene();
    let rows = [
        ("in flight", &all, selected(0), Some("0: in flight")),
        ("waiting", &all, selected(1), Some("1: waiting")),
        ("ended", &done, selected(2), Some("2: Succeeded · 300 ms")),
        ("both", &all, both, Some("0: in flight")),
        ("the pointer is at no request", &all, nowhere, None),
        ("nothing", &all, NOTHING, None),
    ];
    assert_rows(rows.map(|(name, all, given, expected)| {
        let text = marks(all, &given).tip.map(|tip| tip.text);
        (name.to_owned(), text, expected.map(str::to_owned))
    }));
}

#[test]
fn a_tip_lies_at_the_pointer_in_its_lane_and_at_the_bars_end_in_the_others() {
    let all = scene();
    let place = |given: Given| {
        let tip = marks(&all, &given).tip.expect("there is a request");
        (tip.x.0.round(), tip.is_left, tip.y.0.round(), tip.is_above)
    };
    let rows = [
        (
            "its lane",
            pointed(1, 50.0, Some(1)),
            (50.0, false, 20.0, false),
        ),
        (
            "another lane",
            pointed(0, 50.0, Some(1)),
            (200.0, false, 20.0, false),
        ),
        ("selected", selected(2), (300.0, true, 30.0, false)),
        ("the last row", selected(3), (400.0, true, 40.0, false)),
        (
            "beyond the edge",
            pointed(1, 900.0, Some(0)),
            (432.0, true, 10.0, false),
        ),
    ];
    assert_rows(rows.map(|(name, given, expected)| (name.to_owned(), place(given), expected)));
    // Of a plot with more rows, the last quarter has its tips above.
    let mut many = comparison(8, &[SEQUENTIAL, CONCURRENT]);
    complete(&mut many.lanes[1], &[100.0; 8]);
    many.lanes[1].plot = SIZE;
    let above = |request| {
        let tip = marks(&many, &selected(request))
            .tip
            .expect("there is a request");
        (tip.y.0, tip.is_above)
    };
    assert_eq!(above(6), (35.0, false));
    assert_eq!(above(7), (35.0, true));
}

#[test]
fn a_point_of_the_plot_is_a_time_a_row_and_a_request() {
    let all = scene();
    let plot = plot(&all, SECOND, AxisMode::Shared, page_ms(9_000.0)).expect("a lane");
    let (pointed, anchor) = point_at(&plot, SECOND, Px(216.0), Px(25.0));
    assert_eq!(pointed.request, Some(RequestIndex(2)));
    assert_eq!(pointed.time.ms().round(), 216.0);
    assert_eq!(
        (anchor.lane, anchor.time, anchor.row),
        (SECOND, pointed.time, 2.5)
    );
    let (below, _) = point_at(&plot, SECOND, Px(216.0), Px(41.0));
    assert_eq!(below.request, None);
    let window = window_of(&all, SECOND, AxisMode::Own).expect("a lane");
    assert_eq!(window, TimeWindow::whole(Span::from_ms(408.0)));
    assert!(window_of(&all, LaneIndex(2), AxisMode::Own).is_none());
}

/// By slot, two lanes: in the second, request 0 fails, and its second attempt follows request 2 in
/// the second slot while request 1 holds the first.
///
/// ```text
/// slot 1:  0 ====  1 ==============
/// slot 2:  2 ========  0 =====
/// ```
fn retried_by_slot() -> Comparison {
    let mut all = comparison(4, &[SEQUENTIAL, CONCURRENT]);
    let failed = Step::BackedOff {
        outcome: Outcome::HttpError { status: 503 },
        wait: Span::ZERO,
    };
    let events = [
        step(0, 0.0, Step::Queued),
        step(1, 0.0, Step::Queued),
        step(2, 0.0, Step::Queued),
        step(0, 0.0, Step::Dispatched),
        step(2, 0.0, Step::Dispatched),
        step(0, 40.0, failed),
        step(1, 50.0, Step::Dispatched),
        step(0, 50.0, Step::Queued),
        step(2, 100.0, Step::Ended(Outcome::Succeeded)),
        step(0, 120.0, Step::Dispatched),
        step(0, 180.0, Step::Ended(Outcome::Succeeded)),
    ];
    fold(&mut all.lanes[1], &events);
    for lane in &mut all.lanes {
        lane.plot = SIZE;
    }
    let by_slot = Arrangement {
        rows: RowKind::Slot,
        ..Arrangement::default()
    };
    let page_now = page_ms(200.0);
    assert!(arrange(&mut all, &by_slot, AxisMode::Shared, page_now));
    all
}

#[test]
fn by_slot_each_attempt_of_a_request_is_marked_in_its_slot() {
    let all = retried_by_slot();
    let mark = |slot: f64, from: f64, to: f64| (slot * 20.0, 20.0, (from, to));
    let found = |marks: &[RowMark]| {
        let each = |mark: &RowMark| {
            let (from, to) = mark.across.expect("an attempt's part of a row");
            let across = (from.0.round(), to.0.round());
            (mark.top.0, mark.height.0, across)
        };
        marks.iter().map(each).collect::<Vec<_>>()
    };
    let at = |given: &Given| {
        let now = page_ms(200.0);
        let (selected, mode) = (given.selected.map(RequestIndex), AxisMode::Shared);
        Marks::new(&all, SECOND, mode, now, selected, given.pointed, None).expect("a lane")
    };
    assert_rows([
        (
            "two attempts",
            found(&at(&selected(0)).selected),
            vec![mark(0.0, 0.0, 40.0), mark(1.0, 120.0, 180.0)],
        ),
        (
            "in flight, to now",
            found(&at(&selected(1)).selected),
            vec![mark(0.0, 50.0, 200.0)],
        ),
        ("never sent", found(&at(&selected(3)).selected), vec![]),
        (
            "under the pointer",
            found(&at(&pointed(1, 30.0, Some(2))).pointed),
            vec![mark(1.0, 0.0, 100.0)],
        ),
    ]);
    let tip = |given: Given| at(&given).tip.map(|tip| tip.text);
    let rows = [
        (
            "the failed attempt",
            tip(pointed(1, 20.0, Some(0))),
            Some("0, attempt 1: HTTP error 503 · 40 ms · slot 1"),
        ),
        (
            "the last attempt",
            tip(selected(0)),
            Some("0, attempt 2: Succeeded · 60 ms · slot 2"),
        ),
        (
            "another lane is pointed at",
            tip(pointed(0, 20.0, Some(0))),
            Some("0, attempt 2: Succeeded · 60 ms · slot 2"),
        ),
        (
            "in flight",
            tip(pointed(1, 60.0, Some(1))),
            Some("1: in flight · slot 1"),
        ),
        (
            "one attempt",
            tip(pointed(1, 60.0, Some(2))),
            Some("2: Succeeded · 100 ms · slot 2"),
        ),
        ("never sent", tip(selected(3)), None),
    ];
    assert_rows(rows.map(|(name, is, expected)| (name, is, expected.map(str::to_owned))));
}

#[test]
fn by_slot_a_point_is_a_request_where_a_slot_was_held() {
    let all = retried_by_slot();
    let plot = plot(&all, SECOND, AxisMode::Shared, page_ms(200.0)).expect("a lane");
    let hit = |x: f64, y: f64| {
        let (pointed, anchor) = point_at(&plot, SECOND, Px(x), Px(y));
        (pointed.request.map(|index| index.0), anchor.row)
    };
    let rows = [
        ("the failed attempt", hit(20.0, 5.0), (Some(0), 0.25)),
        ("after it", hit(60.0, 5.0), (Some(1), 0.25)),
        ("the second slot", hit(20.0, 30.0), (Some(2), 1.5)),
        ("the second attempt", hit(150.0, 30.0), (Some(0), 1.5)),
        ("idle", hit(110.0, 30.0), (None, 1.5)),
        ("later than now", hit(300.0, 5.0), (None, 0.25)),
        ("a pixel beside a bar", hit(101.0, 30.0), (Some(2), 1.5)),
    ];
    assert_rows(rows);
}
