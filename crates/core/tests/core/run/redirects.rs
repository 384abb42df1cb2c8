//! The browser's times of redirected requests, and the number of requests at their
//! servers at once.

use playground_core::experiment::strategy::Strategy;
use playground_core::run::Run;
use playground_core::run::at_servers::max_at_servers;
use playground_core::run::browser_times::{BrowserTimes, ExchangePoints, Protocol};
use playground_core::run::event::{RunEvent, RunEventKind, Step};
use playground_core::run::flight_phases::FlightPhases;
use playground_core::run::outcome::Outcome;
use playground_core::timeline::bar::{Phase, for_each_segment};
use playground_core::units::{AttemptNumber, RequestIndex, TimePoint};

use playground_testing::samples::{fold, step};

const fn ms(ms: f64) -> TimePoint {
    TimePoint::from_ms(ms)
}

/// On a reused connection.
const fn points(redirects_end: Option<TimePoint>, sent: f64, head: f64) -> ExchangePoints {
    let asked = match redirects_end {
        Some(end) => end,
        None => ms(0.0),
    };
    ExchangePoints {
        redirects_end,
        lookup_start: asked,
        lookup_end: asked,
        connect_start: asked,
        secure_start: None,
        connect_end: asked,
        request_start: ms(sent),
        response_start: ms(head),
    }
}

/// A request that is sent at 0 and answered at 100 ms, and its times.
fn answered(index: u32, times: Option<ExchangePoints>) -> Vec<RunEvent> {
    let times = BrowserTimes {
        protocol: Some(Protocol::Http1),
        points: times,
    };
    vec![
        step(index, 0.0, Step::Queued),
        step(index, 0.0, Step::Dispatched),
        step(index, 90.0, Step::Responded { status: 200 }),
        step(index, 100.0, Step::Ended(Outcome::Succeeded)),
        RunEvent {
            at: ms(101.0),
            kind: RunEventKind::Timed(RequestIndex(index), AttemptNumber::FIRST, times),
        },
    ]
}

fn run_of(all: &[Vec<RunEvent>]) -> Run {
    fold(Strategy::Sequential, all.len() as u32, &all.concat())
}

/// A run whose requests were at their servers from and to these times.
fn at_servers(times: &[(f64, f64)]) -> Run {
    let events = (0..).zip(times);
    let events =
        events.map(|(index, &(sent, head))| answered(index, Some(points(None, sent, head))));
    run_of(&events.collect::<Vec<_>>())
}

#[test]
fn redirects_are_a_phase() {
    let run = run_of(&[answered(0, Some(points(Some(ms(30.0)), 40.0, 80.0)))]);
    let phases = FlightPhases::from_attempt(&run.requests()[0].attempt).expect("all is known");
    let spans = phases.by_phase().map(|(_, span)| span.ms());
    // The time before the connection is waiting only at the last address.
    assert_eq!(spans, [30.0, 10.0, 0.0, 0.0, 0.0, 40.0, 20.0, 0.0, 0.0]);
    assert_eq!(phases.total().ms(), 100.0);
}

#[test]
fn each_redirect_is_drawn_as_waiting_for_a_response() {
    let run = run_of(&[answered(0, Some(points(Some(ms(30.0)), 40.0, 80.0)))]);
    let mut drawn = Vec::new();
    for_each_segment(&run.requests()[0], ms(999.0), |it| {
        drawn.push((it.phase, it.from.ms(), it.to.ms()));
    });
    assert_eq!(
        drawn,
        [
            (Phase::WaitingForPermit, 0.0, 0.0),
            (Phase::WaitingForResponse, 0.0, 30.0),
            (Phase::WaitingForConnection, 30.0, 40.0),
            (Phase::WaitingForResponse, 40.0, 80.0),
            (Phase::Receiving, 80.0, 100.0),
        ]
    );
}

#[test]
fn a_request_is_at_a_server_from_being_sent_to_its_first_byte() {
    let most = |times: &[(f64, f64)]| max_at_servers(&at_servers(times));
    assert_eq!(most(&[]), Some(0));
    assert_eq!(most(&[(10.0, 20.0)]), Some(1));
    // All in flight from 0 to 100 ms, and waiting for each other in the browser.
    assert_eq!(most(&[(10.0, 20.0), (20.0, 30.0), (30.0, 40.0)]), Some(1));
    assert_eq!(most(&[(10.0, 20.0), (19.0, 30.0), (30.0, 40.0)]), Some(2));
    assert_eq!(
        most(&[(30.0, 90.0), (10.0, 80.0), (20.0, 40.0), (80.0, 85.0)]),
        Some(3)
    );
}

#[test]
fn the_number_at_servers_is_unknown_if_some_times_are_missing() {
    let times = Some(points(None, 10.0, 20.0));
    let hidden = run_of(&[answered(0, times), answered(1, None)]);
    assert_eq!(max_at_servers(&hidden), None);
    let mut silent = answered(1, times);
    silent.truncate(4);
    assert_eq!(max_at_servers(&run_of(&[answered(0, times), silent])), None);
    // A request that was never answered has no times.
    let mut unanswered = answered(1, times);
    unanswered.truncate(2);
    assert_eq!(
        max_at_servers(&run_of(&[answered(0, times), unanswered])),
        Some(1)
    );
}
