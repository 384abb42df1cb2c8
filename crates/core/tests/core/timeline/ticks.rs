//! The ticks of a time axis: round, spaced, and labelled as a person would.

use playground_core::timeline::Px;
use playground_core::timeline::axis::TimeAxis;
use playground_core::timeline::ticks::{Tick, ticks};
use playground_core::timeline::window::TimeWindow;
use playground_core::units::{Span, TimePoint};

use playground_testing::samples::Dice;

fn axis(end_ms: f64, width: f64) -> TimeAxis {
    TimeAxis::new(TimeWindow::whole(Span::from_ms(end_ms)), Px(width))
}

fn zoomed(from_ms: f64, to_ms: f64, width: f64) -> TimeAxis {
    let window = TimeWindow::new(TimePoint::from_ms(from_ms), TimePoint::from_ms(to_ms));
    TimeAxis::new(window, Px(width))
}

fn labels(axis: &TimeAxis, spacing: f64) -> Vec<String> {
    let ticks = ticks(axis, Px(spacing));
    ticks.into_iter().map(|tick| tick.label).collect()
}

fn units(label: &str) -> Vec<&str> {
    label.split(' ').skip(1).step_by(2).collect()
}

/// The time of a label, in ms.
fn value_ms(tick: &Tick) -> f64 {
    if tick.label == "0" {
        return 0.0;
    }
    let words: Vec<_> = tick.label.split(' ').collect();
    let parts = words.chunks(2).map(|part| {
        let figure = part[0].replace(',', "").parse::<f64>();
        let figure = figure.expect("a figure comes before its unit");
        let unit = match part[1] {
            "ms" => 1.0,
            "s" => 1_000.0,
            "min" => 60_000.0,
            "h" => 3_600_000.0,
            _ => panic!("{tick:?} has no known unit"),
        };
        figure * unit
    });
    parts.sum()
}

/// A window anywhere in ten hours, from a millisecond to the whole.
fn any_zoom(dice: &mut Dice) -> TimeAxis {
    let longest = 1 << dice.whole(1, 25);
    let length = f64::from(dice.whole(1_000, longest.max(1_001))) / 1_000.0 * 36.0;
    let from = f64::from(dice.whole(0, 36_000_000)) * f64::from(dice.whole(0, 1_000)) / 1_000.0;
    zoomed(from, from + length, f64::from(dice.whole(80, 2_000)))
}

#[test]
fn ticks_are_round_spaced_labelled_and_inside_the_axis() {
    let mut dice = Dice::new(83);
    for _ in 0..3_000 {
        let longest = 1 << dice.whole(1, 26);
        let end = f64::from(dice.whole(1, longest));
        let axis = axis(end, f64::from(dice.whole(80, 2_000)));
        let spacing = Px(f64::from(dice.whole(40, 120)));
        let ticks = ticks(&axis, spacing);
        assert_eq!((ticks[0].x, ticks[0].label.as_str()), (Px(0.0), "0"));
        for tick in &ticks {
            assert!(tick.x <= axis.width(), "{tick:?} on {axis:?}");
            let says = axis.x_from_time(TimePoint::from_ms(value_ms(tick)));
            assert!(
                (says.0 - tick.x.0).abs() < 1e-6,
                "{tick:?} stands elsewhere"
            );
        }
        for pair in ticks.windows(2) {
            let apart = pair[1].x.0 - pair[0].x.0;
            assert!(apart >= spacing.0 - 1e-6, "{pair:?} on {axis:?}");
            assert_ne!(pair[0].label, pair[1].label);
        }
    }
}

#[test]
fn labels_are_short_figures_in_one_unit() {
    let mut dice = Dice::new(84);
    for _ in 0..3_000 {
        let longest = 1 << dice.whole(1, 26);
        let end = f64::from(dice.whole(1, longest));
        let labels = labels(&axis(end, 800.0), 70.0).into_iter().skip(1);
        let mut finest = Vec::new();
        for label in labels {
            for figure in label.split(' ').step_by(2) {
                let decimals = figure.split_once('.').map_or(0, |(_, after)| after.len());
                let allowed = usize::from(units(&label) == ["s"]);
                assert!(
                    decimals <= allowed && figure.len() <= 5,
                    "{label} on {end} ms"
                );
            }
            assert!(label.len() <= 12, "{label} on {end} ms");
            finest.push(units(&label).last().copied().unwrap_or_default().to_owned());
        }
        // A whole hour has its minutes too if other labels have some.
        finest.dedup();
        assert!(finest.len() <= 1, "{finest:?} on one axis");
    }
}

