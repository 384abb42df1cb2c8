//! While somebody is to guess how long a lane takes, nothing on it tells, until it begins.

use playground_core::experiment::Experiment;
use playground_core::session::comparison::Comparison;
use playground_core::session::figures::LaneFigures;
use playground_core::units::{LaneIndex, RunId, TimePoint};

const NOW: TimePoint = TimePoint::START;

fn told(all: &Comparison) -> [bool; 3] {
    let figures = LaneFigures::new(all, LaneIndex(0), NOW).expect("there is such a lane");
    let ideal = all.lanes[0].ideal_in_force();
    [
        figures.ideal.is_some(),
        ideal.is_some(),
        all.remaining(NOW).is_some(),
    ]
}

#[test]
fn the_time_of_a_secret_lane_is_shown_once_it_has_begun() {
    let mut all = Comparison::new(Experiment::default(), || RunId(1));
    assert_eq!(told(&all), [true; 3]);
    for lane in &mut all.lanes {
        lane.is_secret = true;
    }
    assert_eq!(told(&all), [false; 3]);
    assert!(LaneFigures::new(&all, LaneIndex(0), NOW).is_some_and(|lane| lane.is_secret));
    // One that runs tells of itself; all together would tell of those that wait.
    all.lanes[0].started = Some(NOW);
    assert_eq!(told(&all), [true, true, false]);
    assert!(LaneFigures::new(&all, LaneIndex(0), NOW).is_some_and(|lane| !lane.is_secret));
}
