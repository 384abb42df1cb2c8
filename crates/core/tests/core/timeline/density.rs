//! Many rows on one line of the screen: which phases are visible, and no failure is lost.

use playground_core::experiment::strategy::Strategy;
use playground_core::run::outcome::OutcomeKind;
use playground_core::run::request::RequestRecord;
use playground_core::timeline::Px;
use playground_core::timeline::axis::TimeAxis;
use playground_core::timeline::bar::{Bar, Phase, for_each_segment};
use playground_core::timeline::density::{DensityLine, Piece};
use playground_core::timeline::row_window::RowWindow;
use playground_core::timeline::rows::RowLayout;
use playground_core::timeline::window::TimeWindow;
use playground_core::units::{Span, TimePoint};

use playground_testing::samples::{Dice, RETRIED, fold};

fn is_failure(record: &RequestRecord) -> bool {
    let outcome = record.outcome();
    outcome.is_some_and(|outcome| OutcomeKind::is_failure(outcome.kind()))
}

/// A line with this number of columns, inspected column by column.
struct Plain {
    axis: TimeAxis,
    columns: u32,
    now: TimePoint,
}

impl Plain {
    fn place(&self, time: TimePoint) -> f64 {
        self.axis.x_from_time(time).0 / self.axis.width().0 * f64::from(self.columns)
    }

    /// The column with this time; the right end belongs to the last.
    fn column_of(&self, time: TimePoint) -> Option<u32> {
        let place = self.place(time);
        let columns = f64::from(self.columns);
        (0.0..=columns)
            .contains(&place)
            .then(|| (place.floor() as u32).min(self.columns - 1))
    }

    fn is_in(&self, record: &RequestRecord, phase: Phase, column: u32) -> bool {
        let mut found = false;
        for_each_segment(record, self.now, |segment| {
            if segment.phase != phase {
                return;
            }
            let (from, to) = (self.place(segment.from), self.place(segment.to));
            let covers = |column: u32| {
                let middle = f64::from(column) + 0.5;
                from < middle && middle <= to
            };
            let is_outside = to > from && (to <= 0.0 || from >= f64::from(self.columns));
            let begins = self.column_of(segment.from.max(self.axis.window().from()));
            let begins = begins.filter(|_| segment.to >= self.axis.window().from());
            found |= if (0..self.columns).any(covers) {
                covers(column)
            } else {
                begins == Some(column) && !is_outside
            };
        });
        found
    }

    fn shown(&self, records: &[&RequestRecord], column: u32) -> Option<Phase> {
        let in_phase = |phase: Phase| {
            let is_in = |record: &&&RequestRecord| self.is_in(record, phase, column);
            records.iter().filter(is_in).count()
        };
        let counts = Phase::ALL.map(|phase| (phase, in_phase(phase)));
        let most_of = |in_flight: bool| {
            let of_kind = counts
                .iter()
                .filter(|(phase, count)| phase.is_in_flight() == in_flight && *count > 0);
            // The last of equals.
            of_kind
                .max_by_key(|(_, count)| *count)
                .map(|(phase, _)| *phase)
        };
        most_of(true).or_else(|| most_of(false))
    }
}

fn spread(pieces: &[Piece], columns: u32) -> Vec<Option<Phase>> {
    let shown_in = |column| {
        let mut here = pieces
            .iter()
            .filter(|piece| (piece.from..piece.to).contains(&column));
        let shown = here.next().map(|piece| piece.phase);
        assert!(here.next().is_none(), "two pieces in column {column}");
        shown
    };
    (0..columns).map(shown_in).collect()
}

fn any_window(dice: &mut Dice, end: Span) -> TimeWindow {
    let mut window = TimeWindow::whole(end);
    for _ in 0..dice.whole(0, 3) {
        // At whole ms, so that windows begin and end where something happens.
        let from = f64::from(dice.whole(0, end.ms() as u32));
        let to = f64::from(dice.whole(0, end.ms() as u32));
        window = TimeWindow::new(TimePoint::from_ms(from), TimePoint::from_ms(to)).within(end);
    }
    window
}

#[test]
fn a_line_matches_an_inspection_column_by_column() {
    let mut dice = Dice::new(111);
    let mut line = DensityLine::default();
    let (mut drawn, mut failures) = (0, 0);
    for _ in 0..600 {
        let any = dice.any_run(12);
        let plain = Plain {
            axis: TimeAxis::new(
                any_window(&mut dice, any.end),
                Px(f64::from(dice.whole(1, 90))),
            ),
            columns: dice.whole(1, 120),
            now: any.now,
        };
        let records: Vec<_> = any.run.requests().iter().collect();
        let bars: Vec<_> = records.iter().copied().map(Bar::Request).collect();
        line.accumulate(&bars, any.now, &plain.axis, plain.columns);

        let expected: Vec<_> = (0..plain.columns)
            .map(|column| plain.shown(&records, column))
            .collect();
        assert_eq!(
            spread(line.pieces(), plain.columns),
            expected,
            "{:?}",
            plain.axis
        );
        // The fewest possible pieces, from left to right.
        for pair in line.pieces().windows(2) {
            assert!(pair[0].to <= pair[1].from);
            assert!(pair[0].to < pair[1].from || pair[0].phase != pair[1].phase);
        }
        let failed = records.iter().filter(|record| is_failure(record));
        let mut failed_at: Vec<_> = failed
            .clone()
            .filter_map(|record| plain.column_of(record.attempt.ended?))
            .collect();
        failed_at.sort_unstable();
        failed_at.dedup();
        assert_eq!(line.failed_at(), failed_at);
        assert_eq!(line.has_failure(), failed.count() > 0);
        drawn += expected.iter().flatten().count();
        failures += failed_at.len();
    }
    assert!(drawn > 5_000 && failures > 100, "{drawn}, {failures}");
}

