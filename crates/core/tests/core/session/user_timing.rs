//! What a run is in the browser's own profiler.

use playground_core::experiment::strategy::Strategy;
use playground_core::run::event::Step;
use playground_core::run::outcome::Outcome;
use playground_core::run::request::RequestRecord;
use playground_core::session::user_timing::{MAX_REQUESTS, UserTiming, user_timings};
use playground_core::units::{RequestIndex, TimePoint};

use playground_testing::random_run::{STRATEGY, random_events};
use playground_testing::reports::eventful;
use playground_testing::samples::{Dice, RETRIED, completed_run, fold, step};

fn told(entry: &UserTiming) -> String {
    let to = entry
        .to
        .map_or_else(String::new, |to| format!("–{}", to.ms()));
    format!("{}{to} {} [{}]", entry.from.ms(), entry.name, entry.colour)
}

#[test]
fn each_attempt_is_a_measure_and_each_retry_a_mark() {
    let run = fold(STRATEGY, 1, &RETRIED);
    let entries = user_timings(&run, "Lane");
    let told: Vec<_> = entries.iter().map(told).collect();
    assert_eq!(
        told,
        [
            "0–5 Lane: request 0 waits for a permit [secondary-light]",
            "5–45 Lane: request 0 [error]",
            "45 Lane: request 0 backs off [tertiary]",
            "105–110 Lane: request 0, attempt 2 waits for a permit [secondary-light]",
            "110–160 Lane: request 0, attempt 2 [primary]",
        ]
    );
    let tracks: Vec<_> = entries.iter().map(|entry| &*entry.track).collect();
    assert_eq!(tracks[..2], ["Lane: waiting for a permit", "Lane"]);
}

#[test]
fn requests_never_sent_are_left_out() {
    let entries = user_timings(&eventful(), "Lane");
    let names: Vec<_> = entries.iter().map(|entry| &*entry.name).collect();
    assert!(names.contains(&"Lane: request 2"));
    assert!(
        !names.iter().any(|name| name.contains("request 4")),
        "{names:?}"
    );
    // It was cancelled before it tried again.
    assert!(!names.contains(&"Lane: request 3 backs off"), "{names:?}");
    let cancelled = entries.iter().find(|entry| entry.name == "Lane: request 2");
    assert_eq!(cancelled.unwrap().colour, "secondary");
}

#[test]
fn no_clock_ends_an_attempt_before_it_began() {
    let events = [
        step(0, 0.0, Step::Queued),
        step(0, 12.0, Step::Dispatched),
        step(0, 11.0, Step::Ended(Outcome::Succeeded)),
    ];
    let run = fold(Strategy::Threads { workers: 1 }, 1, &events);
    let entries = user_timings(&run, "Lane");
    assert_eq!(told(&entries[1]), "12–12 Lane: request 0 [primary]");
}

#[test]
fn there_is_an_end_to_their_number() {
    let durations = vec![1.0; MAX_REQUESTS as usize + 5];
    let entries = user_timings(&completed_run(STRATEGY, &durations), "Lane");
    assert_eq!(entries.len(), MAX_REQUESTS as usize);
}

#[test]
fn each_attempt_of_any_run_is_measured_once_and_by_its_own_length() {
    for seed in 0..40 {
        let mut dice = Dice::new(seed);
        let requests = dice.whole(1, 30);
        let run = fold(STRATEGY, requests, &random_events(&mut dice, requests, 0));
        let entries = user_timings(&run, "Lane");
        let flights = entries.iter().filter(|entry| entry.track == "Lane");
        let (measures, marks): (Vec<_>, Vec<_>) = flights.partition(|entry| entry.to.is_some());
        let attempts = run.requests().iter().flat_map(RequestRecord::attempts);
        let attempts: Vec<_> = attempts.collect();
        assert_eq!(measures.len(), attempts.len());
        assert_eq!(marks.len(), attempts.len() - requests as usize);
        for (measure, attempt) in measures.iter().zip(&attempts) {
            let length = measure.to.map(|to| to - measure.from);
            assert_eq!(length, attempt.duration());
            assert!(measure.from >= TimePoint::START);
        }
        for index in (0..requests).map(RequestIndex) {
            let name = format!("Lane: request {index}");
            let of_it = measures.iter().filter(|entry| entry.name == name);
            assert_eq!(of_it.count(), 1, "{name}");
        }
    }
}
