//! The debug log: which lines, in which order.

use playground_core::run::Run;
use playground_core::run::heartbeat::{Freeze, Heartbeat};
use playground_core::session::debug_log::checkpoint::CheckpointKind;
use playground_core::session::debug_log::entry::{
    LogEntry, LogFilter, LogKinds, log_of, warns_by_frames,
};
use playground_core::units::{RequestIndex, TimePoint};

use playground_testing::random_run::{STRATEGY, random_events};
use playground_testing::reports::eventful;
use playground_testing::samples::{Dice, RETRIED, fold};

fn freeze(from: f64, to: f64) -> Freeze {
    Freeze {
        from: TimePoint::from_ms(from),
        to: TimePoint::from_ms(to),
    }
}

/// A task from 40 to 352 ms, and a freeze around it.
fn kept() -> Heartbeat {
    let mut heartbeat = Heartbeat::default();
    heartbeat.beat(TimePoint::from_ms(38.0));
    heartbeat.beat(TimePoint::from_ms(360.0));
    heartbeat.take_long_tasks([freeze(40.0, 352.0)]);
    heartbeat
}

fn lines(run: &Run, heartbeat: &Heartbeat, filter: &LogFilter) -> Vec<String> {
    let log = log_of(run, heartbeat, filter);
    let line = |entry: &LogEntry| {
        let request = entry.request();
        let request = request.map_or_else(String::new, |index| format!("{index}: "));
        format!("{} {request}{}", entry.at().ms(), entry.label(run))
    };
    log.iter().map(line).collect()
}

fn shown(shown: LogKinds) -> LogFilter {
    LogFilter {
        kinds: shown,
        ..LogFilter::default()
    }
}

fn typed(text: &str) -> LogFilter {
    LogFilter {
        text: text.to_owned(),
        ..LogFilter::default()
    }
}

#[test]
fn all_is_in_the_order_of_time_and_warnings_are_among_it() {
    let run = fold(STRATEGY, 1, &RETRIED);
    let told = lines(&run, &kept(), &LogFilter::default());
    assert_eq!(
        told[2..5],
        [
            "40 Warning: one task kept the page's thread busy for 312 ms",
            "40 0: answered 503",
            "45 0: HTTP error 503; attempt 2 follows after 60 ms",
        ]
    );
    assert_eq!(told.len(), 9);
}

#[test]
fn frames_are_logged_where_the_browser_reports_no_tasks() {
    let run = fold(STRATEGY, 1, &RETRIED);
    let mut unreported = Heartbeat::default();
    unreported.beat(TimePoint::from_ms(38.0));
    unreported.beat(TimePoint::from_ms(360.0));
    let warnings = shown(LogKinds::Warnings);
    assert!(warns_by_frames(&unreported));
    assert_eq!(
        lines(&run, &unreported, &warnings),
        ["38 Warning: the page had no frame for 322 ms"]
    );
    assert!(!warns_by_frames(&kept()));
    // One that tells, and there were none.
    unreported.take_long_tasks([]);
    assert!(!warns_by_frames(&unreported));
    assert_eq!(lines(&run, &unreported, &warnings), [""; 0]);
    // A report that has the number only.
    let at = TimePoint::from_ms(360.0);
    let counted = Heartbeat::recorded(vec![freeze(38.0, 360.0)], None, Some(1), vec![], at);
    assert_eq!(lines(&run, &counted, &warnings).len(), 1);
}

#[test]
fn a_kind_is_shown_alone() {
    let run = eventful();
    let ended = lines(&run, &kept(), &shown(LogKinds::Only(CheckpointKind::Ended)));
    assert_eq!(
        ended,
        [
            "22 1: HTTP error 404",
            "86.123456 0: Succeeded: 2,048 bytes",
            "90 2: Cancelled",
            "90 3: Cancelled",
            "90 4: Cancelled",
        ]
    );
    let failed = lines(&run, &kept(), &shown(LogKinds::Failures));
    let requests: Vec<_> = failed
        .iter()
        .map(|line| line.split(' ').nth(1).unwrap())
        .collect();
    assert_eq!(requests, ["0:", "1:", "3:"]);
    assert_eq!(lines(&run, &kept(), &shown(LogKinds::Warnings)).len(), 1);
}

#[test]
fn a_number_is_a_request_or_a_status_and_words_are_what_is_said() {
    let run = eventful();
    assert_eq!(
        lines(&run, &kept(), &typed("404")),
        ["20 1: answered 404", "22 1: HTTP error 404"]
    );
    let fourth = lines(&run, &kept(), &typed(" 4 "));
    assert_eq!(fourth, ["0 4: queued for a permit", "90 4: Cancelled"]);
    let words = lines(&run, &kept(), &typed("FOLLOWS after 60 ms"));
    assert_eq!(
        words,
        ["10.0004 0: Network error: unreachable; attempt 2 follows after 60 ms"]
    );
    assert_eq!(lines(&run, &kept(), &typed("thread")).len(), 1);
    assert_eq!(lines(&run, &kept(), &typed("nobody says this")), [""; 0]);
}

#[test]
fn one_request_alone_has_no_warnings_beside_it() {
    let run = eventful();
    let only = LogFilter {
        request: Some(RequestIndex(2)),
        ..LogFilter::default()
    };
    assert_eq!(
        lines(&run, &kept(), &only),
        [
            "0 2: queued for a permit",
            "1 2: dispatched: it had its permit after 1 ms",
            "90 2: Cancelled",
        ]
    );
}

#[test]
fn the_log_of_any_run_is_sorted_and_every_filter_takes_a_part_of_it() {
    for seed in 0..40 {
        let mut dice = Dice::new(seed);
        let requests = dice.whole(1, 30);
        let events = random_events(&mut dice, requests, 3);
        let run = fold(STRATEGY, requests, &events);
        let all = log_of(&run, &kept(), &LogFilter::default());
        assert!(all.is_sorted_by(|one, next| one.at() <= next.at()));
        let ended = all.iter().filter(|entry| match entry {
            LogEntry::Checkpoint(it) => it.kind == CheckpointKind::Ended,
            _ => false,
        });
        assert_eq!(ended.count(), requests as usize);

        let part = |filter: &LogFilter| {
            let part = log_of(&run, &kept(), filter);
            let mut rest = all.iter();
            for entry in &part {
                assert!(
                    rest.any(|other| other == entry),
                    "{entry:?} is out of order"
                );
            }
            part.len()
        };
        let kinds = CheckpointKind::ALL.map(|kind| part(&shown(LogKinds::Only(kind))));
        let warnings = part(&shown(LogKinds::Warnings));
        assert_eq!(kinds.iter().sum::<usize>() + warnings, all.len());
        let of_each = (0..requests).map(|index| {
            part(&LogFilter {
                request: Some(RequestIndex(index)),
                ..LogFilter::default()
            })
        });
        assert_eq!(of_each.sum::<usize>() + warnings, all.len());
        part(&typed("dispatched"));
    }
}