#[test]
fn the_density_view_loses_no_failure() {
    let mut dice = Dice::new(112);
    let mut line = DensityLine::default();
    for _ in 0..200 {
        let any = dice.any_run(400);
        let requests = any.run.requests();
        let count = requests.len() as u32;
        let height = Px([1.0, 0.5, 0.8][dice.whole(0, 2) as usize]);
        let rows = RowLayout::new(
            RowWindow::whole(count),
            Px(f64::from(dice.whole(1, count)) * height.0),
        );
        let window = any_window(&mut dice, any.end);
        let axis = TimeAxis::new(window, Px(300.0));
        let lines = (rows.height().0 / height.0).ceil() as u32;
        let (mut marked, mut seen) = (0, 0);
        for place in 0..=lines {
            let on_line = rows.on_line(place, height);
            let records = &requests[on_line.start as usize..on_line.end as usize];
            let failed = records.iter().filter(|record| is_failure(record));
            let bars: Vec<_> = records.iter().map(Bar::Request).collect();
            line.accumulate(&bars, any.now, &axis, 300);
            assert_eq!(line.has_failure(), failed.clone().next().is_some());
            if line.has_failure() {
                marked += failed.clone().count();
            }
            for ended in failed.filter_map(|record| record.attempt.ended) {
                let x = axis.x_from_time(ended).0;
                let is_seen = line
                    .failed_at()
                    .iter()
                    .any(|&column| (f64::from(column) - x).abs() <= 1.0);
                assert_eq!(is_seen, window.contains(ended), "{ended:?} in {window:?}");
                seen += usize::from(is_seen);
            }
        }
        let failures = any.run.counts().failures() as usize;
        assert_eq!(marked, failures, "on {lines} lines");
        assert!(!window.is_whole(any.end) || seen == failures);
    }
}

#[test]
fn pieces_in_flight_are_drawn_over_those_that_wait() {
    let run = fold(Strategy::Sequential, 1, &RETRIED);
    let now = TimePoint::from_ms(200.0);
    let axis = TimeAxis::new(TimeWindow::whole(Span::from_ms(200.0)), Px(200.0));
    let mut line = DensityLine::default();
    let bar = [Bar::Request(&run.requests()[0])];
    line.accumulate(&bar, now, &axis, 200);
    use Phase::{BackingOff, Receiving, WaitingForPermit, WaitingForResponse};
    let piece = |phase, from, to| Piece { from, to, phase };
    assert_eq!(
        line.pieces(),
        [
            piece(WaitingForPermit, 0, 5),
            piece(WaitingForResponse, 5, 40),
            piece(Receiving, 40, 45),
            piece(BackingOff, 45, 105),
            piece(WaitingForPermit, 105, 110),
            piece(WaitingForResponse, 110, 140),
            piece(Receiving, 140, 160),
        ]
    );
    // Twenty columns of 10 ms: waiting is visible only if nothing is in flight.
    line.accumulate(&bar, now, &axis, 20);
    let pieces = line.pieces();
    assert!(pieces.contains(&piece(BackingOff, 5, 11)), "{pieces:?}");
    // In one column, the shortest time in flight hides all waiting.
    line.accumulate(&bar, now, &axis, 1);
    assert_eq!(line.pieces().len(), 1);
    assert!(line.pieces()[0].phase.is_in_flight());
}

#[test]
fn a_line_without_rows_is_empty_even_after_another_line() {
    let mut dice = Dice::new(113);
    let mut line = DensityLine::default();
    for columns in [40, 200, 0, 3] {
        let any = dice.any_run(50);
        let axis = TimeAxis::new(TimeWindow::whole(any.end), Px(100.0));
        let bars: Vec<_> = any.run.requests().iter().map(Bar::Request).collect();
        line.accumulate(&bars, any.now, &axis, columns);
        line.accumulate(&[], any.now, &axis, 100);
        assert!(line.pieces().is_empty() && line.failed_at().is_empty());
        assert!(!line.has_failure());
    }
}

#[test]
fn a_line_of_attempts_shows_their_flights_alone_and_each_one_that_failed() {
    let run = fold(Strategy::Sequential, 1, &RETRIED);
    let now = TimePoint::from_ms(200.0);
    let axis = TimeAxis::new(TimeWindow::whole(Span::from_ms(200.0)), Px(200.0));
    let mut line = DensityLine::default();
    let bars: Vec<_> = run.requests()[0].attempts().map(Bar::Attempt).collect();
    line.accumulate(&bars, now, &axis, 200);
    use Phase::{Receiving, WaitingForResponse};
    let piece = |phase, from, to| Piece { from, to, phase };
    assert_eq!(
        line.pieces(),
        [
            piece(WaitingForResponse, 5, 40),
            piece(Receiving, 40, 45),
            piece(WaitingForResponse, 110, 140),
            piece(Receiving, 140, 160),
        ]
    );
    // The request has succeeded; its first attempt failed.
    assert_eq!((line.failed_at(), line.has_failure()), (&[45][..], true));
}
