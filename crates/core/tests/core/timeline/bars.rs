//! The waterfall's geometry: time and pixels and back, segments.

use playground_core::experiment::strategy::Strategy;
use playground_core::run::event::{RunEvent, Step};
use playground_core::run::outcome::{CancelledBy, Outcome};
use playground_core::run::request::RequestRecord;
use playground_core::timeline::Px;
use playground_core::timeline::axis::{TimeAxis, end_when_done, end_while_running};
use playground_core::timeline::bar::{Phase, Segment, for_each_segment};
use playground_core::timeline::ticks::ticks;
use playground_core::timeline::window::TimeWindow;
use playground_core::units::{Span, TimePoint};

use playground_testing::samples::{Dice, RETRIED, fold, step};

fn axis(end_ms: f64, width: f64) -> TimeAxis {
    TimeAxis::new(TimeWindow::whole(Span::from_ms(end_ms)), Px(width))
}

#[test]
fn a_time_converted_to_pixels_and_back_is_the_same() {
    let mut dice = Dice::new(81);
    for _ in 0..2_000 {
        let end = f64::from(dice.whole(1, 10_000_000));
        let axis = axis(end, f64::from(dice.whole(1, 4_000)));
        let ms = end * f64::from(dice.whole(0, 1_000)) / 1_000.0;
        let back = axis.time_from_x(axis.x_from_time(TimePoint::from_ms(ms)));
        assert!(
            (back.ms() - ms).abs() <= 1e-9 * end,
            "{ms} came back as {back:?}"
        );
    }
}

#[test]
fn an_axis_goes_from_its_left_end_to_its_right_end() {
    let axis = axis(200.0, 800.0);
    assert_eq!(axis.x_from_time(TimePoint::START), Px(0.0));
    assert_eq!(axis.x_from_time(TimePoint::from_ms(50.0)), Px(200.0));
    assert_eq!(axis.x_from_time(TimePoint::from_ms(200.0)), Px(800.0));
    assert_eq!(axis.time_from_x(Px(800.0)), TimePoint::from_ms(200.0));
}

#[test]
fn an_axis_of_zero_length_has_a_scale() {
    for (end, width) in [(0.0, 0.0), (0.0, 300.0), (50.0, 0.0)] {
        let axis = axis(end, width);
        let x = axis.x_from_time(TimePoint::from_ms(0.5));
        assert!(x.0.is_finite());
        assert!(axis.time_from_x(Px(1.0)).ms().is_finite());
        assert!(!ticks(&axis, Px(60.0)).is_empty());
    }
}

#[test]
fn a_growing_axis_always_holds_what_has_passed_and_never_shrinks() {
    let mut dice = Dice::new(82);
    for _ in 0..200 {
        let expected = Span::from_ms(f64::from(dice.whole(0, 5_000)));
        let (mut end, mut elapsed, mut growths) = (Span::ZERO, Span::ZERO, 0);
        for _ in 0..2_000 {
            let grown = end_while_running(end, expected, elapsed);
            assert!(grown >= end && grown >= elapsed && grown >= expected);
            growths += u32::from(grown > end);
            end = grown;
            elapsed += Span::from_ms(16.7);
        }
        // The bars move only in a few steps, even if the run far exceeds its ideal.
        assert!(growths <= 25, "{growths} steps");
    }
}

#[test]
fn a_finished_axis_shows_the_whole_longest_lane_and_little_more() {
    for ms in [0.0, 1.0, 1_234.5, 600_000.0] {
        let end = end_when_done(Span::from_ms(ms)).ms();
        assert!(end >= ms && end <= ms * 1.05, "{ms} gets {end}");
    }
}

fn record(events: &[RunEvent]) -> RequestRecord {
    let run = fold(Strategy::Sequential, 1, events);
    run.requests()[0].clone()
}

fn segments(events: &[RunEvent], now: f64) -> Vec<(Phase, f64, f64)> {
    let mut found = Vec::new();
    for_each_segment(&record(events), TimePoint::from_ms(now), |segment| {
        let Segment { phase, from, to } = segment;
        found.push((phase, from.ms(), to.ms()));
    });
    found
}

