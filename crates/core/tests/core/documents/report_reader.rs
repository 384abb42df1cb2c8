//! A report that is read back is the run that was recorded: written again, it is the
//! same document.

use playground_core::documents::report::Environment;
use playground_core::experiment::policy::Backoff;
use playground_core::experiment::strategy::{Strategy, Waiting};
use playground_core::run::Run;
use playground_core::run::event::{Ending, Step};
use playground_core::run::outcome::{CancelledBy, NetworkCause, Outcome};
use playground_core::units::{Span, TimePoint};
use serde_json::{Value, json};

use playground_testing::random_run::random_events;
use playground_testing::recorded::{experiment_of, read_back, write_again};
use playground_testing::reports::{CONCURRENT, eventful, report_of};
use playground_testing::samples::{Dice, RETRIED, completed_run, finished, fold, step};

#[track_caller]
fn assert_same(report: &Value) {
    let read = read_back(report).expect("the page wrote it");
    let again = write_again(&read);
    if again != *report {
        for (place, lane) in report["lanes"]
            .as_array()
            .expect("lanes")
            .iter()
            .enumerate()
        {
            for (name, value) in lane.as_object().expect("a lane") {
                let other = &again["lanes"][place][name];
                if let (Some(some), Some(others)) = (value.as_array(), other.as_array()) {
                    for (one, other) in some.iter().zip(others) {
                        assert_eq!(one, other, "lanes[{place}].{name}");
                    }
                }
                assert_eq!(value, other, "lanes[{place}].{name}");
            }
        }
        assert_eq!(again, *report);
    }
}

#[test]
fn immediate_retries_are_recognised_by_the_policy_and_the_gap() {
    let at_once = |backoff, slower: f64| {
        let mut events = RETRIED.to_vec();
        events.push(finished(160.0, Ending::Completed));
        for event in &mut events[4..] {
            event.at = event.at + Span::from_ms(slower);
        }
        let run = fold(Strategy::Sequential, 1, &events);
        let mut experiment = experiment_of(&[&run]);
        experiment.policy.retries = 1;
        experiment.policy.backoff = backoff;
        let read = read_back(&report_of(&experiment, &[&run])).expect("the page wrote it");
        let request = read.lanes[0].run.requests()[0].clone();
        assert!(!request.attempt.retried_immediately);
        request.earlier[0].retried_immediately
    };
    assert!(!at_once(Backoff::Jittered, 0.0));
    assert!(at_once(Backoff::None, 0.0));
    // So long it is only where a server asked for it, by whole seconds.
    assert!(!at_once(Backoff::None, 940.0));
}

#[test]
fn a_success_that_is_none_any_more_is_read_as_it_was_counted() {
    let run = completed_run(Strategy::Sequential, &[9.0]);
    for status in [204, 300, 302, 304, 399] {
        let mut report = report_of(&experiment_of(&[&run]), &[&run]);
        let request = &mut report["lanes"][0]["requests"][0];
        request["status"] = json!(status);
        request["attempts"][0]["status"] = json!(status);
        let read = read_back(&report).expect("earlier versions wrote it");
        let outcome = read.lanes[0].run.requests()[0].outcome();
        assert_eq!(outcome, Some(Outcome::Succeeded), "{status}");
        assert_same(&report);
    }
}

#[test]
fn any_run_of_the_engine_is_read_as_it_was() {
    let mut dice = Dice::new(37);
    let (mut stopped, mut changed, mut retried) = (0, 0, 0);
    for _ in 0..300 {
        let (experiment, run) = dice.driven(40);
        assert_same(&report_of(&experiment, &[&run]));
        stopped += u32::from(run.ending() == Some(Ending::Stopped));
        changed += u32::from(run.limit_changed());
        retried += u32::from(run.requests().iter().any(|it| !it.earlier.is_empty()));
    }
    assert!(stopped > 20 && changed > 20 && retried > 20);
}

#[test]
fn the_run_that_is_read_equals_the_one_that_was_written() {
    let mut dice = Dice::new(38);
    for _ in 0..100 {
        let (experiment, run) = dice.driven(30);
        let read = read_back(&report_of(&experiment, &[&run])).expect("the page wrote it");
        assert_eq!(read.experiment, experiment);
        let again = &read.lanes[0].run;
        for (before, after) in run.requests().iter().zip(again.requests()) {
            assert_eq!(before.stage, after.stage);
            assert_eq!(before.outcome(), after.outcome());
            assert_eq!(before.earlier.len(), after.earlier.len());
        }
        assert_eq!(run.counts(), again.counts());
        assert_eq!(run.max_in_flight(), again.max_in_flight());
        assert_eq!(run.makespan(), again.makespan());
        assert_eq!(run.ending(), again.ending());
        assert_eq!(
            run.in_flight_over_time().limits(),
            again.in_flight_over_time().limits()
        );
        for ms in 0..400 {
            let at = TimePoint::from_ms(f64::from(ms));
            assert_eq!(
                run.in_flight_over_time().at(at),
                again.in_flight_over_time().at(at)
            );
        }
    }
}

