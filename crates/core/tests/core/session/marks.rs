//! The marks over a waterfall: where each lies, and when there is none.

use playground_core::experiment::strategy::Strategy;
use playground_core::run::event::Step;
use playground_core::session::comparison::{AxisMode, Comparison};
use playground_core::session::marks::{Marks, RowMark};
use playground_core::session::plot::{Pointed, plot, point_at, window_of};
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
    assert_eq!(others, (None, None, None, None, None));
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
    };
    let all = scene();
    let rows = (0..4).map(|request| {
        let marks = marks(&all, &selected(request));
        let name = format!("request {request}");
        (name, marks.selected, Some(mark(f64::from(request) * 10.0)))
    });
    assert_rows(rows.collect::<Vec<_>>());
    let under = marks(&all, &pointed(0, 50.0, Some(2)));
    assert_eq!(under.pointed, Some(mark(20.0)));
    // The last three of eight have bars that late, and at least four rows are shown.
    let mut many = comparison(8, &[SEQUENTIAL, CONCURRENT]);
    let durations = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0].map(|it| it * 100.0);
    complete(&mut many.lanes[1], &durations);
    many.lanes[1].plot = SIZE;
    zoom(&mut many, 550.0, 650.0);
    assert_eq!(marks(&many, &selected(3)).selected, None);
    assert_eq!(marks(&many, &selected(4)).selected, Some(mark(0.0)));
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
