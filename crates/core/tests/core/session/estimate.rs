//! How long the next run should take, or how much is left of this one.

use playground_core::session::estimate::{left, total};
use playground_core::units::Span;

#[test]
fn all_lanes_together_are_estimated_if_each_has_a_plan() {
    let seconds = |s: f64| Some(Span::from_ms(s * 1_000.0));
    assert_eq!(total(&[seconds(10.0), seconds(2.5)]), "about 12.5 s");
    assert_eq!(total(&[seconds(10.0), None]), "");
    assert_eq!(total(&[]), "");
    assert_eq!(left(seconds(3.0)), "about 3.0 s left");
    assert_eq!(left(None), "");
}