#[test]
fn ends_that_were_reported_late_and_fractions_of_a_tick_are_read_as_they_were() {
    let mut dice = Dice::new(39);
    for _ in 0..200 {
        let mut events = random_events(&mut dice, 30, 5);
        // Such a status comes with an answer only.
        let failed = Outcome::NetworkError(NetworkCause::Offline);
        for event in &mut events {
            let ms = event.at.ms();
            event.at = TimePoint::from_ms(ms + ms * 0.000_123_4);
            if let playground_core::run::event::RunEventKind::Request(
                _,
                Step::BackedOff { outcome, .. },
            ) = &mut event.kind
            {
                *outcome = failed;
            }
        }
        let run = fold(playground_testing::random_run::STRATEGY, 30, &events);
        let mut experiment = experiment_of(&[&run]);
        experiment.policy.retries = 10;
        if run.requests().iter().any(|it| it.earlier.len() > 10) {
            continue;
        }
        let report = report_of(&experiment, &[&run]);
        let read = read_back(&report).expect("the page wrote it");
        let again = write_again(&read);
        assert_eq!(
            again["lanes"][0]["requests"],
            report["lanes"][0]["requests"]
        );
        assert_eq!(
            again["lanes"][0]["maxInFlight"],
            report["lanes"][0]["maxInFlight"]
        );
        assert_eq!(again["lanes"][0]["counts"], report["lanes"][0]["counts"]);
        // Lengths follow from points that are rounded now, and then no more.
        assert_same(&again);
    }
}

#[test]
fn every_outcome_is_read_with_its_details() {
    let outcomes = [
        Outcome::TimedOut {
            after: Span::from_ms(1_234.0),
            page_was_busy: false,
        },
        Outcome::TimedOut {
            after: Span::from_ms(1_234.0),
            page_was_busy: true,
        },
        Outcome::BodyBroken { after_bytes: 1_000 },
        Outcome::TooLarge { limit_bytes: 900 },
        Outcome::HttpError { status: 418 },
    ];
    let causes = NetworkCause::ALL.map(Outcome::NetworkError);
    let mut events = Vec::new();
    let all: Vec<_> = outcomes.into_iter().chain(causes).collect();
    for (index, &outcome) in (0..).zip(&all) {
        events.push(step(index, 0.0, Step::Queued));
        events.push(step(index, 1.0, Step::Dispatched));
        if let Outcome::HttpError { status } = outcome {
            events.push(step(index, 2.0, Step::Responded { status }));
        }
        events.push(step(index, 3.0, Step::Ended(outcome)));
    }
    events.sort_by(|one, other| one.at.ms().total_cmp(&other.at.ms()));
    let requests = all.len() as u32;
    events.push(finished(3.0, Ending::Completed));
    let run = fold(Strategy::Concurrent { limit: 100 }, requests, &events);
    assert_same(&report_of(&experiment_of(&[&run]), &[&run]));

    for by in CancelledBy::ALL {
        let events = [
            step(0, 0.0, Step::Queued),
            step(0, 0.0, Step::Cancelled(by)),
            step(1, 0.0, Step::Cancelled(by)),
            finished(0.0, Ending::Stopped),
        ];
        let run = fold(Strategy::Threads { workers: 3 }, 2, &events);
        assert_same(&report_of(&experiment_of(&[&run]), &[&run]));
    }
}

#[test]
fn lanes_that_compare_are_read_with_their_speedup() {
    let mut run = completed_run(Strategy::Sequential, &[10.0, 20.0, 25.5]);
    assert_eq!(run.max_in_flight(), 3);
    let other = completed_run(Strategy::Concurrent { limit: 3 }, &[10.0, 5.0, 7.25]);
    let report = report_of(&experiment_of(&[&run, &other]), &[&run, &other]);
    assert_eq!(report["lanes"][1]["speedup"], 2.55);
    assert_same(&report);
    run = Run::new(Strategy::Sequential, 3);
    assert!(read_back(&report_of(&experiment_of(&[&run]), &[&run])).is_err());
}

