//! Durations in bins: round edges, the same for every lane, and no request lost.

use playground_core::analysis::histogram::{Bins, MAX_BINS};
use playground_core::analysis::statistics::durations;
use playground_core::experiment::strategy::Strategy;
use playground_core::run::event::{Ending, Step};
use playground_core::run::outcome::{CancelledBy, Outcome};
use playground_core::units::Span;

use playground_testing::samples::{Dice, completed_run, finished, fold, step};

const CONCURRENT: Strategy = Strategy::Concurrent { limit: 10 };
const HOUR: f64 = 3_600_000.0;

fn spans(ms: &[f64]) -> impl Iterator<Item = Span> {
    ms.iter().copied().map(Span::from_ms)
}

fn edges(ms: &[f64]) -> Vec<f64> {
    let bins = Bins::covering(spans(ms));
    bins.edges().iter().map(|edge| edge.ms()).collect()
}

fn count(bins_of: &[f64], ms: &[f64]) -> Vec<u32> {
    Bins::covering(spans(bins_of)).count(spans(ms))
}

/// Every step-th number from the first to the last.
fn every(step: u32, first: u32, last: u32) -> Vec<f64> {
    (first..=last)
        .step_by(step as usize)
        .map(f64::from)
        .collect()
}

#[test]
fn similar_durations_are_in_bins_of_one_round_width() {
    assert_eq!(edges(&[61.3, 88.0, 139.2]), every(5, 60, 140));
    assert_eq!(edges(&[100.0, 1_990.0]), every(100, 100, 2_000));
    assert_eq!(edges(&[100.2, 100.9]), [100.0, 101.0]);
    assert_eq!(edges(&[100.0, 100.0]), [100.0, 101.0]);
    // A maximum on an edge needs no further bin.
    assert_eq!(edges(&[100.0, 110.0]), every(1, 100, 110));
}

#[test]
fn durations_of_a_few_ms_are_in_bins_of_one_ms() {
    assert_eq!(edges(&[0.0, 24.0]), every(1, 0, 24));
    assert_eq!(edges(&[0.3, 7.4]), every(1, 0, 8));
    assert_eq!(edges(&[0.0]), [0.0, 1.0]);
    assert_eq!(edges(&[0.2, 0.9]), [0.0, 1.0]);
}

#[test]
fn very_different_durations_are_in_bins_of_growing_width() {
    let round = [20.0, 50.0, 100.0, 200.0, 500.0, 1_000.0, 2_000.0, 5_000.0];
    assert_eq!(edges(&[41.0, 90.0, 5_000.0]), round);
    let from_nothing = [0.0, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0];
    assert_eq!(edges(&[0.0, 30.0]), from_nothing);
    let wide = edges(&[0.0, HOUR]);
    assert_eq!((wide.len(), wide[0], wide[21]), (22, 0.0, 5_000_000.0));
}

#[test]
fn there_is_one_empty_bin_without_any_duration() {
    assert_eq!(edges(&[]), [0.0, 1.0]);
    assert_eq!(count(&[], &[]), [0]);
}

#[test]
fn an_edge_belongs_to_the_bin_above_it_and_the_last_to_the_last_bin() {
    // Bins of 1 ms from 2 to 5.
    let bins = [2.0, 5.0];
    assert_eq!(count(&bins, &[2.0, 2.999, 3.0, 4.0, 4.5, 5.0]), [2, 1, 3]);
    // A duration outside is counted in the nearest bin.
    assert_eq!(count(&bins, &[0.0, -1.0, 9.0, f64::INFINITY]), [2, 0, 2]);
}

#[test]
fn invalid_durations_are_tolerated() {
    let odd = [f64::NAN, -3.0, f64::INFINITY, f64::NEG_INFINITY, 4.0];
    assert_eq!(edges(&odd), every(1, 0, 4));
    assert_eq!(count(&odd, &odd).iter().sum::<u32>(), 5);
    assert_eq!(edges(&[-5.0, -1.0]), [0.0, 1.0]);
    for huge in [1e12, 1e30, f64::MAX] {
        for least in [0.0, 1.0, huge / 2.0, huge] {
            let edges = edges(&[least, huge]);
            assert!((2..=MAX_BINS + 1).contains(&edges.len()), "{edges:?}");
        }
    }
}

fn is_round(ms: f64) -> bool {
    let mut left = ms;
    while left >= 10.0 && left % 10.0 == 0.0 {
        left /= 10.0;
    }
    [1.0, 2.0, 5.0].contains(&left)
}

