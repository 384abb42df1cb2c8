//! The visible part of a lane, and how zooming and panning change it.

use playground_core::run::event::{Ending, Step};
use playground_core::run::outcome::Outcome;
use playground_core::session::comparison::{AxisMode, Comparison};
use playground_core::session::plot::{Anchor, plot, window_of};
use playground_core::session::viewport::Viewport;
use playground_core::session::viewport_change::{ViewportChange, ZOOM_STEP};
use playground_core::timeline::order::RowOrder;
use playground_core::timeline::row_window::RowWindow;
use playground_core::timeline::window::TimeWindow;
use playground_core::timeline::{PlotSize, Px};
use playground_core::units::{LaneIndex, RequestIndex, Span, TimePoint};

use super::scenes::{CONCURRENT, SEQUENTIAL, comparison, complete, fold, page_ms};
use playground_testing::samples::{Dice, finished, step};

const END: Span = Span::from_ms(1_000.0);
const MODES: [AxisMode; 2] = [AxisMode::Shared, AxisMode::Own];

const fn ms(ms: f64) -> TimePoint {
    TimePoint::from_ms(ms)
}

/// Request i of 10 is in flight from i·100 to i·100 + 100 ms in the first lane; in the
/// second, all take 200 ms.
fn scene() -> Comparison {
    let mut all = comparison(10, &[SEQUENTIAL, CONCURRENT]);
    for index in 0..10 {
        let at = f64::from(index) * 100.0;
        let life = [
            step(index, at, Step::Queued),
            step(index, at, Step::Dispatched),
            step(index, at + 100.0, Step::Ended(Outcome::Succeeded)),
        ];
        fold(&mut all.lanes[0], &life);
    }
    fold(&mut all.lanes[0], &[finished(1_000.0, Ending::Completed)]);
    complete(&mut all.lanes[1], &[200.0; 10]);
    for lane in &mut all.lanes {
        lane.plot = PlotSize {
            width: Px(600.0),
            height: Px(200.0),
            line: Px(2.0),
        };
    }
    all
}