#[test]
fn a_lanes_observations_are_read_as_they_were() {
    let run = eventful();
    let mut report = report_of(&experiment_of(&[&run]), &[&run]);
    report["lanes"][0]["maxInFlightAtSource"] = json!(7);
    report["lanes"][0]["refusedAtSource"] = json!(1_100_000);
    report["lanes"][0]["counterAtSource"] = json!(7);
    report["lanes"][0]["wasHidden"] = json!(true);
    report["lanes"][0]["startupMs"] = json!(12.5);
    report["lanes"][0]["blocking"] = json!("awaitedFetch");
    let read = read_back(&report).expect("a report");
    let lane = &read.lanes[0];
    assert_eq!(lane.observations.max_in_flight_at_source, Some(7));
    assert_eq!(lane.observations.refused_at_source, Some(1_100_000));
    assert_eq!(lane.observations.counter_at_source, Some(7));
    assert_eq!(lane.observations.was_hidden, Some(true));
    assert_eq!(lane.observations.startup, Some(Span::from_ms(12.5)));
    assert_eq!(lane.observations.waiting, Some(Waiting::AwaitedFetch));
    assert_eq!(
        lane.observations.heartbeat.longest(),
        Some(Span::from_ms(17.04))
    );
    assert_eq!(lane.observations.heartbeat.long_tasks(), Some(2));
    assert_eq!(lane.observations.heartbeat.long_task_spans().len(), 1);
    assert_eq!(lane.observations.heartbeat.freezes().len(), 1);
    assert_eq!(lane.urls[1], "lab/work?request=1");
    assert_eq!(read.environment.user_agent, "Test/1.0");
    assert_same(&report);
}

#[test]
fn whether_the_page_was_hidden_is_unknown_where_a_report_does_not_say() {
    let run = eventful();
    let mut report = report_of(&experiment_of(&[&run]), &[&run]);
    let was_hidden = |report: &Value| {
        let read = read_back(report).expect("a report");
        read.lanes[0].observations.was_hidden
    };
    assert_eq!(report["lanes"][0]["wasHidden"], json!(false));
    assert_eq!(was_hidden(&report), Some(false));
    report["lanes"][0]["wasHidden"] = Value::Null;
    assert_eq!(was_hidden(&report), None);
    assert_same(&report);
    assert_eq!(was_hidden(&first_of_its_kind(report)), None);
}

/// A report without what later versions than the first added.
fn first_of_its_kind(mut report: Value) -> Value {
    for lane in report["lanes"].as_array_mut().expect("lanes") {
        let lane = lane.as_object_mut().expect("a lane");
        for name in [
            "ending",
            "limitChanged",
            "limits",
            "longTaskSpans",
            "freezes",
            "wasHidden",
        ] {
            lane.shift_remove(name).expect("it is written");
        }
    }
    report
}

#[test]
fn a_missing_ending_follows_from_what_cancelled_the_requests() {
    for (by, ending) in [
        (CancelledBy::User, Ending::Stopped),
        (CancelledBy::FailFast, Ending::FailedFast),
        (CancelledBy::Crash, Ending::Crashed),
        (CancelledBy::NoWorkers, Ending::NoWorkers),
    ] {
        let events = [step(0, 0.0, Step::Cancelled(by)), finished(0.0, ending)];
        let run = fold(CONCURRENT, 1, &events);
        let report = first_of_its_kind(report_of(&experiment_of(&[&run]), &[&run]));
        let read = read_back(&report).expect("a report");
        assert_eq!(read.lanes[0].run.ending(), Some(ending));
    }
    let run = completed_run(CONCURRENT, &[5.0]);
    let report = first_of_its_kind(report_of(&experiment_of(&[&run]), &[&run]));
    let read = read_back(&report).expect("a report");
    assert_eq!(read.lanes[0].run.ending(), Some(Ending::Completed));
}

#[test]
fn a_limit_that_was_changed_at_an_unknown_time_counts_as_changed() {
    let run = completed_run(CONCURRENT, &[5.0]);
    let mut report = first_of_its_kind(report_of(&experiment_of(&[&run]), &[&run]));
    report["lanes"][0]["limitChanged"] = json!(true);
    let read = read_back(&report).expect("a report");
    assert!(read.lanes[0].run.limit_changed());
}

#[test]
fn fields_of_later_versions_are_ignored() {
    let run = eventful();
    let report = report_of(&experiment_of(&[&run]), &[&run]);
    let mut later = report.clone();
    later["colour"] = json!("blue");
    later["environment"]["battery"] = json!(0.5);
    later["lanes"][0]["mood"] = json!({"good": true});
    later["lanes"][0]["counts"]["forgotten"] = json!(3);
    later["lanes"][0]["requests"][0]["hops"] = json!([1, 2]);
    later["lanes"][0]["requests"][0]["attempts"][0]["hops"] = json!([1, 2]);
    assert_eq!(
        write_again(&read_back(&later).expect("a report of later")),
        report
    );
}

#[test]
fn a_browser_is_recognised_by_its_user_agent() {
    let named = |user_agent: &str| {
        let user_agent = user_agent.to_owned();
        Environment {
            user_agent,
            ..Environment::default()
        }
        .browser()
    };
    let chrome = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36";
    assert_eq!(named(chrome).as_deref(), Some("Chrome 141"));
    assert_eq!(
        named(&format!("{chrome} Edg/141.0.1.2")).as_deref(),
        Some("Edge 141")
    );
    let firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0";
    assert_eq!(named(firefox).as_deref(), Some("Firefox 143"));
    let safari = "Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15";
    assert_eq!(named(safari).as_deref(), Some("Safari 18"));
    assert_eq!(named("Test/1.0"), None);
    assert_eq!(named("Firefox/"), None);
}
