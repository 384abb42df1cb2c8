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

/// The frames of three seconds where a drawn frame takes this long until the next, and any
/// other this: how many there were, and how many were drawn.
fn frames(drawn_ms: f64, other_ms: f64) -> (u32, u32) {
    let mut pace = FramePace::default();
    let (mut now, mut frames, mut drawn) = (0.0, 0, 0);
    while now < 3_000.0 {
        frames += 1;
        let is_drawn = pace.is_due(TimePoint::from_ms(now), 1);
        drawn += u32::from(is_drawn);
        now += if is_drawn { drawn_ms } else { other_ms };
    }
    (frames, drawn)
}

#[test]
fn slow_drawing_takes_half_of_the_time_at_most() {
    for (drawn_ms, other_ms, expected, why) in [
        (16.0, 16.0, (188, 188), "a quick browser draws each frame"),
        (
            50.0,
            16.0,
            (60, 60),
            "20 frames a second are no reason to draw less",
        ),
        // 90 ms of drawing, then six frames of 16 ms.
        (90.0, 16.0, (113, 17), "paused for as long as drawing takes"),
        (1_000.0, 16.0, (3, 3), "drawn however slow it is"),
        (300.0, 16.0, (57, 8), "after 400 ms at the latest"),
        (
            90.0,
            90.0,
            (34, 31),
            "the page computes: but for a frame a second, which shows it, each is drawn",
        ),
        (90.0, 46.0, (35, 32), "half of the time is not drawing's"),
    ] {
        assert_eq!(
            frames(drawn_ms, other_ms),
            expected,
            "{drawn_ms}, {other_ms}: {why}"
        );
    }
}

#[test]
fn a_page_that_stops_computing_is_drawn_as_before() {
    let mut pace = FramePace::default();
    let mut now = 0.0;
    let mut drawn = |took_ms: f64| {
        let is_drawn = pace.is_due(TimePoint::from_ms(now), 1);
        now += took_ms;
        is_drawn
    };
    // It computes for 200 ms between frames: one is passed over, to see what drawing costs.
    let computing: Vec<_> = (0..5).map(|_| drawn(200.0)).collect();
    assert_eq!(computing, [true, false, true, true, true]);
    // Then the frames are quick again, and each is drawn.
    let quick: Vec<_> = (0..5).map(|_| drawn(16.0)).collect();
    assert_eq!(quick, [true, true, true, true, true]);
}
