//! The number in flight over time as columns that hide no peak.

use playground_core::run::in_flight::InFlightOverTime;
use playground_core::timeline::profile::{Column, columns};
use playground_core::units::TimePoint;

use playground_testing::random_run::{STRATEGY, random_events};
use playground_testing::samples::{Dice, fold};

fn at(ms: f64) -> TimePoint {
    TimePoint::from_ms(ms)
}

fn spans(all: &InFlightOverTime, from: f64, to: f64, count: usize) -> Vec<(u32, u32)> {
    let columns = columns(all, at(from), at(to), count);
    let spans = columns.iter().map(|column| (column.least, column.most));
    spans.collect()
}

/// Two from 10 to 20 ms, and three for a moment at 15.
fn two() -> InFlightOverTime {
    let mut all = InFlightOverTime::new(5);
    all.dispatch(at(10.0));
    all.dispatch(at(10.0));
    all.dispatch(at(15.0));
    all.end(at(15.0));
    all.end(at(20.0));
    all.end(at(20.0));
    all
}

#[test]
fn a_column_spans_the_minimum_and_the_maximum_of_its_time() {
    let all = two();
    let tens = [(0, 0), (2, 3), (0, 0)];
    assert_eq!(spans(&all, 0.0, 30.0, 3), tens);
    assert_eq!(spans(&all, 0.0, 30.0, 1), [(0, 3)]);
    assert_eq!(spans(&all, 5.0, 25.0, 2), [(0, 2), (0, 3)]);
    // Only the last column includes its end.
    assert_eq!(spans(&all, 10.0, 20.0, 2), [(2, 2), (0, 3)]);
    assert_eq!(spans(&all, 12.0, 14.0, 2), [(2, 2), (2, 2)]);
    assert_eq!(spans(&all, 80.0, 90.0, 2), [(0, 0), (0, 0)]);
    assert_eq!(spans(&all, -20.0, 10.0, 2), [(0, 0), (0, 2)]);
}

#[test]
fn there_are_no_columns_without_anything_to_show() {
    let all = two();
    assert_eq!(spans(&all, 0.0, 30.0, 0), []);
    assert_eq!(spans(&all, 15.0, 15.0, 3), []);
    assert_eq!(spans(&all, 20.0, 10.0, 3), []);
    assert_eq!(spans(&all, f64::NAN, 10.0, 3), []);
    assert_eq!(spans(&all, 0.0, f64::INFINITY, 3), []);
    let empty = InFlightOverTime::new(5);
    assert_eq!(spans(&empty, 0.0, 10.0, 2), [(0, 0), (0, 0)]);
}

/// A column by a search of all steps.
fn by_brute_force(all: &InFlightOverTime, from: f64, to: f64, is_last: bool) -> Column {
    let within = all.steps().iter().filter(|step| {
        let ms = step.0.ms();
        from <= ms && (ms < to || is_last && ms == to)
    });
    let begin = all.at(at(from));
    let counts: Vec<_> = within.map(|step| step.1).chain([begin]).collect();
    Column {
        least: counts.iter().copied().min().unwrap_or_default(),
        most: counts.iter().copied().max().unwrap_or_default(),
    }
}

#[test]
fn columns_match_an_exhaustive_search_and_never_hide_a_peak() {
    let mut dice = Dice::new(411);
    for _ in 0..400 {
        let requests = dice.whole(1, 80);
        let events = random_events(&mut dice, requests, 4);
        let run = fold(STRATEGY, requests, &events);
        let all = run.in_flight_over_time();
        let last = all.steps().last().map_or(0.0, |step| step.0.ms()) as u32;
        let from = dice.whole(0, last);
        // Columns of whole ms, so that many steps are on their borders.
        let (count, width) = (dice.whole(1, 40), dice.whole(1, 6));
        let to = from + count * width;
        let found = columns(all, at(f64::from(from)), at(f64::from(to)), count as usize);
        assert_eq!(found.len(), count as usize);
        for (place, column) in (0..).zip(&found) {
            let begin = f64::from(from + place * width);
            let end = begin + f64::from(width);
            let expected = by_brute_force(all, begin, end, place + 1 == count);
            assert_eq!(*column, expected, "{begin} to {end} ms");
        }
        let most = found.iter().map(|column| column.most).max();
        let shown = all.max_in(at(f64::from(from)), at(f64::from(to)));
        assert_eq!(most, Some(shown));
    }
}