fn change(all: &mut Comparison, mode: AxisMode, act: impl FnOnce(&mut ViewportChange<'_>)) {
    let page_now = page_ms(2_000.0);
    act(&mut ViewportChange {
        all,
        mode,
        page_now,
    });
}

/// The visible time of a lane, in ms.
fn time(all: &Comparison, lane: usize, mode: AxisMode) -> (f64, f64) {
    let window = window_of(all, LaneIndex(lane), mode).expect("a lane");
    (window.from().ms().round(), window.to().ms().round())
}

fn rows(all: &Comparison, lane: usize) -> (f64, f64) {
    let rows = all.lanes[lane].viewport.rows();
    (rows.first(), rows.end())
}

#[test]
fn a_viewport_shows_all_until_it_shows_a_part() {
    let mut viewport = Viewport::whole(10);
    assert!(viewport.is_whole());
    assert_eq!(viewport.window(END), TimeWindow::whole(END));
    let longer = Span::from_ms(3_000.0);
    assert_eq!(
        viewport.window(longer),
        TimeWindow::whole(longer),
        "it grows along"
    );
    let part = TimeWindow::new(ms(100.0), ms(200.0));
    viewport.show_time(part, END);
    viewport.show_rows(RowWindow::new(2.0, 5.0, 10));
    assert_eq!(viewport.window(longer), part, "a part stays");
    assert_eq!((viewport.rows().first(), viewport.rows().end()), (2.0, 7.0));
    assert!(!viewport.is_whole());
    viewport.show_time(TimeWindow::whole(END), END);
    viewport.show_rows(RowWindow::whole(10));
    assert!(viewport.is_whole());
    viewport.show_time(part, END);
    viewport.show_all();
    assert!(viewport.is_whole());
}

#[test]
fn another_order_is_counted_and_keeps_the_rows_within_it() {
    let mut viewport = Viewport::whole(10);
    viewport.show_rows(RowWindow::new(6.0, 4.0, 10));
    assert!(!viewport.arrange(RowOrder::natural(10), None));
    assert_eq!(viewport.arrangement(), 0);
    assert!(viewport.arrange(RowOrder::natural(5), None));
    assert_eq!(viewport.arrangement(), 1);
    assert_eq!(viewport.order().len(), 5);
    assert_eq!((viewport.rows().first(), viewport.rows().end()), (1.0, 5.0));
}

#[test]
fn zooming_keeps_the_anchor_in_place() {
    for seed in 0..60 {
        let mut dice = Dice::new(seed);
        let mode = MODES[(seed % 2) as usize];
        let mut all = scene();
        let lane = LaneIndex((seed / 2 % 2) as usize);
        let end = all.axis_end(lane, mode).ms();
        let at = Anchor {
            lane,
            time: ms(dice.number(end)),
            row: dice.number(10.0),
        };
        let place = |all: &Comparison| {
            let plot = plot(all, lane, mode, page_ms(2_000.0)).expect("a lane");
            let rows = plot.rows.window();
            let row_share = (at.row - rows.first()) / rows.count();
            (plot.axis.x_from_time(at.time).0, row_share, rows.count())
        };
        let before = place(&all);
        let factor = 1.0 + dice.number(5.0);
        change(&mut all, mode, |it| it.zoom_at(factor, at));
        let after = place(&all);
        assert!(
            (before.0 - after.0).abs() < 1e-6,
            "seed {seed}: {before:?} {after:?}"
        );
        assert!(
            (before.1 - after.1).abs() < 1e-6,
            "seed {seed}: {before:?} {after:?}"
        );
        assert!(
            after.2 < before.2 || factor < 1.001,
            "seed {seed}: fewer rows are shown"
        );
    }
}

#[test]
fn on_a_shared_axis_lanes_zoom_together_and_on_their_own_alone() {
    let at = Anchor {
        lane: LaneIndex(1),
        time: ms(0.0),
        row: 0.0,
    };
    let mut shared = scene();
    change(&mut shared, AxisMode::Shared, |it| it.zoom_at(2.0, at));
    let half = (0.0, 510.0);
    assert_eq!(time(&shared, 0, AxisMode::Shared), half);
    assert_eq!(time(&shared, 1, AxisMode::Shared), half);
    assert_eq!(rows(&shared, 0), (0.0, 6.0), "those with bars up to 510 ms");
    assert_eq!(
        rows(&shared, 1),
        (0.0, 5.0),
        "half of them, as the anchor says"
    );
    let mut own = scene();
    change(&mut own, AxisMode::Own, |it| it.zoom_at(2.0, at));
    assert!(own.lanes[0].viewport.is_whole());
    assert_eq!(time(&own, 1, AxisMode::Own), (0.0, 102.0));
}

#[test]
fn a_zoom_by_key_is_at_the_selected_request_or_in_the_middle() {
    let window = |selected: Option<u32>| {
        let mut all = scene();
        let selected = selected.map(RequestIndex);
        change(&mut all, AxisMode::Own, |it| it.zoom(2.0, selected));
        time(&all, 0, AxisMode::Own)
    };
    assert_eq!(window(None), (255.0, 765.0));
    assert_eq!(window(Some(0)), (0.0, 510.0));
    assert_eq!(window(Some(9)), (450.0, 960.0));
    const { assert!(ZOOM_STEP > 1.0) };
}

#[test]
fn panning_moves_time_and_the_rows_of_one_lane() {
    let mut all = scene();
    let mode = AxisMode::Shared;
    let part = TimeWindow::new(ms(200.0), ms(400.0));
    change(&mut all, mode, |it| it.show_time(part));
    assert_eq!(rows(&all, 0), (1.0, 5.0));
    change(&mut all, mode, |it| it.pan(None, 0.5, 0.0));
    assert_eq!(time(&all, 0, mode), (300.0, 500.0));
    assert_eq!(time(&all, 1, mode), (300.0, 500.0));
    assert_eq!(rows(&all, 0), (2.0, 6.0), "rows follow the time");
    change(&mut all, mode, |it| it.pan(Some(LaneIndex(0)), 0.5, 2.0));
    assert_eq!(time(&all, 1, mode), (400.0, 600.0));
    assert_eq!(
        rows(&all, 0),
        (4.0, 8.0),
        "in the dragged lane, rows follow the drag"
    );
    change(&mut all, mode, |it| it.pan(Some(LaneIndex(0)), 0.0, -100.0));
    assert_eq!(rows(&all, 0), (0.0, 4.0));
    assert_eq!(time(&all, 0, mode), (400.0, 600.0));
    change(&mut all, mode, |it| it.show_all());
    assert!(all.lanes.iter().all(|lane| lane.viewport.is_whole()));
}

#[test]
fn on_an_own_axis_only_the_dragged_lane_pans() {
    let mut all = scene();
    let mode = AxisMode::Own;
    change(&mut all, mode, |it| it.zoom(4.0, None));
    let second = time(&all, 1, mode);
    let first = time(&all, 0, mode);
    change(&mut all, mode, |it| it.pan(Some(LaneIndex(0)), 0.1, 0.0));
    assert_eq!(time(&all, 1, mode), second);
    assert!(time(&all, 0, mode).0 > first.0);
}

#[test]
fn a_request_comes_into_sight_with_its_row_and_its_bar() {
    for mode in MODES {
        let mut all = scene();
        let part = TimeWindow::new(ms(0.0), ms(150.0));
        change(&mut all, mode, |it| it.show_time(part));
        assert_eq!(rows(&all, 0), (0.0, 4.0), "at least four rows are shown");
        change(&mut all, mode, |it| it.bring_into_sight(RequestIndex(8)));
        let seen = |lane: usize| {
            let (first, end) = rows(&all, lane);
            first <= 8.0 && end >= 9.0
        };
        assert!(seen(0) && seen(1), "its row, {mode:?}");
        // The second lane's bar was in sight, so the time stays.
        assert_eq!(time(&all, 0, mode), (0.0, 150.0), "{mode:?}");
    }
    let mut all = scene();
    let mode = AxisMode::Shared;
    let part = TimeWindow::new(ms(300.0), ms(500.0));
    change(&mut all, mode, |it| it.show_time(part));
    change(&mut all, mode, |it| it.bring_into_sight(RequestIndex(8)));
    assert_eq!(
        time(&all, 0, mode),
        (760.0, 960.0),
        "a fifth of it before the bar"
    );
    let (first, end) = rows(&all, 0);
    assert!(first <= 8.0 && end >= 9.0, "{first} to {end}");
}

#[test]
fn a_view_of_everything_stays_where_it_is() {
    let mut all = scene();
    change(&mut all, AxisMode::Shared, |it| {
        it.bring_into_sight(RequestIndex(8));
        it.pan(Some(LaneIndex(0)), 0.5, 3.0);
    });
    assert!(all.lanes.iter().all(|lane| lane.viewport.is_whole()));
}
