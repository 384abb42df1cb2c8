//! Windows of a lane's time and rows: zooming and panning.

use playground_core::timeline::Px;
use playground_core::timeline::axis::TimeAxis;
use playground_core::timeline::row_window::RowWindow;
use playground_core::timeline::window::TimeWindow;
use playground_core::units::{Span, TimePoint};

use playground_testing::samples::Dice;

fn at(ms: f64) -> TimePoint {
    TimePoint::from_ms(ms)
}

const INVALID: [f64; 6] = [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 0.0, -0.0, -2.0];

#[track_caller]
fn assert_in_time(window: TimeWindow, end: Span) {
    let (from, to) = (window.from().ms(), window.to().ms());
    let least = end.ms().max(1.0);
    assert!(0.0 <= from && to <= least, "{window:?} leaves {end:?}");
    assert!(
        window.length().ms() >= 1.0 - 1e-6,
        "{window:?} is too short"
    );
}

#[track_caller]
fn assert_in_rows(window: RowWindow, rows: u32) {
    let all = f64::from(rows);
    assert!(0.0 <= window.first() && window.end() <= all, "{window:?}");
    assert!(
        window.count() >= all.min(4.0) - 1e-6,
        "{window:?} of {rows}"
    );
}

#[test]
fn a_time_converted_to_pixels_and_back_is_the_same_at_any_zoom() {
    let mut dice = Dice::new(101);
    for _ in 0..2_000 {
        let end = Span::from_ms(1.0 + dice.number(36_000_000.0));
        let mut window = TimeWindow::whole(end);
        for _ in 0..dice.whole(0, 5) {
            let anchor = at(dice.number(end.ms()));
            window = window.zoomed(dice.zoom_factor(), anchor, end);
        }
        let axis = TimeAxis::new(window, Px(f64::from(dice.whole(1, 4_000))));
        let time = at(dice.number(end.ms()));
        let back = axis.time_from_x(axis.x_from_time(time));
        let error = (back.ms() - time.ms()).abs();
        assert!(error <= 1e-9 * end.ms(), "{time:?} came back as {back:?}");

        assert!(axis.x_from_time(window.from()).0.abs() < 1e-6);
        assert!((axis.x_from_time(window.to()).0 - axis.width().0).abs() < 1e-6);
        let x = axis.x_from_time(time);
        let is_drawn = (0.0..=axis.width().0).contains(&x.0);
        assert_eq!(window.contains(time), is_drawn, "{time:?} in {window:?}");
    }
}

#[test]
fn a_zoom_keeps_its_anchor_where_it_is_on_screen() {
    let mut dice = Dice::new(104);
    let mut kept = 0;
    for _ in 0..5_000 {
        let end = Span::from_ms(1.0 + dice.number(600_000.0));
        let first = at(dice.number(end.ms()));
        let window = TimeWindow::whole(end).zoomed(dice.zoom_factor(), first, end);
        let anchor = window.from() + window.length().times(dice.number(1.0));
        let zoomed = window.zoomed(dice.zoom_factor(), anchor, end);
        assert_in_time(zoomed, end);
        let share = |window: TimeWindow| (anchor - window.from()).ms() / window.length().ms();
        let moved = (share(zoomed) - share(window)).abs() > 1e-6;
        // It moves only if the window would have left the lane's time.
        let is_at_an_end = zoomed.from() == TimePoint::START || zoomed.to().ms() >= end.ms() - 1e-6;
        assert!(!moved || is_at_an_end, "{window:?} to {zoomed:?}");
        kept += u32::from(!is_at_an_end);

        let rows = dice.whole(1, 100_000);
        let first = dice.number(f64::from(rows));
        let window = RowWindow::whole(rows).zoomed(dice.zoom_factor(), first, rows);
        let anchor = window.first() + window.count() * dice.number(1.0);
        let zoomed = window.zoomed(dice.zoom_factor(), anchor, rows);
        assert_in_rows(zoomed, rows);
        let share = |window: RowWindow| (anchor - window.first()) / window.count();
        let moved = (share(zoomed) - share(window)).abs() > 1e-6;
        let is_at_an_end = zoomed.first() <= 0.0 || zoomed.end() >= f64::from(rows) - 1e-6;
        assert!(!moved || is_at_an_end, "{window:?} to {zoomed:?}");
    }
    assert!(kept > 1_000, "only {kept} windows were free to move");
}

#[test]
fn a_zoom_divides_the_visible_time_by_its_factor_down_to_the_minimum() {
    let end = Span::from_ms(1_000.0);
    let whole = TimeWindow::whole(end);
    let half = whole.zoomed(2.0, at(500.0), end);
    assert_eq!(half, TimeWindow::new(at(250.0), at(750.0)));
    assert!(half.zoomed(0.5, at(400.0), end).is_whole(end));
    assert_eq!(whole.zoomed(1e300, at(300.0), end).length().ms(), 1.0);
    assert!(half.zoomed(1e-300, at(300.0), end).is_whole(end));
    let rows = RowWindow::whole(100);
    assert_eq!(rows.zoomed(2.0, 50.0, 100), RowWindow::new(25.0, 50.0, 100));
    assert_eq!(rows.zoomed(1e300, 50.0, 100).count(), 4.0);
    assert_eq!(RowWindow::whole(3).zoomed(9.0, 1.0, 3).count(), 3.0);
}

