//! The figures of a lane's panel.

use playground_core::experiment::Experiment;
use playground_core::experiment::source::Source;
use playground_core::experiment::strategy::Strategy;
use playground_core::experiment::workload::{WorkKind, Workload};
use playground_core::lab::state::RunStats;
use playground_core::run::browser_times::{BrowserTimes, Protocol};
use playground_core::run::event::{Ending, RunEvent, RunEventKind, Step};
use playground_core::run::outcome::{NetworkCause, Outcome, OutcomeKind};
use playground_core::session::comparison::Comparison;
use playground_core::session::figures::{LaneFigures, LaneStage};
use playground_core::units::{AttemptNumber, LaneIndex, RequestIndex, Span, TimePoint};

use super::scenes::{
    CONCURRENT, SEQUENTIAL, STARTED, comparison, complete, experiment, experiment_of_urls, fold,
    page_ms, planned, succeed,
};
use crate::rows::assert_rows;
use playground_testing::samples::{finished, step};

#[track_caller]
fn figures(all: &Comparison, lane: usize, ms: f64) -> LaneFigures {
    LaneFigures::new(all, LaneIndex(lane), page_ms(ms)).expect("there is such a lane")
}

#[test]
fn stage_time_and_progress_follow_the_run() {
    let pending = comparison(4, &[CONCURRENT]);
    let mut running = comparison(4, &[CONCURRENT]);
    succeed(&mut running.lanes[0], &[30.0]);
    let ended = |ending| {
        let mut all = comparison(4, &[CONCURRENT]);
        succeed(&mut all.lanes[0], &[30.0; 4]);
        fold(&mut all.lanes[0], &[finished(40.0, ending)]);
        all
    };
    let mut rows = vec![
        ("pending".to_owned(), pending, LaneStage::Pending, None, 0.0),
        (
            "running".to_owned(),
            running,
            LaneStage::Running,
            Some(50.0),
            0.25,
        ),
    ];
    for ending in Ending::ALL {
        let stage = LaneStage::Ended(ending);
        rows.push((
            ending.name().to_owned(),
            ended(ending),
            stage,
            Some(30.0),
            1.0,
        ));
    }
    assert_rows(rows.into_iter().map(|(name, all, stage, time, progress)| {
        let lane = figures(&all, 0, 50.0);
        let actual = (lane.stage, lane.time.map(Span::ms), lane.progress);
        (name, actual, (stage, time, progress))
    }));
    assert!(LaneFigures::new(&comparison(1, &[]), LaneIndex(0), STARTED).is_none());
}

#[test]
fn all_lanes_have_figures_and_only_the_others_a_speedup() {
    let mut all = comparison(2, &[SEQUENTIAL, CONCURRENT]);
    complete(&mut all.lanes[0], &[100.0, 200.0]);
    complete(&mut all.lanes[1], &[100.0, 100.0]);
    let lanes = LaneFigures::all_lanes(&all, page_ms(0.0));
    let speedups = lanes.iter().map(|lane| lane.speedup);
    assert_eq!(speedups.collect::<Vec<_>>(), [None, Some(Ok(2.0))]);
    let titles = lanes.iter().map(|lane| lane.title.as_str());
    assert_eq!(
        titles.collect::<Vec<_>>(),
        ["Sequential", "Concurrent, limit 4"]
    );
}

#[test]
fn the_labs_own_counts_are_shown_and_its_counter_where_requests_update_it() {
    let stats = RunStats {
        max_in_flight: 3,
        refused: 2,
        counter: 17,
        ..RunStats::default()
    };
    let of_kind = |kind, at_source| {
        let experiment = experiment(4, &[CONCURRENT]);
        let workload = Workload {
            kind,
            ..experiment.workload
        };
        let mut all = planned(Experiment {
            workload,
            ..experiment
        });
        all.lanes[0].at_source = at_source;
        let lane = figures(&all, 0, 0.0);
        (lane.max_at_source, lane.refused_at_source, lane.counter)
    };
    let counted = |kind| of_kind(kind, Some(stats.clone()));
    let rows = [
        ("fetch", counted(WorkKind::Fetch), (Some(3), 2, None)),
        ("update", counted(WorkKind::Update), (Some(3), 2, Some(17))),
        (
            "no counts",
            of_kind(WorkKind::Update, None),
            (None, 0, None),
        ),
    ];
    assert_rows(rows.map(|(name, actual, expected)| (name.to_owned(), actual, expected)));
}