#[test]
fn ticks_cover_the_window_and_have_distinct_labels_at_any_zoom() {
    let mut dice = Dice::new(86);
    for _ in 0..5_000 {
        let axis = any_zoom(&mut dice);
        let spacing = f64::from(dice.whole(40, 120));
        let ticks = ticks(&axis, Px(spacing));
        for tick in &ticks {
            assert!(
                Px(-1e-6) <= tick.x && tick.x.0 <= axis.width().0 + 1e-6,
                "{tick:?} on {axis:?}"
            );
            let says = axis.x_from_time(TimePoint::from_ms(value_ms(tick)));
            assert!((says.0 - tick.x.0).abs() < 1e-6, "{tick:?} on {axis:?}");
            let decimals = tick.label.split_once('.').map_or("", |(_, after)| after);
            assert!(decimals.trim_end_matches(" s").len() <= 3, "{tick:?}");
        }
        for pair in ticks.windows(2) {
            let apart = pair[1].x.0 - pair[0].x.0;
            assert!(apart >= spacing - 1e-6, "{pair:?} on {axis:?}");
            let room = pair[1].label.len() as f64 * 7.0;
            assert!(apart >= room, "{pair:?} touch on {axis:?}");
            assert_ne!(pair[0].label, pair[1].label);
        }
        let Some((first, last)) = ticks.first().zip(ticks.last()) else {
            panic!("no tick shows where {axis:?} is");
        };
        if let [one, other, ..] = &ticks[..] {
            let step = other.x.0 - one.x.0 + 1e-6;
            assert!(
                first.x.0 < step && axis.width().0 - last.x.0 < step,
                "{axis:?}"
            );
            // Round: the step is a round one, and each tick a multiple of it.
            let step_ms = (value_ms(other) - value_ms(one)).round();
            let place = value_ms(one) / step_ms;
            assert!((place - place.round()).abs() < 1e-6, "{ticks:?}");
            let digits = format!(
                "{}",
                if step_ms < 1_000.0 {
                    step_ms
                } else {
                    step_ms / 1_000.0
                }
            );
            assert!(digits.len() <= 6 && step_ms >= 1.0, "{step_ms} ms");
        }
    }
}

#[test]
fn an_axis_of_extremes_has_few_ticks() {
    for (from, to) in [
        (0.0, 1.0),
        (f64::NAN, f64::NAN),
        (0.0, f64::INFINITY),
        (1e11, 1e11),
    ] {
        for spacing in [0.0, 1.0, 64.0, 1e9, f64::NAN] {
            let ticks = ticks(&zoomed(from, to, 800.0), Px(spacing));
            assert!(
                ticks.len() <= 801,
                "{from}..{to} at {spacing} has {}",
                ticks.len()
            );
        }
    }
}

#[test]
fn common_axes_have_the_ticks_a_person_would_draw() {
    let labels = |end_ms| labels(&axis(end_ms, 800.0), 100.0);
    assert_eq!(
        labels(100.0),
        ["0", "20 ms", "40 ms", "60 ms", "80 ms", "100 ms"]
    );
    assert_eq!(
        labels(1_100.0),
        ["0", "0.2 s", "0.4 s", "0.6 s", "0.8 s", "1.0 s"]
    );
    assert_eq!(labels(10_200.0), ["0", "2 s", "4 s", "6 s", "8 s", "10 s"]);
    assert_eq!(
        labels(70_000.0),
        ["0", "10 s", "20 s", "30 s", "40 s", "50 s", "60 s", "70 s"]
    );
    assert_eq!(
        labels(100_000.0),
        ["0", "15 s", "30 s", "45 s", "60 s", "75 s", "90 s"]
    );
    assert_eq!(
        labels(2_000_000.0),
        [
            "0", "5 min", "10 min", "15 min", "20 min", "25 min", "30 min"
        ]
    );
    assert_eq!(
        labels(9_000_000.0),
        [
            "0",
            "30 min",
            "1 h 00 min",
            "1 h 30 min",
            "2 h 00 min",
            "2 h 30 min"
        ]
    );
    assert_eq!(
        labels(36_000_000.0),
        ["0", "2 h", "4 h", "6 h", "8 h", "10 h"]
    );
}

#[test]
fn neighbouring_ticks_have_distinct_labels_when_zoomed_in_far() {
    let labels = |from, to| labels(&zoomed(from, to, 400.0), 64.0);
    assert_eq!(
        labels(10_200.0, 10_250.0),
        [
            "10.20 s", "10.21 s", "10.22 s", "10.23 s", "10.24 s", "10.25 s"
        ]
    );
    assert_eq!(
        labels(1_201.5, 1_207.0),
        [
            "1,202 ms", "1,203 ms", "1,204 ms", "1,205 ms", "1,206 ms", "1,207 ms"
        ]
    );
    assert_eq!(
        labels(75_000.5, 75_003.0),
        ["75.001 s", "75.002 s", "75.003 s"]
    );
    assert_eq!(
        labels(725_000.0, 735_000.0),
        ["12 min 05 s", "12 min 10 s", "12 min 15 s"]
    );
    assert_eq!(
        labels(3_605_100.0, 3_605_140.0),
        [
            "1 h 00 min 05.10 s",
            "1 h 00 min 05.12 s",
            "1 h 00 min 05.14 s"
        ]
    );
}