#[test]
fn a_bar_has_the_phases_of_its_life_end_to_end_for_retries_too() {
    use Phase::{BackingOff, Receiving, WaitingForPermit, WaitingForResponse};
    let whole = [
        (WaitingForPermit, 0.0, 5.0),
        (WaitingForResponse, 5.0, 40.0),
        (Receiving, 40.0, 45.0),
        (BackingOff, 45.0, 105.0),
        (WaitingForPermit, 105.0, 110.0),
        (WaitingForResponse, 110.0, 140.0),
        (Receiving, 140.0, 160.0),
    ];
    assert_eq!(segments(&RETRIED, 999.0), whole);

    // Until then it is that bar, cut off at now.
    for ms in 0..=160 {
        let now = f64::from(ms);
        let past: Vec<_> = RETRIED
            .iter()
            .copied()
            .filter(|event| event.at.ms() <= now)
            .collect();
        let cut: Vec<_> = whole
            .iter()
            .filter(|(_, from, _)| *from <= now && now < 160.0)
            .map(|&(phase, from, to)| (phase, from, to.min(now)))
            .collect();
        if now < 160.0 {
            assert_eq!(segments(&past, now), cut, "at {now} ms");
        }
    }
}

#[test]
fn there_is_no_backoff_without_a_wait_between_two_attempts() {
    use Phase::{BackingOff, WaitingForPage, WaitingForPermit, WaitingForResponse};
    let failed = |ms| Step::BackedOff {
        outcome: Outcome::HttpError { status: 503 },
        wait: Span::from_ms(ms),
    };
    let gap = |ms, events: &[RunEvent], now| {
        let before = [
            step(0, 0.0, Step::Queued),
            step(0, 0.0, Step::Dispatched),
            step(0, 45.0, failed(ms)),
        ];
        segments(&[&before, events].concat(), now)[2..].to_vec()
    };
    assert_eq!(gap(0.0, &[], 47.0), [(WaitingForPage, 45.0, 47.0)]);
    assert_eq!(gap(1.0, &[], 47.0), [(BackingOff, 45.0, 47.0)]);
    let again = [
        step(0, 48.0, Step::Queued),
        step(0, 49.0, Step::Dispatched),
        step(0, 60.0, failed(60.0)),
    ];
    // Each gap has the phase of its own wait: a server may have asked for one.
    let expected = [
        (WaitingForPage, 45.0, 48.0),
        (WaitingForPermit, 48.0, 49.0),
        (WaitingForResponse, 49.0, 60.0),
        (BackingOff, 60.0, 90.0),
    ];
    assert_eq!(gap(0.0, &again, 90.0), expected);
}

#[test]
fn a_cancelled_request_has_a_bar_up_to_its_cancellation() {
    use Phase::{BackingOff, Receiving, WaitingForPermit, WaitingForResponse};
    let failed = Step::BackedOff {
        outcome: Outcome::HttpError { status: 503 },
        wait: Span::from_ms(60.0),
    };
    let way = [
        step(0, 0.0, Step::Queued),
        step(0, 5.0, Step::Dispatched),
        step(0, 40.0, Step::Responded { status: 503 }),
        step(0, 45.0, failed),
    ];
    let cut = |steps: usize| {
        let mut events = way[..steps].to_vec();
        events.push(step(0, 50.0, Step::Cancelled(CancelledBy::User)));
        segments(&events, 999.0)
    };
    let all = [
        (WaitingForPermit, 0.0, 5.0),
        (WaitingForResponse, 5.0, 40.0),
        (Receiving, 40.0, 45.0),
        (BackingOff, 45.0, 50.0),
    ];
    assert_eq!(cut(0), []);
    assert_eq!(cut(1), [(WaitingForPermit, 0.0, 50.0)]);
    assert_eq!(cut(2), [all[0], (WaitingForResponse, 5.0, 50.0)]);
    assert_eq!(cut(3), [all[0], all[1], (Receiving, 40.0, 50.0)]);
    assert_eq!(cut(4), all);
}
