//! The request under a point, and the rows with anything to show in a window.

use playground_core::experiment::strategy::Strategy;
use playground_core::run::Run;
use playground_core::run::event::Step;
use playground_core::run::outcome::Outcome;
use playground_core::run::request::{RequestRecord, Stage};
use playground_core::timeline::Px;
use playground_core::timeline::axis::TimeAxis;
use playground_core::timeline::fit::rows_in;
use playground_core::timeline::hit::Plot;
use playground_core::timeline::order::{Filter, OutcomeFilter, RowOrder, SortKey};
use playground_core::timeline::row_window::RowWindow;
use playground_core::timeline::rows::RowLayout;
use playground_core::timeline::shown_rows::ShownRows;
use playground_core::timeline::slots::Slots;
use playground_core::timeline::window::TimeWindow;
use playground_core::units::{RequestIndex, Span, TimePoint};

use playground_testing::any_run::AnyRun;
use playground_testing::samples::{Dice, completed_run, fold, step};

/// From the first dispatch of any attempt to the end, or now.
fn flight(record: &RequestRecord, now: TimePoint) -> Option<(f64, f64)> {
    let dispatched = record.attempts().filter_map(|attempt| attempt.dispatched);
    let from = dispatched.map(TimePoint::ms).reduce(f64::min)?;
    let ended = record.attempts().filter_map(|attempt| attempt.ended);
    let last = ended.map(TimePoint::ms).reduce(f64::max);
    let to = last.filter(|_| record.stage == Stage::Ended);
    Some((from, to.unwrap_or(now.ms())))
}

fn any_order(dice: &mut Dice, any: &AnyRun) -> RowOrder {
    if dice.chance(4) {
        return RowOrder::natural(any.run.requests().len() as u32);
    }
    let sort = SortKey::ALL[dice.whole(0, 3) as usize];
    let outcome = [OutcomeFilter::All, OutcomeFilter::Failures][dice.whole(0, 1) as usize];
    let text = String::new();
    RowOrder::new(&any.run, sort, &Filter { outcome, text }, &|_| {
        String::new()
    })
}

fn any_window(dice: &mut Dice, end: Span) -> TimeWindow {
    let from = f64::from(dice.whole(0, end.ms() as u32));
    let to = f64::from(dice.whole(0, end.ms() as u32));
    TimeWindow::new(TimePoint::from_ms(from), TimePoint::from_ms(to)).within(end)
}

/// The nearest request by a search of all rows.
fn brute_force(plot: &Plot<'_>, x: f64, y: f64) -> Option<RequestIndex> {
    let ShownRows::Requests(order) = plot.shown else {
        panic!("rows are requests here");
    };
    let rows = plot.rows;
    let (pitch, line) = (rows.pitch().0, plot.line.0);
    let visible = |row: &u32| {
        let (top, bottom) = (rows.top(*row).0, rows.top(row + 1).0);
        bottom > 1e-6 && top < rows.height().0 - 1e-6
    };
    let all = || (0..order.len()).filter(visible);
    let under = all().find(|row| {
        let (top, bottom) = (rows.top(*row).0, rows.top(row + 1).0);
        y >= 0.0 && top - 1e-6 <= y && y < bottom - 1e-6
    });
    let mut row = under;
    if pitch < line && y >= 0.0 {
        let time = plot.axis.time_from_x(Px(x)).ms();
        let line_of = |y: f64| ((y + 1e-6) / line).floor();
        let on_line = all().filter(|row| line_of(rows.top(*row).0.max(0.0)) == line_of(y));
        let nearest = on_line.filter_map(|row| {
            let index = order.request_at(row)?;
            let (from, to) = flight(plot.run.request(index)?, plot.now)?;
            let away = if time < from {
                from - time
            } else {
                (time - to).max(0.0)
            };
            let rows_away = (rows.top(row).0 + pitch / 2.0 - y).abs() / pitch;
            Some((row, away, rows_away))
        });
        let nearest = nearest.reduce(|best, other| {
            let is_nearer = other.1 < best.1 || other.1 <= best.1 && other.2 < best.2 - 1e-9;
            if is_nearer { other } else { best }
        });
        row = nearest.map(|(row, ..)| row).or(row);
    }
    order.request_at(row?)
}

