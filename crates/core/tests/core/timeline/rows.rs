//! The positions of rows in a plot: each row is found at its position, at any zoom.

use playground_core::timeline::Px;
use playground_core::timeline::row_window::RowWindow;
use playground_core::timeline::rows::RowLayout;

use playground_testing::samples::Dice;

fn all_rows(count: u32, height: f64) -> RowLayout {
    RowLayout::new(RowWindow::whole(count), Px(height))
}

#[test]
fn the_row_under_a_point_matches_an_exhaustive_search() {
    let mut dice = Dice::new(85);
    for _ in 0..300 {
        let count = dice.whole(1, 400);
        let rows = all_rows(count, f64::from(dice.whole(1, 900)));
        for _ in 0..40 {
            let y = f64::from(dice.whole(0, 110_000)) / 100.0 - 50.0;
            let within = |row: &u32| {
                let top = rows.top(*row).0;
                top <= y && y < rows.top(row + 1).0
            };
            let found = (0..count).find(within);
            assert_eq!(rows.row_at(Px(y)), found, "y {y} in {rows:?}");
        }
    }
}

#[test]
fn every_row_is_found_at_its_own_top_for_any_number_of_rows() {
    for (count, height) in [(1, 600.0), (10, 600.0), (997, 613.0), (100_000, 600.0)] {
        let rows = all_rows(count, height);
        for row in 0..count {
            assert_eq!(rows.row_at(rows.top(row)), Some(row), "{rows:?}");
        }
        assert_eq!(rows.row_at(Px(-0.001)), None);
        assert_eq!(rows.row_at(Px(rows.height().0 + 0.001)), None);
        assert!(rows.height().0 <= height + 1e-6);
    }
}

#[test]
fn bars_are_apart_if_there_is_space_and_never_vanish() {
    for count in [1, 10, 100, 200, 1_000, 100_000] {
        let rows = all_rows(count, 600.0);
        let (pitch, bar) = (rows.pitch().0, rows.bar_height().0);
        assert!(bar >= 1.0 && pitch <= 26.0);
        assert!(pitch < 3.0 || bar <= pitch - 1.0, "{rows:?}");
    }
    assert_eq!(all_rows(0, 600.0).row_at(Px(0.0)), None);
    assert_eq!(all_rows(5, 0.0).row_at(Px(0.0)), None);
}

#[test]
fn a_row_converted_to_pixels_and_back_is_the_same_at_any_zoom() {
    let mut dice = Dice::new(102);
    for _ in 0..2_000 {
        let rows = dice.whole(1, 100_000);
        let mut window = RowWindow::whole(rows);
        for _ in 0..dice.whole(0, 5) {
            let anchor = dice.number(f64::from(rows));
            window = window.zoomed(dice.zoom_factor(), anchor, rows);
        }
        let layout = RowLayout::new(window, Px(f64::from(dice.whole(1, 900))));
        let row = dice.whole(0, rows - 1);
        let top = layout.top(row);
        assert!((layout.position_at(top) - f64::from(row)).abs() < 1e-6);
        let inside = f64::from(row) >= window.first() && f64::from(row) < window.end();
        assert_eq!(layout.row_at(top), inside.then_some(row), "{layout:?}");

        // A row is visible exactly if it has a pixel.
        let (first, end) = (window.first(), window.end());
        let has_part = |row: &u32| f64::from(row + 1) > first && f64::from(*row) < end;
        let visible = layout.visible();
        assert!(visible.clone().all(|row| has_part(&row)), "{window:?}");
        assert!(visible.end <= rows && !visible.is_empty());
        assert!(!has_part(&visible.end), "{window:?}");
        assert!(visible.start == 0 || !has_part(&(visible.start - 1)));
        let shown = layout.height().0;
        assert_eq!(layout.row_at(Px(0.0)), Some(visible.start));
        assert_eq!(layout.row_at(Px(shown - 1e-6)), Some(visible.end - 1));
        let below = layout.top(visible.end);
        assert_eq!(layout.row_at(below), None);
        assert!(below.0 >= shown - 1e-6);
    }
}

#[test]
fn each_visible_row_is_on_exactly_one_line() {
    let mut dice = Dice::new(103);
    for _ in 0..300 {
        let rows = dice.whole(1, 5_000);
        let anchor = dice.number(f64::from(rows));
        let window = RowWindow::whole(rows).zoomed(dice.zoom_factor(), anchor, rows);
        let line = Px([1.0, 0.5, 0.8, 1.0 / 3.0][dice.whole(0, 3) as usize]);
        let layout = RowLayout::new(window, Px(f64::from(dice.whole(1, 900))));
        let lines = (layout.height().0 / line.0).ceil() as u32;
        let mut expected = layout.visible();
        for place in 0..lines + 2 {
            for row in layout.on_line(place, line) {
                assert_eq!(Some(row), expected.next());
                let top = layout.top(row).0.max(0.0) / line.0;
                let from = f64::from(place);
                assert!(from - 1e-6 <= top && top < from + 1.0, "{row} on {place}");
            }
        }
        assert_eq!(expected.next(), None, "{layout:?} in lines of {line:?}");
    }
}
