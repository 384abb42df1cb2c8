//! How often a waterfall is drawn: always in calm times, less often in busy ones.

use playground_core::timeline::pace::FramePace;
use playground_core::units::TimePoint;

/// At 60 frames a second, the frames of two seconds that are drawn.
fn drawn(events_between_frames: usize) -> Vec<u32> {
    let mut pace = FramePace::default();
    let mut events = 0;
    let mut drawn = Vec::new();
    for frame in 0..120 {
        events += events_between_frames;
        let now = TimePoint::from_ms(f64::from(frame) * 1_000.0 / 60.0);
        if pace.is_due(now, events) {
            drawn.push(frame);
            events = 0;
        }
    }
    drawn
}

#[test]
fn calm_runs_are_drawn_each_frame() {
    for events in [0, 1, 15] {
        let drawn = drawn(events);
        assert_eq!(drawn.len(), 120, "with {events} events a frame");
    }
}

#[test]
fn busy_runs_are_drawn_ten_times_a_second() {
    let drawn = drawn(50);
    assert_eq!(drawn.first(), Some(&0), "the first frame is drawn at once");
    for pair in drawn.windows(2) {
        // A frame may begin just before or just after the tenth of a second.
        assert!((6..=7).contains(&(pair[1] - pair[0])), "in {drawn:?}");
    }
    assert!((18..=20).contains(&drawn.len()), "in {drawn:?}");
}

#[test]
fn a_burst_is_drawn_once_the_run_is_calm_again() {
    let mut pace = FramePace::default();
    let at = TimePoint::from_ms;
    assert!(pace.is_due(at(0.0), 100));
    assert!(!pace.is_due(at(16.0), 100));
    // The events are drawn at the pace of busy runs, even if no more follow.
    assert!(!pace.is_due(at(99.0), 100));
    assert!(pace.is_due(at(100.0), 100));
    assert!(pace.is_due(at(116.0), 0));
}