#[test]
fn the_request_under_a_point_matches_an_exhaustive_search() {
    let mut dice = Dice::new(121);
    let (mut hits, mut shared) = (0, 0);
    for _ in 0..600 {
        let any = dice.any_run(150);
        let order = any_order(&mut dice, &any);
        let mut window = RowWindow::whole(order.len());
        if dice.chance(5) {
            let anchor = f64::from(dice.whole(0, order.len()));
            window = window.zoomed(f64::from(dice.whole(8, 60)) / 8.0, anchor, order.len());
        }
        let height = 1 << dice.whole(0, 8);
        let plot = Plot {
            run: &any.run,
            shown: ShownRows::Requests(&order),
            rows: RowLayout::new(window, Px(f64::from(height))),
            axis: TimeAxis::new(any_window(&mut dice, any.end), Px(300.0)),
            line: Px([1.0, 0.5][dice.whole(0, 1) as usize]),
            now: any.now,
        };
        for _ in 0..40 {
            // Away from the edges, where rounding decides.
            let x = f64::from(dice.whole(0, 3_400)) / 10.0 - 20.0;
            let y = f64::from(dice.whole(0, height * 10 + 40)) / 10.0 - 2.0 + 0.0123;
            let hit = plot.request_at(Px(x), Px(y));
            assert_eq!(hit, brute_force(&plot, x, y), "{x}, {y} in {:?}", plot.rows);
            hits += u32::from(hit.is_some());
            shared += u32::from(hit.is_some() && plot.rows.pitch() < plot.line);
        }
    }
    assert!(hits > 5_000 && shared > 1_000, "{hits}, {shared}");
}

#[test]
fn the_bar_under_the_point_is_hit_on_a_shared_line() {
    // One after the other, 10 ms each, and the last was never dispatched.
    let mut events = Vec::new();
    for index in 0..5 {
        let from = f64::from(index) * 10.0;
        events.push(step(index, 0.0, Step::Queued));
        events.push(step(index, from, Step::Dispatched));
        events.push(step(index, from + 8.0, Step::Ended(Outcome::Succeeded)));
    }
    let run = fold(Strategy::Sequential, 6, &events);
    let order = RowOrder::natural(6);
    let plot = |height| Plot {
        run: &run,
        shown: ShownRows::Requests(&order),
        rows: RowLayout::new(RowWindow::whole(6), Px(height)),
        axis: TimeAxis::new(TimeWindow::whole(Span::from_ms(100.0)), Px(100.0)),
        line: Px(1.0),
        now: TimePoint::from_ms(60.0),
    };
    let hit = |x, y| plot(1.0).request_at(Px(x), Px(y)).map(|index| index.0);
    assert_eq!(
        [4.0, 14.0, 24.0, 48.5, 90.0, -9.0].map(|x| hit(x, 0.0)),
        [0, 1, 2, 4, 4, 0].map(Some)
    );
    // Between two bars, the nearer one.
    assert_eq!([8.5, 9.5].map(|x| hit(x, 0.0)), [0, 1].map(Some));
    assert_eq!(hit(4.0, 1.5), None);
    assert_eq!(hit(4.0, -0.5), None);
    // If each row has a line, the row decides.
    let row = |x, y| plot(60.0).request_at(Px(x), Px(y)).map(|index| index.0);
    assert_eq!(row(4.0, 55.0), Some(5));
    assert_eq!(row(4.0, 25.0), Some(2));

    // If nothing was dispatched, the row decides.
    let nothing = Run::new(Strategy::Sequential, 6);
    let plot = Plot {
        run: &nothing,
        ..plot(1.0)
    };
    assert_eq!(plot.request_at(Px(3.0), Px(0.5)), Some(RequestIndex(3)));
    let run = completed_run(Strategy::Sequential, &[5.0; 6]);
    // All were in flight: the row under the point is nearest.
    let plot = Plot { run: &run, ..plot };
    assert_eq!(plot.request_at(Px(3.0), Px(0.7)), Some(RequestIndex(4)));
}

#[test]
fn the_rows_of_a_window_match_an_exhaustive_search() {
    let mut dice = Dice::new(122);
    let (mut found, mut none) = (0, 0);
    for _ in 0..2_000 {
        let any = dice.any_run(60);
        let order = any_order(&mut dice, &any);
        let window = any_window(&mut dice, any.end);
        let rows = order.len();
        let seen: Vec<u32> = (0..rows)
            .filter(|&row| {
                let index = order.request_at(row).expect("the row is one of its rows");
                let flight = flight(any.run.request(index).expect("it is there"), any.now);
                flight
                    .is_some_and(|(from, to)| from <= window.to().ms() && to >= window.from().ms())
            })
            .collect();
        let expected = match seen[..] {
            [] => RowWindow::whole(rows),
            [first, .., last] => {
                RowWindow::new(f64::from(first), f64::from(last - first + 1), rows)
            }
            [only] => RowWindow::new(f64::from(only), 1.0, rows),
        };
        assert_eq!(
            rows_in(&any.run, ShownRows::Requests(&order), window, any.now),
            expected
        );
        found += usize::from(!expected.is_whole(rows));
        none += usize::from(seen.is_empty() && rows > 0);
    }
    assert!(found > 200 && none > 50, "{found}, {none}");
}

