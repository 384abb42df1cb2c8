//! The report of a comparison, and the comparison restored from it.

use playground_core::documents::report::Environment;
use playground_core::experiment::Experiment;
use playground_core::experiment::strategy::Waiting;
use playground_core::lab::address::{LabCall, LabKey};
use playground_core::lab::state::RunStats;
use playground_core::run::browser_times::{BrowserTimes, ExchangePoints};
use playground_core::run::event::{Ending, RunEvent, RunEventKind};
use playground_core::run::unreachable::LoopbackPermission;
use playground_core::session::comparison::{AxisMode, Comparison};
use playground_core::session::request_urls::RequestUrls;
use playground_core::units::{AttemptNumber, LaneIndex, RequestIndex, RunId, Span, TimePoint};

use super::scenes::{
    CONCURRENT, SEQUENTIAL, comparison, complete, complete_one_by_one, experiment,
    experiment_of_urls, fold, page_ms, planned, succeed,
};
use playground_testing::random_run::limit_changed;
use playground_testing::recorded::read_back;
use playground_testing::samples::{Dice, finished};

pub fn made_with(browser: &str) -> Environment {
    Environment {
        user_agent: format!("{browser}/1.0"),
        hardware_concurrency: 8,
        cross_origin_isolated: true,
        app_version: "0.1.0".to_owned(),
    }
}

pub fn in_lab() -> Option<RequestUrls> {
    Some(RequestUrls::Lab {
        folder: "http://127.0.0.1:8080/lab/".into(),
        is_on_network: false,
    })
}

#[track_caller]
pub fn restored(all: &Comparison) -> Comparison {
    let report = all.report(&made_with("First"));
    Comparison::from_report(&read_back(&report).expect("it is a report"))
}

/// Two lanes that have ended, with everything that a report says of them.
pub fn scene() -> Comparison {
    let mut all = comparison(4, &[SEQUENTIAL, CONCURRENT]);
    complete_one_by_one(&mut all.lanes[0], &[100.0; 4]);
    succeed(&mut all.lanes[1], &[100.0; 4]);
    let ends = [limit_changed(100.0, 9), finished(100.0, Ending::Completed)];
    fold(&mut all.lanes[1], &ends);
    for lane in &mut all.lanes {
        lane.urls = in_lab();
        lane.beat(page_ms(0.0));
        lane.beat(page_ms(70.0));
        lane.heartbeat.take_long_tasks([]);
    }
    let second = &mut all.lanes[1];
    second.was_hidden = Some(true);
    second.startup = Some(Span::from_ms(12.0));
    second.waiting = Some(Waiting::SyncXhr);
    second.loopback_permission = Some(LoopbackPermission::Denied);
    second.at_source = Some(RunStats {
        max_in_flight: 3,
        refused: 2,
        ..RunStats::default()
    });
    all
}

#[test]
fn a_restored_comparison_has_the_same_report_wherever_it_is_written() {
    let all = scene();
    let report = all.report(&made_with("First"));
    assert_eq!(report["environment"]["userAgent"], "First/1.0");
    let again = restored(&all);
    assert_eq!(again.report(&made_with("Second")), report);
}

#[test]
fn the_restored_comparison_of_any_run_has_the_same_report() {
    for seed in 0..40 {
        let mut dice = Dice::new(seed);
        let (experiment, run) = dice.driven(20);
        let mut all = planned(experiment);
        all.lanes[0].run = run;
        all.lanes[0].urls = in_lab();
        let report = all.report(&made_with("First"));
        let again = restored(&all).report(&made_with("Second"));
        assert_eq!(again, report, "seed {seed}");
    }
}

#[test]
fn a_restored_lane_knows_what_was_recorded_of_it() {
    let all = restored(&scene());
    let [first, second] = &all.lanes[..] else {
        panic!("two lanes");
    };
    assert_eq!(first.run.ending(), Some(Ending::Completed));
    assert!(!first.is_running() && first.started.is_some());
    assert_eq!((first.limit, second.limit), (1, 9));
    assert_eq!(first.at_source, None);
    let stats = second.at_source.as_ref().expect("it was counted");
    assert_eq!((stats.max_in_flight, stats.refused), (3, 2));
    assert_eq!(second.startup, Some(Span::from_ms(12.0)));
    assert_eq!(second.waiting, Some(Waiting::SyncXhr));
    let denied = Some(LoopbackPermission::Denied);
    assert_eq!(second.loopback_permission, denied);
    assert_eq!((first.was_hidden, second.was_hidden), (None, Some(true)));
    assert_eq!(second.heartbeat.longest(), Some(Span::from_ms(70.0)));
    let end = all.axis_end(LaneIndex(1), AxisMode::Own);
    assert_eq!(end.ms(), 102.0, "the axis ends with the run");
    assert_eq!(all.speedup(LaneIndex(1)), Some(Ok(4.0)));
}