#[test]
fn the_source_is_named_where_it_responds() {
    let computing = Experiment {
        workload: Workload {
            kind: WorkKind::Compute,
            ..Workload::default()
        },
        ..experiment(4, &[CONCURRENT])
    };
    let server = Source::LabServer {
        origin: "http://127.0.0.1:8090".to_owned(),
    };
    let on_server = Experiment {
        source: server.clone(),
        ..experiment(4, &[Strategy::Blocking])
    };
    let lab = Source::BuiltInLab.answerer();
    let rows = [
        ("fetched", experiment(4, &[CONCURRENT]), lab),
        ("computed", computing, ""),
        (
            "computed in place of a fetch",
            experiment(4, &[Strategy::Blocking]),
            "",
        ),
        ("a page blocks on a server", on_server, server.answerer()),
    ];
    assert_rows(rows.map(|(name, experiment, expected)| {
        let lane = figures(&planned(experiment), 0, 0.0);
        (name.to_owned(), lane.answerer, expected)
    }));
}

#[test]
fn a_protocol_is_hidden_if_there_are_times_and_none_names_it() {
    let told_of = |protocols: &[Option<Protocol>], has_responses: bool| {
        let mut all = comparison(4, &[CONCURRENT]);
        if has_responses {
            complete(&mut all.lanes[0], &[100.0; 4]);
        } else {
            let lost = Step::Ended(Outcome::NetworkError(NetworkCause::Unreachable));
            for index in 0..4 {
                let life = [(0.0, Step::Queued), (0.0, Step::Dispatched), (100.0, lost)];
                fold(&mut all.lanes[0], &life.map(|(ms, it)| step(index, ms, it)));
            }
        }
        for (index, &protocol) in (0..).map(RequestIndex).zip(protocols) {
            let times = BrowserTimes {
                protocol,
                points: None,
            };
            let kind = RunEventKind::Timed(index, AttemptNumber::FIRST, times);
            let at = TimePoint::from_ms(200.0);
            fold(&mut all.lanes[0], &[RunEvent { at, kind }]);
        }
        let lane = figures(&all, 0, 0.0);
        (lane.is_protocol_hidden, lane.protocols)
    };
    let told = |protocols: &[Option<Protocol>]| told_of(protocols, true);
    let both = [Protocol::Http1, Protocol::Http2];
    let known = [None, Some(both[0]), Some(both[1]), Some(both[0])];
    let rows = [
        ("no times", told(&[]), (false, vec![])),
        ("hidden by all", told(&[None, None]), (true, vec![])),
        ("no response", told_of(&[None; 4], false), (false, vec![])),
        ("known of some", told(&known), (false, both.to_vec())),
    ];
    assert_rows(rows.map(|(name, actual, expected)| (name.to_owned(), actual, expected)));
}

#[test]
fn third_party_servers_are_spared() {
    let of_urls = |line| planned(experiment_of_urls(&[line], &[CONCURRENT]));
    let rows = [
        ("lab", comparison(1, &[CONCURRENT]), false),
        ("the page's own", of_urls("http://127.0.0.1:8080/a"), false),
        ("third-party", of_urls("https://third-party.test/"), true),
    ];
    assert_rows(rows.map(|(name, all, expected)| {
        (
            name.to_owned(),
            figures(&all, 0, 0.0).spares_hosts,
            expected,
        )
    }));
}

#[test]
fn outcomes_begin_with_successes_even_if_there_are_none() {
    let mut all = comparison(4, &[CONCURRENT]);
    for (index, outcome) in [
        (0, Outcome::TooLarge { limit_bytes: 1 }),
        (1, Outcome::HttpError { status: 404 }),
        (2, Outcome::HttpError { status: 500 }),
    ] {
        let life = [
            step(index, 0.0, Step::Queued),
            step(index, 0.0, Step::Dispatched),
            step(index, 9.0, Step::Ended(outcome)),
        ];
        fold(&mut all.lanes[0], &life);
    }
    assert_eq!(
        figures(&all, 0, 0.0).outcomes(),
        [
            (OutcomeKind::Succeeded, 0),
            (OutcomeKind::HttpError, 2),
            (OutcomeKind::TooLarge, 1),
        ]
    );
}