#[test]
fn by_slot_the_attempt_under_a_point_matches_an_exhaustive_search() {
    /// As far from a bar, it is still hit.
    const REACH: f64 = 4.0;
    let mut dice = Dice::new(123);
    let (mut hits, mut gaps, mut shared, mut dimmed) = (0, 0, 0, 0);
    for _ in 0..400 {
        let any = dice.any_run(150);
        let listed = any_order(&mut dice, &any);
        let slots = Slots::new(&any.run);
        let shown = ShownRows::Slots {
            slots: &slots,
            listed: &listed,
        };
        let height = 1 << dice.whole(0, 8);
        // Often closer than 4 px to the ms: reach is less than the shortest window then.
        let end = Span::from_ms(any.end.ms().max(1.0) / [1.0, 20.0][dice.whole(0, 1) as usize]);
        let axis = TimeAxis::new(TimeWindow::whole(end), Px(300.0));
        let rows = RowLayout::new(RowWindow::whole(slots.len()), Px(f64::from(height)));
        let plot = Plot {
            run: &any.run,
            shown,
            rows,
            axis,
            line: Px(1.0),
            now: any.now,
        };
        for _ in 0..40 {
            let x = f64::from(dice.whole(0, 3_000)) / 10.0 + 0.0123;
            let y = f64::from(dice.whole(0, height * 10)) / 10.0 + 0.0123;
            let is_there = |slot: &u32| {
                let (top, bottom) = (rows.top(*slot).0, rows.top(slot + 1).0);
                if rows.pitch().0 < 1.0 {
                    (top + 1e-6).floor() == y.floor()
                } else {
                    top <= y && y < bottom
                }
            };
            // How far in time and in rows, both in pixels of the screen.
            let mut nearest: Option<(f64, f64, RequestIndex)> = None;
            for slot in (0..slots.len()).filter(is_there) {
                for held in slots.attempts(slot) {
                    let from = axis.x_from_time(held.from).0;
                    let to = axis.x_from_time(held.to.unwrap_or(any.now)).0;
                    let away = (from - x).max(x - to).max(0.0);
                    let rows_away = (rows.top(slot).0 + rows.pitch().0 / 2.0 - y).abs();
                    if listed.row_of(held.request).is_none() {
                        dimmed += usize::from(away == 0.0);
                        continue;
                    }
                    let is_nearer = nearest.is_none_or(|(least, least_rows, _)| {
                        away < least - 1e-9 || away <= least + 1e-9 && rows_away < least_rows - 1e-9
                    });
                    if away <= REACH && is_nearer {
                        nearest = Some((away, rows_away, held.request));
                    }
                }
            }
            let expected = nearest.map(|(.., request)| request);
            assert_eq!(plot.request_at(Px(x), Px(y)), expected, "{x}, {y}");
            hits += usize::from(expected.is_some());
            gaps += usize::from(expected.is_none());
            shared += usize::from(expected.is_some() && rows.pitch().0 < 1.0);
        }
    }
    let seen = [hits, gaps, shared, dimmed];
    assert!(seen.iter().all(|&count| count > 300), "{seen:?}");
}

#[test]
fn the_slots_of_a_window_are_those_that_were_held_in_it() {
    let mut dice = Dice::new(124);
    let mut found = 0;
    for _ in 0..1_000 {
        let any = dice.any_run(60);
        let listed = any_order(&mut dice, &any);
        let slots = Slots::new(&any.run);
        let window = any_window(&mut dice, any.end);
        let seen: Vec<u32> = (0..slots.len())
            .filter(|&slot| slots.attempts_in(slot, window).next().is_some())
            .collect();
        let expected = match (seen.first(), seen.last()) {
            (Some(first), Some(last)) => {
                RowWindow::new(f64::from(*first), f64::from(last - first + 1), slots.len())
            }
            _ => RowWindow::whole(slots.len()),
        };
        let shown = ShownRows::Slots {
            slots: &slots,
            listed: &listed,
        };
        assert_eq!(rows_in(&any.run, shown, window, any.now), expected);
        found += usize::from(!expected.is_whole(slots.len()));
    }
    assert!(found > 100, "{found}");
}
