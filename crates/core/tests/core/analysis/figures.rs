//! The figures of a lane: their values, and their texts.

use playground_core::analysis::figure::{Figure, FigureValue, LaneFacts, Statistics};
use playground_core::experiment::strategy::Strategy;
use playground_core::run::Run;
use playground_core::run::event::{Ending, RunEvent, Step};
use playground_core::run::outcome::{CancelledBy, Outcome};
use playground_core::units::Span;

use crate::rows::assert_rows;
use playground_testing::random_run::{STRATEGY, random_events};
use playground_testing::samples::{Dice, completed_run, finished, fold, step};

const CONCURRENT: Strategy = Strategy::Concurrent { limit: 10 };
const IDEAL: Span = Span::from_ms(600.0);
const FAILED: Step = Step::Ended(Outcome::HttpError { status: 500 });

fn facts(run: &Run) -> LaneFacts<'_> {
    LaneFacts {
        run,
        ideal: Some(IDEAL),
        speedup: Some(8.0),
        longest_freeze: Some(Span::from_ms(17.0)),
    }
}

/// The text of every figure, in order.
fn words(lane: &LaneFacts<'_>) -> Vec<String> {
    let statistics = Statistics::new(lane);
    let all = Figure::ALL.into_iter();
    all.map(|figure| statistics.label(figure)).collect()
}

fn value(run: &Run, figure: Figure) -> Option<FigureValue> {
    Statistics::new(&facts(run)).value(figure)
}

fn span(ms: f64) -> Option<FigureValue> {
    Some(FigureValue::Span(Span::from_ms(ms)))
}

/// One request was sent, another waits.
fn under_way() -> Vec<RunEvent> {
    vec![
        step(0, 0.0, Step::Queued),
        step(1, 0.0, Step::Queued),
        step(0, 1.0, Step::Dispatched),
    ]
}

fn stopped() -> Run {
    let mut events = under_way();
    events.extend([
        step(0, 5.0, Step::Cancelled(CancelledBy::User)),
        step(1, 5.0, Step::Cancelled(CancelledBy::User)),
        finished(5.0, Ending::Stopped),
    ]);
    fold(CONCURRENT, 2, &events)
}

#[test]
fn the_figures_of_a_run_match_those_computed_by_hand() {
    let run = completed_run(CONCURRENT, &[100.0, 200.0, 300.0, 1_200.0]);
    let expected = [
        "1.2 s",
        "600 ms",
        "8.0×",
        "50 %",
        "3.3 per second",
        "4",
        "200 ms",
        "1.2 s",
        "1.2 s",
        "1.2 s",
        "1.2 s",
        "17 ms",
    ];
    assert_eq!(words(&facts(&run)), expected);
    assert_eq!(value(&run, Figure::Makespan), span(1_200.0));
    assert_eq!(value(&run, Figure::Ideal), span(600.0));
    assert_eq!(value(&run, Figure::Speedup), Some(FigureValue::Ratio(8.0)));
    let efficiency = Some(FigureValue::Percent(50.0));
    assert_eq!(value(&run, Figure::Efficiency), efficiency);
    let throughput = Some(FigureValue::PerSecond(4.0 / 1.2));
    assert_eq!(value(&run, Figure::Throughput), throughput);
    assert_eq!(
        value(&run, Figure::MaxInFlight),
        Some(FigureValue::Count(4))
    );
    assert_eq!(value(&run, Figure::P50), span(200.0));
}

#[test]
fn each_percentile_is_its_own() {
    let durations: Vec<f64> = (1..=200).map(f64::from).collect();
    let run = completed_run(CONCURRENT, &durations);
    let percentiles = [Figure::P50, Figure::P90, Figure::P95, Figure::P99];
    let values = percentiles.map(|figure| value(&run, figure));
    assert_eq!(values, [100.0, 180.0, 190.0, 198.0].map(span));
    assert_eq!(value(&run, Figure::LongestDuration), span(200.0));
}

#[test]
fn one_request_is_its_own_median_and_longest() {
    let run = completed_run(Strategy::Sequential, &[250.0]);
    let ones = [
        Figure::Makespan,
        Figure::P50,
        Figure::P99,
        Figure::LongestDuration,
    ];
    for figure in ones {
        assert_eq!(value(&run, figure), span(250.0));
    }
    let throughput = Some(FigureValue::PerSecond(4.0));
    assert_eq!(value(&run, Figure::Throughput), throughput);
}

#[test]
fn a_run_that_failed_completely_has_durations_and_a_throughput_of_zero() {
    let mut events = under_way();
    events.extend([
        step(1, 1.0, Step::Dispatched),
        step(0, 21.0, FAILED),
        step(1, 41.0, FAILED),
        finished(41.0, Ending::Completed),
    ]);
    let run = fold(CONCURRENT, 2, &events);
    assert_eq!(value(&run, Figure::LongestDuration), span(40.0));
    assert_eq!(value(&run, Figure::Makespan), span(40.0));
    let throughput = Some(FigureValue::PerSecond(0.0));
    assert_eq!(value(&run, Figure::Throughput), throughput);
    // It ran to its end, so it can be compared with its ideal.
    assert_eq!(value(&run, Figure::Ideal), span(600.0));
}

#[test]
fn a_run_that_was_stopped_before_the_first_response_has_no_durations() {
    let run = stopped();
    for figure in [
        Figure::Efficiency,
        Figure::P50,
        Figure::P90,
        Figure::P95,
        Figure::P99,
        Figure::LongestDuration,
    ] {
        assert_eq!(value(&run, figure), None, "{figure:?}");
    }
    assert_eq!(value(&run, Figure::Makespan), span(4.0));
    let throughput = Some(FigureValue::PerSecond(0.0));
    assert_eq!(value(&run, Figure::Throughput), throughput);
    assert_eq!(
        value(&run, Figure::MaxInFlight),
        Some(FigureValue::Count(1))
    );
}