/// Durations of some lane: short or long, close together or far apart.
fn random_durations(dice: &mut Dice) -> Vec<f64> {
    let exponent = dice.whole(0, 7);
    let most = (10_u32.pow(exponent) * 4).min(HOUR as u32);
    let least = match dice.whole(0, 2) {
        0 => 0,
        1 => most / 8,
        _ => most / 100,
    };
    let one = |dice: &mut Dice| match dice.whole(0, 5) {
        0 => f64::from(least),
        1 => f64::from(most),
        2 => f64::from(dice.whole(least, most)) / 2.0 + f64::from(least) / 2.0,
        _ => f64::from(dice.whole(least, most)),
    };
    (0..dice.whole(0, 200)).map(|_| one(dice)).collect()
}

#[test]
fn edges_are_round_and_rise_and_are_not_too_many() {
    let mut dice = Dice::new(421);
    let mut seen = [0; 2];
    for _ in 0..2_000 {
        let ms = random_durations(&mut dice);
        let edges = edges(&ms);
        assert!((2..=MAX_BINS + 1).contains(&edges.len()), "{edges:?}");
        assert!(edges.is_sorted_by(|one, next| one < next), "{edges:?}");
        let (least, most) = ms.iter().fold((f64::MAX, 0.0_f64), |(least, most), &ms| {
            (least.min(ms), most.max(ms))
        });
        if ms.is_empty() {
            continue;
        }
        // There is no empty bin at either end, except after a single edge.
        let last = edges.len() - 1;
        assert!(
            edges[0] <= least && least < edges[1],
            "{least} in {edges:?}"
        );
        assert!(most <= edges[last], "{most} in {edges:?}");
        assert!(most > edges[last - 1] || last == 1, "{most} in {edges:?}");
        let width = edges[1] - edges[0];
        let is_linear = edges.windows(2).all(|pair| pair[1] - pair[0] == width);
        let is_expected = most <= 24.0 || most <= 20.0 * least;
        seen[usize::from(is_expected)] += 1;
        if is_expected {
            assert!(is_linear && is_round(width), "{edges:?}");
            assert!(edges.iter().all(|edge| edge % width == 0.0), "{edges:?}");
        } else {
            let positive = edges.iter().copied().filter(|edge| *edge > 0.0);
            assert!(positive.into_iter().all(is_round), "{edges:?}");
        }
    }
    assert!(seen.iter().all(|seen| *seen > 200), "both kinds: {seen:?}");
}

#[test]
fn every_duration_is_in_exactly_one_bin() {
    let mut dice = Dice::new(422);
    for _ in 0..500 {
        let ms = random_durations(&mut dice);
        let bins = Bins::covering(spans(&ms));
        let edges: Vec<_> = bins.edges().iter().map(|edge| edge.ms()).collect();
        let last = edges.len() - 2;
        for &duration in &ms {
            let holding: Vec<_> = (0..=last)
                .filter(|&place| {
                    let is_below = duration < edges[place + 1];
                    edges[place] <= duration && (is_below || place == last)
                })
                .collect();
            assert_eq!(holding, [bins.bin_of(Span::from_ms(duration))]);
        }
        let counts = bins.count(spans(&ms));
        assert_eq!(counts.len(), last + 1);
        assert_eq!(counts.iter().sum::<u32>() as usize, ms.len());
    }
}

#[test]
fn lanes_share_their_bins_and_each_keeps_its_own_durations() {
    let mut dice = Dice::new(423);
    for _ in 0..100 {
        let lanes: Vec<_> = (0..dice.whole(1, 4))
            .map(|_| random_durations(&mut dice))
            .collect();
        let runs: Vec<_> = lanes
            .iter()
            .map(|ms| completed_run(CONCURRENT, ms))
            .collect();
        let bins = Bins::covering(runs.iter().flat_map(durations));
        let together = bins.count(runs.iter().flat_map(durations));
        let mut sum = vec![0; together.len()];
        for (run, ms) in runs.iter().zip(&lanes) {
            let counts = bins.count(durations(run));
            assert_eq!(counts.iter().sum::<u32>() as usize, ms.len());
            for (sum, count) in sum.iter_mut().zip(counts) {
                *sum += count;
            }
        }
        assert_eq!(sum, together);
    }
}

#[test]
fn a_request_cancelled_or_never_sent_has_no_duration() {
    let events = [
        step(0, 0.0, Step::Queued),
        step(1, 0.0, Step::Queued),
        step(2, 0.0, Step::Queued),
        step(0, 1.0, Step::Dispatched),
        step(1, 2.0, Step::Dispatched),
        step(0, 9.0, Step::Ended(Outcome::HttpError { status: 500 })),
        step(1, 9.0, Step::Cancelled(CancelledBy::User)),
        step(2, 9.0, Step::Cancelled(CancelledBy::User)),
        finished(9.0, Ending::Stopped),
    ];
    let run = fold(CONCURRENT, 3, &events);
    assert_eq!(durations(&run).collect::<Vec<_>>(), [Span::from_ms(8.0)]);
}