#[test]
fn zooming_in_and_out_again_returns_to_the_whole() {
    let mut dice = Dice::new(105);
    for _ in 0..500 {
        let end = Span::from_ms(1_000.0 + dice.number(600_000.0));
        let rows = dice.whole(1_000, 100_000);
        let (mut window, mut shown) = (TimeWindow::whole(end), RowWindow::whole(rows));
        let steps = dice.whole(1, 20);
        for factor in [1.2, 1.0 / 1.2] {
            for _ in 0..steps {
                window = window.zoomed(factor, at(dice.number(end.ms())), end);
                shown = shown.zoomed(factor, dice.number(f64::from(rows)), rows);
            }
        }
        assert!(window.is_whole(end) && shown.is_whole(rows), "{window:?}");
    }
}

#[test]
fn windows_never_leave_the_whole_after_any_operations() {
    let mut dice = Dice::new(106);
    for _ in 0..500 {
        let (mut end, mut rows) = (Span::ZERO, 0);
        let (mut window, mut shown) = (TimeWindow::whole(end), RowWindow::whole(rows));
        for _ in 0..30 {
            let sometimes_invalid = |dice: &mut Dice, number: f64| {
                if dice.chance(2) {
                    INVALID[dice.whole(0, 5) as usize]
                } else {
                    number
                }
            };
            let far = dice.number(2_000.0) - 1_000.0;
            match dice.whole(0, 3) {
                0 => {
                    let any = dice.zoom_factor();
                    let (any, far) = (
                        sometimes_invalid(&mut dice, any),
                        sometimes_invalid(&mut dice, far),
                    );
                    window = window.zoomed(any, at(far), end);
                    shown = shown.zoomed(any, far, rows);
                }
                1 => {
                    let far = sometimes_invalid(&mut dice, far);
                    window = window.panned(Span::from_ms(far), end);
                    shown = shown.panned(far, rows);
                }
                2 => {
                    let (from, to) = (
                        sometimes_invalid(&mut dice, far),
                        sometimes_invalid(&mut dice, -far),
                    );
                    window = TimeWindow::new(at(from), at(to)).within(end);
                    shown = RowWindow::new(from, to, rows);
                }
                _ => {
                    let any = dice.number(1_000.0);
                    end = Span::from_ms(sometimes_invalid(&mut dice, any));
                    rows = dice.whole(0, 50);
                    (window, shown) = (window.within(end), shown.within(rows));
                }
            }
            assert_in_time(window, end);
            assert_in_rows(shown, rows);
            assert_eq!((window.within(end), shown.within(rows)), (window, shown));
        }
    }
}

#[test]
fn invalid_numbers_change_nothing() {
    let end = Span::from_ms(500.0);
    let window = TimeWindow::new(at(100.0), at(200.0));
    let rows = RowWindow::new(10.0, 20.0, 100);
    for invalid in INVALID {
        assert_eq!(window.zoomed(invalid, at(150.0), end), window);
        assert_eq!(rows.zoomed(invalid, 15.0, 100), rows);
    }
    assert_eq!(window.zoomed(2.0, at(f64::NAN), end), window);
    assert_eq!(window.panned(Span::from_ms(f64::NAN), end), window);
    assert_eq!(rows.panned(f64::NAN, 100), rows);
    // An infinite pan goes to the end.
    let last = window.panned(Span::from_ms(f64::INFINITY), end);
    assert_eq!(last, TimeWindow::new(at(400.0), at(500.0)));
    assert_eq!(rows.panned(f64::NEG_INFINITY, 100).first(), 0.0);
}

#[test]
fn a_pan_moves_a_window_without_changing_its_length() {
    let end = Span::from_ms(500.0);
    let window = TimeWindow::new(at(100.0), at(200.0));
    let later = window.panned(Span::from_ms(30.0), end);
    assert_eq!(later, TimeWindow::new(at(130.0), at(230.0)));
    assert_eq!(later.panned(Span::from_ms(-30.0), end), window);
    let rows = RowWindow::new(10.0, 20.0, 100);
    assert_eq!(rows.panned(7.5, 100), RowWindow::new(17.5, 20.0, 100));
    assert_eq!(rows.panned(900.0, 100), RowWindow::new(80.0, 20.0, 100));
}

#[test]
fn a_window_follows_its_whole_when_that_shrinks() {
    let window = TimeWindow::new(at(300.0), at(400.0));
    assert_eq!(
        window.within(Span::from_ms(350.0)),
        TimeWindow::new(at(250.0), at(350.0))
    );
    assert!(
        window
            .within(Span::from_ms(80.0))
            .is_whole(Span::from_ms(80.0))
    );
    // A filter has left fewer rows.
    assert_eq!(
        RowWindow::new(50.0, 20.0, 100).within(60),
        RowWindow::new(40.0, 20.0, 60)
    );
    assert_eq!(RowWindow::new(50.0, 20.0, 100).within(0).count(), 0.0);
    assert!(RowWindow::whole(0).within(3).is_whole(3));
}