#[test]
fn a_recorded_ideal_counts_and_not_what_is_planned_today() {
    let mut all = scene();
    all.lanes[0].plan.ideal = Some(Span::from_ms(7.5));
    assert_eq!(restored(&all).lanes[0].plan.ideal, Some(Span::from_ms(7.5)));
}

#[test]
fn recorded_urls_are_those_of_the_lanes_first_attempts() {
    let all = scene();
    let again = restored(&all);
    for lane in [LaneIndex(0), LaneIndex(1)] {
        for request in (0..4).map(RequestIndex) {
            let url = all.url_of(lane, request);
            assert!(url.starts_with("http://127.0.0.1:8080/lab/work?"), "{url}");
            assert_eq!(again.url_of(lane, request), url);
        }
    }
    assert_eq!(again.url_of(LaneIndex(0), RequestIndex(4)), "");
    assert_eq!(again.url_of(LaneIndex(2), RequestIndex(0)), "");
}

#[test]
fn a_recorded_lab_has_a_url_for_each_attempt() {
    let again = restored(&scene());
    let urls = again.lanes[0].urls.as_ref().expect("it has URLs");
    let url = |attempt| {
        let key = LabKey {
            run: RunId(0),
            request: RequestIndex(2),
            attempt: AttemptNumber(attempt),
        };
        urls.url(key, &again.plan)
    };
    let second = url(2);
    let call = second.strip_prefix("http://127.0.0.1:8080/lab/");
    let Ok(LabCall::Work(request)) = LabCall::parse(call.expect("the same lab")) else {
        panic!("no work: {second}");
    };
    assert_eq!(request.key.attempt, AttemptNumber(2));
    assert_eq!(request.key.request, RequestIndex(2));
    assert_eq!(request.key.run, run_in(&url(1)));
    assert_ne!(url(1), second);
}

fn run_in(url: &str) -> RunId {
    let call = url
        .strip_prefix("http://127.0.0.1:8080/lab/")
        .unwrap_or_default();
    match LabCall::parse(call) {
        Ok(LabCall::Work(request)) => request.key.run,
        _ => panic!("no work: {url}"),
    }
}

#[test]
fn the_peak_at_the_server_is_known_of_one_server_alone() {
    let of_urls = |lines: &[&str]| {
        let mut all = planned(experiment_of_urls(lines, &[CONCURRENT]));
        let hrefs = lines.iter().map(|line| (*line).to_owned()).collect();
        all.lanes[0].urls = Some(RequestUrls::List(std::rc::Rc::new(hrefs)));
        complete(&mut all.lanes[0], &vec![100.0; lines.len()]);
        time_all(&mut all);
        restored(&all).lanes[0].at_server
    };
    assert_eq!(of_urls(&["https://a.test/1", "https://a.test/2"]), Some(2));
    assert_eq!(of_urls(&["https://a.test/1", "https://b.test/2"]), None);
    let unknown = experiment(4, &[CONCURRENT]);
    assert_eq!(restored(&complete_in_lab(unknown)).lanes[0].at_server, None);
}

fn complete_in_lab(experiment: Experiment) -> Comparison {
    let mut all = planned(experiment);
    complete(&mut all.lanes[0], &[100.0; 4]);
    all.lanes[0].urls = in_lab();
    all
}

/// The browser tells that each request was at its server from 10 to 90 ms.
fn time_all(all: &mut Comparison) {
    let at = |ms| TimePoint::from_ms(ms);
    let points = ExchangePoints {
        redirects_end: None,
        lookup_start: at(1.0),
        lookup_end: at(1.0),
        connect_start: at(1.0),
        secure_start: None,
        connect_end: at(1.0),
        request_start: at(10.0),
        response_start: at(90.0),
    };
    let times = BrowserTimes {
        protocol: None,
        points: Some(points),
    };
    let requests = all.lanes[0].run.requests().len() as u32;
    for index in (0..requests).map(RequestIndex) {
        let kind = RunEventKind::Timed(index, AttemptNumber::FIRST, times);
        fold(&mut all.lanes[0], &[RunEvent { at: at(95.0), kind }]);
    }
}
