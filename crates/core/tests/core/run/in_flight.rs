//! The number in flight over time: updated with each event, it matches the attempts.

use playground_core::experiment::strategy::Strategy;
use playground_core::run::Run;
use playground_core::run::event::{Ending, RunEvent, Step};
use playground_core::run::in_flight::{CountFrom, InFlightOverTime};
use playground_core::run::outcome::{CancelledBy, Outcome};
use playground_core::run::request::RequestRecord;
use playground_core::units::TimePoint;

use playground_testing::random_run::{LIMIT, STRATEGY, change, limit_changed, random_events};
use playground_testing::samples::{Dice, RETRIED, completed_run, finished, fold, step};

const OK: Step = Step::Ended(Outcome::Succeeded);
const CANCEL: Step = Step::Cancelled(CancelledBy::User);

fn at(ms: f64) -> TimePoint {
    TimePoint::from_ms(ms)
}

fn in_ms(steps: &[CountFrom]) -> Vec<(f64, u32)> {
    let steps = steps.iter();
    steps.map(|&(at, count)| (at.ms(), count)).collect()
}

fn steps(run: &Run) -> Vec<(f64, u32)> {
    in_ms(run.in_flight_over_time().steps())
}

/// The number of attempts that had begun and not ended by then.
fn counted(run: &Run, point: TimePoint) -> u32 {
    let attempts = run.requests().iter().flat_map(RequestRecord::attempts);
    let in_flight = attempts.filter(|attempt| {
        let begun = attempt.dispatched.is_some_and(|begun| begun <= point);
        begun && attempt.ended.is_none_or(|ended| ended > point)
    });
    in_flight.count() as u32
}

/// The steps from the events, one time after the other.
fn replayed(events: &[RunEvent]) -> Vec<(f64, u32)> {
    let mut steps = Vec::new();
    let mut count = 0_i32;
    for moment in events.chunk_by(|one, next| one.at == next.at) {
        let before = count;
        let mut most = count;
        for event in moment {
            count += change(event);
            most = most.max(count);
        }
        if most > before && most > count {
            steps.push((moment[0].at.ms(), most as u32));
        }
        if count != before || most > before {
            steps.push((moment[0].at.ms(), count as u32));
        }
    }
    steps
}

#[test]
fn it_rises_at_each_dispatch_and_falls_at_each_end() {
    let before = [(5.0, 1), (45.0, 0), (110.0, 1), (160.0, 0)];
    assert_eq!(steps(&fold(STRATEGY, 1, &RETRIED)), before);
    // Events at one time are one step.
    let run = completed_run(STRATEGY, &[30.0, 10.0, 30.0]);
    assert_eq!(steps(&run), [(0.0, 3), (10.0, 2), (30.0, 0)]);
    assert_eq!(steps(&Run::new(STRATEGY, 5)), []);
}

#[test]
fn cancelling_a_request_that_was_never_in_flight_changes_nothing() {
    let events = [
        step(0, 1.0, Step::Queued),
        step(1, 1.0, Step::Queued),
        step(0, 2.0, Step::Dispatched),
        step(1, 3.0, CANCEL),
        step(0, 4.0, CANCEL),
        finished(4.0, Ending::Stopped),
    ];
    assert_eq!(steps(&fold(STRATEGY, 2, &events)), [(2.0, 1), (4.0, 0)]);
}

#[test]
fn an_end_and_a_dispatch_at_one_time_are_no_step_and_a_peak_is_two() {
    let mut all = InFlightOverTime::new(LIMIT);
    all.dispatch(at(1.0));
    all.dispatch(at(2.0));
    all.end(at(5.0));
    all.dispatch(at(5.0));
    assert_eq!(in_ms(all.steps()), [(1.0, 1), (2.0, 2)]);
    all.dispatch(at(7.0));
    all.end(at(7.0));
    let peak = [(1.0, 1), (2.0, 2), (7.0, 3), (7.0, 2)];
    assert_eq!(in_ms(all.steps()), peak);
    assert_eq!((all.at(at(7.0)), all.max_in(at(6.0), at(8.0))), (2, 3));
    // Another dispatch at that time makes its peak an ordinary step.
    all.dispatch(at(7.0));
    assert_eq!(in_ms(all.steps()), [(1.0, 1), (2.0, 2), (7.0, 3)]);
    all.end(at(6.0));
    let told_late = [(1.0, 1), (2.0, 2), (6.0, 1), (7.0, 2)];
    assert_eq!(in_ms(all.steps()), told_late);
}

