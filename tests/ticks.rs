//! The ticks of a time axis: round, spaced, and labelled as a person would.

use fetch_playground::model::units::{Span, TimePoint};
use fetch_playground::timeline::Px;
use fetch_playground::timeline::axis::TimeAxis;
use fetch_playground::timeline::ticks::{Tick, ticks};

use support::samples::Dice;

mod support;

fn axis(end_ms: f64, width: f64) -> TimeAxis {
    TimeAxis::new(Span::from_ms(end_ms), Px(width))
}

fn value_ms(tick: &Tick) -> f64 {
    let parts: Vec<_> = tick.label.split(' ').collect();
    let figure: f64 = parts[0].parse().expect("a label begins with its figure");
    match parts[..] {
        [zero] => {
            assert_eq!(zero, "0", "only 0 has no unit");
            0.0
        }
        [_, "ms"] => figure,
        [_, "s"] => figure * 1_000.0,
        [_, "min"] => figure * 60_000.0,
        _ => panic!("what is {tick:?}?"),
    }
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
        let labels = ticks(&axis(end, 800.0), Px(70.0)).into_iter().skip(1);
        let mut units = Vec::new();
        for Tick { label, .. } in labels {
            let (figure, unit) = label.split_once(' ').expect("figure and unit");
            let decimals = figure.split_once('.').map_or(0, |(_, after)| after.len());
            let allowed = usize::from(unit == "s");
            assert!(
                decimals <= allowed && figure.len() <= 5,
                "{label} on {end} ms"
            );
            units.push(unit.to_owned());
        }
        units.dedup();
        assert!(units.len() <= 1, "{units:?} on one axis");
    }
}

#[test]
fn familiar_axes_have_the_ticks_a_person_would_draw() {
    let labels = |end_ms| -> Vec<String> {
        let ticks = ticks(&axis(end_ms, 800.0), Px(100.0));
        ticks.into_iter().map(|tick| tick.label).collect()
    };
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
}
