//! The curve of a sweep of limits.

use playground_core::timeline::curve::{Curve, CurvePoint};
use playground_core::units::Span;

fn point(limit: u32, ms: f64, predicted_ms: f64) -> CurvePoint {
    CurvePoint {
        limit,
        time: Span::from_ms(ms),
        predicted: Span::from_ms(predicted_ms),
    }
}

fn sweep() -> Vec<CurvePoint> {
    let limits = [1, 2, 4, 8, 16, 32];
    let predicted = [4_800.0, 2_400.0, 1_200.0, 600.0, 600.0, 600.0];
    let points = limits.iter().zip(predicted);
    points
        .map(|(&limit, ms)| point(limit, ms + 100.0, ms))
        .collect()
}

#[test]
fn dots_go_from_the_lowest_to_the_highest_limit_at_equal_distances_per_doubling() {
    let mut points = sweep();
    let curve = Curve::new(&points).expect("six limits");
    let limits: Vec<_> = curve.points.iter().map(|dot| dot.point.limit).collect();
    assert_eq!(limits, [1, 2, 4, 8, 16, 32]);
    let steps: Vec<_> = curve
        .points
        .windows(2)
        .map(|two| two[1].x.0 - two[0].x.0)
        .collect();
    assert!(
        steps
            .iter()
            .all(|step| (step - steps[0]).abs() < 1e-9 && *step > 0.0),
        "{steps:?}"
    );
    points.reverse();
    assert_eq!(Curve::new(&points), Some(curve), "in any order");
}

#[test]
fn dots_are_inside_the_drawing_with_the_longest_on_top_and_the_first_on_the_left() {
    let curve = Curve::new(&sweep()).expect("six limits");
    for dot in &curve.points {
        assert!((8.0..=112.0).contains(&dot.x.0), "{dot:?}");
        assert!((8.0..=52.0).contains(&dot.y.0), "{dot:?}");
        assert!((8.0..=52.0).contains(&dot.predicted_y.0), "{dot:?}");
        assert!(dot.y < dot.predicted_y, "what took longer is higher");
    }
    let (first, last) = (&curve.points[0], &curve.points[5]);
    assert_eq!((first.x.0, last.x.0), (8.0, 112.0));
    assert_eq!(first.y.0, 8.0);
    assert!(first.y < last.y);
}

#[test]
fn the_prediction_may_be_the_longest_and_a_time_of_zero_is_at_the_bottom() {
    let curve = Curve::new(&[point(2, 0.0, 900.0), point(3, 100.0, 0.0)]).expect("two limits");
    let [first, second] = curve.points[..] else {
        panic!("there are two");
    };
    assert_eq!((first.predicted_y.0, first.y.0), (8.0, 52.0));
    assert_eq!(second.predicted_y.0, 52.0);
    let still = Curve::new(&[point(2, 0.0, 0.0), point(3, 0.0, 0.0)]).expect("two limits");
    assert!(still.points.iter().all(|dot| dot.y.0 == 52.0));
}

#[test]
fn fewer_than_two_limits_make_no_curve() {
    assert_eq!(Curve::new(&[]), None);
    assert_eq!(Curve::new(&[point(8, 100.0, 90.0)]), None);
    assert_eq!(
        Curve::new(&[point(8, 100.0, 90.0), point(8, 120.0, 90.0)]),
        None
    );
    assert_eq!(
        Curve::new(&[point(0, 100.0, 90.0), point(8, 100.0, 90.0)]),
        None
    );
}
