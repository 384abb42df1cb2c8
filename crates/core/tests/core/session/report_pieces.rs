//! The text of a report in pieces, and its length before anything has run.

use playground_core::documents::report::{Environment, ReportPieces};
use playground_core::experiment::Experiment;
use playground_core::experiment::source::{HTTP1_ORIGIN, Source};
use playground_core::experiment::workload::{WorkKind, Workload};
use playground_core::run::browser_times::{BrowserTimes, ExchangePoints, Protocol};
use playground_core::run::event::{RunEvent, RunEventKind};
use playground_core::session::comparison::Comparison;
use playground_core::session::report_size::ReportTooLong;
use playground_core::units::{AttemptNumber, RequestIndex, RunId, TimePoint};

use super::report::{in_lab, made_with, scene};
use super::scenes::{CONCURRENT, SEQUENTIAL, complete, experiment, experiment_of_urls, planned};
use crate::rows::assert_rows;
use playground_testing::samples::Dice;

/// A run of an experiment by the engine, as a comparison.
fn driven(seed: u64) -> Comparison {
    let (experiment, run) = Dice::new(seed).driven(30);
    let mut all = Comparison::new(experiment, || RunId(7));
    all.lanes[0].run = run;
    all.lanes[0].urls = in_lab();
    all
}

/// The pieces, and what share was written after each.
fn pieces(all: &Comparison, here: &Environment) -> Vec<(String, f64)> {
    let mut pieces = ReportPieces::default();
    std::iter::from_fn(|| all.next_piece(&mut pieces, here)).collect()
}

#[test]
fn joined_the_pieces_are_the_document() {
    let here = made_with("First");
    let many = planned(experiment(3_000, &[SEQUENTIAL, CONCURRENT]));
    let mut scenes = vec![("two lanes".to_owned(), scene()), ("many".to_owned(), many)];
    scenes.extend((0..40).map(|seed| (format!("seed {seed}"), driven(seed))));
    assert_rows(scenes.into_iter().map(|(name, all)| {
        let text: String = pieces(&all, &here)
            .into_iter()
            .map(|(text, _)| text)
            .collect();
        (name, text, all.report(&here).to_string())
    }));
}

#[test]
fn a_piece_has_about_a_megabyte_and_the_share_goes_from_0_to_1() {
    let mut all = planned(experiment(4_000, &[SEQUENTIAL, CONCURRENT]));
    for lane in &mut all.lanes {
        lane.urls = in_lab();
        complete(lane, &[10.0; 4_000]);
    }
    let pieces = pieces(&all, &made_with("First"));
    assert!(pieces.len() > 4, "{} pieces", pieces.len());
    let (last, before) = pieces.split_last().expect("several");
    for (text, _) in before {
        assert!(
            (1_000_000..1_010_000).contains(&text.len()),
            "{}",
            text.len()
        );
    }
    let shares: Vec<f64> = before.iter().map(|(_, share)| *share).collect();
    assert!(shares.is_sorted_by(|one, next| one < next), "{shares:?}");
    assert!(
        shares.iter().all(|share| (0.0..1.0).contains(share)),
        "{shares:?}"
    );
    assert_eq!(last.1, 1.0);
}

#[test]
fn the_length_is_known_before_the_run_to_a_tenth() {
    const REQUESTS: u32 = 2_000;
    let times = BrowserTimes {
        protocol: Some(Protocol::Http1),
        points: Some(ExchangePoints {
            redirects_end: None,
            lookup_start: TimePoint::from_ms(1.125),
            lookup_end: TimePoint::from_ms(1.125),
            connect_start: TimePoint::from_ms(1.125),
            secure_start: None,
            connect_end: TimePoint::from_ms(1.125),
            request_start: TimePoint::from_ms(2.5),
            response_start: TimePoint::from_ms(99.125),
        }),
    };
    let ratio = |source: Source, times: Option<BrowserTimes>| {
        let of = |requests, lanes| Experiment {
            source: source.clone(),
            ..experiment(requests, lanes)
        };
        let mut all = planned(of(REQUESTS, &[CONCURRENT]));
        let lane = &mut all.lanes[0];
        lane.urls = in_lab();
        complete(lane, &[104.375; REQUESTS as usize]);
        for (index, times) in (0..REQUESTS).filter_map(|index| Some((index, times?))) {
            let kind = RunEventKind::Timed(RequestIndex(index), AttemptNumber::FIRST, times);
            let at = TimePoint::START;
            lane.run.apply(RunEvent { at, kind }).expect("it was sent");
        }
        let written = all.report(&made_with("First")).to_string().len() as f64;
        // Of fewer requests it is not too long, so that nothing is said of it.
        let long = ReportTooLong::of(&of(100_000, &[CONCURRENT; 8])).expect("eight lanes");
        written / (long.bytes as f64 * f64::from(REQUESTS) / (100_000.0 * 8.0))
    };
    let server = Source::LabServer {
        origin: HTTP1_ORIGIN.to_owned(),
    };
    let ratios = [ratio(Source::BuiltInLab, None), ratio(server, Some(times))];
    assert!(
        ratios.iter().all(|ratio| (0.9..1.1).contains(ratio)),
        "{ratios:?}"
    );
}

#[test]
fn a_report_is_too_long_from_200_mb_on() {
    let lanes = |count| vec![CONCURRENT; count];
    let long = format!("http://127.0.0.1/{}?{{i}}", "x".repeat(7_000));
    let of_urls = |requests, count| {
        let mut experiment = experiment_of_urls(&[&long], &lanes(count));
        experiment.workload.requests = requests;
        experiment
    };
    let short = |requests, count| experiment(requests, &lanes(count));
    let computed = Experiment {
        workload: Workload {
            kind: WorkKind::Compute,
            ..short(100_000, 2).workload
        },
        ..short(100_000, 2)
    };
    let rows = [
        ("one lane of the most requests", short(100_000, 1), false),
        ("two lanes", short(100_000, 2), false),
        ("three lanes", short(100_000, 3), false),
        ("four lanes", short(100_000, 4), true),
        ("eight lanes of fewer", short(20_000, 8), false),
        ("two lanes of computations", computed, false),
        ("long addresses", of_urls(10_000, 2), false),
        ("more of them", of_urls(20_000, 2), true),
    ];
    assert_rows(rows.map(|(name, experiment, expected)| {
        (name, ReportTooLong::of(&experiment).is_some(), expected)
    }));
    let told = ReportTooLong::of(&of_urls(100_000, 2)).map(|it| it.to_string());
    let expected = "The report has about 1,555 MB, and this page saves and opens reports of at \
         most 200 MB. For a report, run fewer requests or fewer lanes.";
    assert_eq!(told.as_deref(), Some(expected));
}