#[test]
fn late_reports_and_a_clock_that_runs_back_are_tolerated() {
    let threads = Strategy::Threads { workers: 2 };
    let events = [
        step(0, 0.0, Step::Queued),
        step(1, 0.0, Step::Queued),
        step(2, 0.0, Step::Queued),
        step(0, 0.0, Step::Dispatched),
        step(1, 1.0, Step::Dispatched),
        step(1, 9.0, OK),
        step(2, 12.0, Step::Dispatched),
        step(0, 7.0, OK),
        step(2, 11.0, OK),
        finished(13.0, Ending::Completed),
    ];
    let run = fold(threads, 3, &events);
    let expected = [(0.0, 1), (1.0, 2), (7.0, 1), (9.0, 0), (12.0, 1), (12.0, 0)];
    assert_eq!(steps(&run), expected);
}

#[test]
fn the_limits_are_those_that_were_in_force() {
    let mut run = Run::new(STRATEGY, 3);
    let limits = |run: &Run| in_ms(run.in_flight_over_time().limits());
    assert_eq!(limits(&run), [(0.0, LIMIT)]);
    for (ms, limit) in [(40.0, 2), (90.0, 8), (90.0, 9)] {
        run.apply(limit_changed(ms, limit)).expect("a legal event");
    }
    assert_eq!(limits(&run), [(0.0, LIMIT), (40.0, 2), (90.0, 9)]);
    for (strategy, limit) in [
        (Strategy::Sequential, 1),
        (Strategy::Blocking, 1),
        (Strategy::Threads { workers: 7 }, 7),
    ] {
        assert_eq!(limits(&Run::new(strategy, 3)), [(0.0, limit)]);
    }
}

#[test]
fn a_refused_event_leaves_it_as_it_was() {
    let mut run = fold(STRATEGY, 1, &RETRIED);
    let before = run.clone();
    assert!(run.apply(step(0, 170.0, Step::Dispatched)).is_err());
    assert!(run.apply(step(0, 170.0, OK)).is_err());
    assert_eq!(run, before);
}

#[test]
fn it_equals_a_count_over_all_events_after_each_event() {
    let mut dice = Dice::new(401);
    for _ in 0..400 {
        let requests = dice.whole(1, 60);
        let events = random_events(&mut dice, requests, 0);
        let mut run = Run::new(STRATEGY, requests);
        for (last, event) in events.iter().enumerate() {
            run.apply(*event).expect("a legal event");
            if dice.chance(1) {
                assert_eq!(steps(&run), replayed(&events[..=last]));
            }
        }
        assert_eq!(steps(&run), replayed(&events));
        let all = run.in_flight_over_time();
        let ever = all.max_in(TimePoint::START, at(f64::MAX));
        assert_eq!(ever, run.max_in_flight());
    }
}

#[test]
fn it_equals_the_attempts_at_every_time_even_if_reported_late() {
    let mut dice = Dice::new(402);
    for round in 0..400 {
        let requests = dice.whole(1, 60);
        let events = random_events(&mut dice, requests, round % 12);
        let run = fold(STRATEGY, requests, &events);
        let all = run.in_flight_over_time();
        for event in &events {
            for point in [event.at, at(event.at.ms() + 0.5)] {
                assert_eq!(all.at(point), counted(&run, point), "at {point:?}");
            }
        }
        // A time has one step, or a peak and the count after it.
        let in_order =
            |one: &CountFrom, next: &CountFrom| one.0 < next.0 || one.0 == next.0 && one.1 > next.1;
        assert!(all.steps().is_sorted_by(in_order));
        assert!(all.steps().windows(3).all(|three| three[0].0 < three[2].0));
        assert_eq!(all.steps().last().map(|step| step.1), Some(0));
        // The page learns of an end later, and counts the request until then.
        let ever = all.max_in(TimePoint::START, at(f64::MAX));
        assert!(ever <= run.max_in_flight());
    }
}

#[test]
fn the_maximum_of_an_interval_matches_its_steps() {
    let mut dice = Dice::new(403);
    for _ in 0..200 {
        let requests = dice.whole(1, 60);
        let events = random_events(&mut dice, requests, 5);
        let run = fold(STRATEGY, requests, &events);
        let all = run.in_flight_over_time();
        let last = all.steps().last().map_or(0.0, |step| step.0.ms());
        for _ in 0..20 {
            let from = dice.whole(0, last as u32 + 3);
            let to = from + dice.whole(0, 30);
            let (from, to) = (at(f64::from(from)), at(f64::from(to)));
            let within = all
                .steps()
                .iter()
                .filter(|step| from <= step.0 && step.0 <= to);
            let most = within.map(|step| step.1).chain([all.at(from)]).max();
            assert_eq!(Some(all.max_in(from, to)), most);
        }
    }
}