#[test]
fn all_figures_but_the_count_are_a_dash_if_nothing_happened() {
    let run = Run::new(CONCURRENT, 5);
    let nothing = LaneFacts {
        run: &run,
        ideal: None,
        speedup: None,
        longest_freeze: None,
    };
    let mut expected = ["–"; 12];
    expected[5] = "0";
    assert_eq!(words(&nothing), expected);
    let never_sent = [
        step(0, 0.0, Step::Cancelled(CancelledBy::NoWorkers)),
        finished(0.0, Ending::NoWorkers),
    ];
    let run = fold(Strategy::Threads { workers: 4 }, 1, &never_sent);
    assert_eq!(
        words(&LaneFacts {
            run: &run,
            ..nothing
        }),
        expected
    );
}

#[test]
fn the_ideal_is_predicted_and_the_efficiency_known_when_the_run_has_completed() {
    let ideal_and_efficiency = |run: &Run| {
        let has = |figure| value(run, figure).is_some();
        (has(Figure::Ideal), has(Figure::Efficiency))
    };
    let completed = completed_run(CONCURRENT, &[30.0]);
    assert_rows(
        [
            ("pending", Run::new(CONCURRENT, 2), (true, false)),
            ("running", fold(CONCURRENT, 2, &under_way()), (true, false)),
            ("completed", completed, (true, true)),
        ]
        .map(|(name, run, expected)| (name.to_owned(), ideal_and_efficiency(&run), expected)),
    );
}

#[test]
fn without_an_ideal_there_is_no_efficiency() {
    let run = completed_run(CONCURRENT, &[30.0]);
    let statistics = Statistics::new(&LaneFacts {
        ideal: None,
        ..facts(&run)
    });
    assert_eq!(statistics.value(Figure::Efficiency), None);
    assert_eq!(statistics.value(Figure::Ideal), None);
}

#[test]
fn a_makespan_of_zero_is_no_divisor() {
    let run = completed_run(CONCURRENT, &[0.0, 0.0]);
    assert_eq!(value(&run, Figure::Makespan), span(0.0));
    assert_eq!(value(&run, Figure::P50), span(0.0));
    assert_eq!(value(&run, Figure::LongestDuration), span(0.0));
    assert_eq!(value(&run, Figure::Throughput), None);
    assert_eq!(value(&run, Figure::Efficiency), None);
}

#[test]
fn the_figures_of_any_run_agree_with_each_other() {
    let mut dice = Dice::new(441);
    for _ in 0..300 {
        let requests = dice.whole(1, 40);
        let events = random_events(&mut dice, requests, 3);
        let applied = dice.whole(0, events.len() as u32) as usize;
        let run = fold(STRATEGY, requests, &events[..applied]);
        let ms = |figure| match value(&run, figure) {
            Some(FigureValue::Span(span)) => Some(span.ms()),
            _ => None,
        };
        let percentiles = [
            Figure::P50,
            Figure::P90,
            Figure::P95,
            Figure::P99,
            Figure::LongestDuration,
            Figure::Makespan,
        ]
        .map(ms);
        if let [Some(_), ..] = percentiles {
            assert!(percentiles.is_sorted(), "{percentiles:?}");
        }
        for words in words(&facts(&run)) {
            assert!(!words.is_empty());
            assert!(!words.contains("NaN") && !words.contains("inf"));
        }
    }
}

#[test]
fn values_are_written_as_the_page_writes_them() {
    let written = [
        (FigureValue::Span(Span::from_ms(85.4)), "85 ms"),
        (FigureValue::Span(Span::from_ms(200_000.0)), "3 min 20 s"),
        (FigureValue::Ratio(9.14), "9.1×"),
        (FigureValue::Ratio(1.0), "1.0×"),
        (FigureValue::Ratio(0.053), "0.05×"),
        (FigureValue::Ratio(0.949), "0.95×"),
        (FigureValue::Ratio(0.951), "1.0×"),
        (FigureValue::Percent(93.6), "94 %"),
        (FigureValue::Percent(0.0), "0 %"),
        (FigureValue::PerSecond(0.0), "0 per second"),
        (FigureValue::PerSecond(0.125), "0.13 per second"),
        (FigureValue::PerSecond(93.46), "93.5 per second"),
        (FigureValue::PerSecond(999.94), "999.9 per second"),
        (FigureValue::PerSecond(999.96), "1,000 per second"),
        (FigureValue::PerSecond(12_345.6), "12,346 per second"),
        (FigureValue::Count(1_000), "1,000"),
    ];
    for (value, words) in written {
        assert_eq!(value.label(), words);
    }
}

#[test]
fn every_figure_has_one_sentence_of_meaning_and_a_formula() {
    let titles = Figure::ALL.map(Figure::title);
    for (place, figure) in Figure::ALL.into_iter().enumerate() {
        let meaning = figure.meaning();
        assert!(meaning.ends_with('.') && meaning.len() < 140, "{meaning}");
        assert!(!meaning.trim_end_matches('.').contains(". "), "{meaning}");
        assert!(!titles[..place].contains(&figure.title()));
        assert!(!figure.formula().is_empty() && !figure.formula().ends_with('.'));
    }
    for (figure, percent) in [
        (Figure::P50, 50),
        (Figure::P90, 90),
        (Figure::P95, 95),
        (Figure::P99, 99),
    ] {
        let rank = format!("nearest rank: number ⌈{percent}/100 · n⌉ of the n durations");
        assert!(figure.formula().starts_with(&rank), "{}", figure.formula());
    }
}
