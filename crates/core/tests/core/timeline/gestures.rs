//! The gestures of pointers over a plot.

use playground_core::timeline::gesture::{Gesture, GestureAction};
use playground_core::timeline::{Point, Px};

const fn at(x: f64, y: f64) -> Point {
    Point { x: Px(x), y: Px(y) }
}

#[test]
fn a_pointer_that_hardly_moves_clicks() {
    let mut gesture = Gesture::default();
    gesture.press(1, at(10.0, 10.0));
    assert_eq!(gesture.drag(1, at(12.0, 13.0)), GestureAction::Nothing);
    assert_eq!(gesture.lift(1), GestureAction::Press(at(10.0, 10.0)));
    assert_eq!(gesture.lift(1), GestureAction::Nothing);
}

#[test]
fn a_pointer_that_moves_drags_and_does_not_click() {
    let mut gesture = Gesture::default();
    gesture.press(1, at(10.0, 10.0));
    assert_eq!(
        gesture.drag(1, at(30.0, 5.0)),
        GestureAction::Pan(Px(20.0), Px(-5.0))
    );
    // From then on every movement counts.
    assert_eq!(
        gesture.drag(1, at(31.0, 5.0)),
        GestureAction::Pan(Px(1.0), Px(0.0))
    );
    assert_eq!(gesture.lift(1), GestureAction::Nothing);
}

#[test]
fn a_pointer_that_is_not_down_does_nothing() {
    let mut gesture = Gesture::default();
    assert_eq!(gesture.drag(1, at(30.0, 5.0)), GestureAction::Nothing);
    gesture.press(1, at(0.0, 0.0));
    gesture.lose(1);
    assert_eq!(gesture.drag(1, at(30.0, 5.0)), GestureAction::Nothing);
    assert_eq!(gesture.lift(1), GestureAction::Nothing);
}

#[test]
fn two_pointers_that_move_apart_zoom_in_between_them() {
    let mut gesture = Gesture::default();
    gesture.press(1, at(0.0, 0.0));
    gesture.press(2, at(100.0, 0.0));
    let asked = gesture.drag(2, at(200.0, 0.0));
    let GestureAction::Pinch {
        factor,
        at: middle,
        across,
        down,
    } = asked
    else {
        panic!("{asked:?}");
    };
    assert_eq!(
        (factor, middle, across, down),
        (2.0, at(100.0, 0.0), Px(50.0), Px(0.0))
    );
    // Neither of them has clicked.
    assert_eq!(gesture.lift(2), GestureAction::Nothing);
    assert_eq!(
        gesture.drag(1, at(0.0, 3.0)),
        GestureAction::Pan(Px(0.0), Px(3.0))
    );
    assert_eq!(gesture.lift(1), GestureAction::Nothing);
}

#[test]
fn two_pointers_in_one_place_do_not_zoom_in_infinitely() {
    let mut gesture = Gesture::default();
    gesture.press(1, at(50.0, 50.0));
    gesture.press(2, at(50.0, 50.0));
    let GestureAction::Pinch { factor, .. } = gesture.drag(2, at(90.0, 50.0)) else {
        panic!("no pinch");
    };
    assert!(factor.is_finite() && factor > 1.0, "{factor}");
}
