//! The slots of a run, against what must be true of them and against plain searches.

use playground_core::experiment::strategy::Strategy;
use playground_core::run::Run;
use playground_core::run::event::{Ending, Step};
use playground_core::run::outcome::{CancelledBy, Outcome};
use playground_core::timeline::slots::{SlotAttempt, Slots};
use playground_core::timeline::window::TimeWindow;
use playground_core::units::{AttemptNumber, RequestIndex, TimePoint};

use crate::rows::assert_rows;
use playground_testing::random_run::{STRATEGY, random_events};
use playground_testing::samples::{Dice, finished, fold, step};

const OK: Step = Step::Ended(Outcome::Succeeded);

/// Request, attempt, dispatch and end of every attempt that was dispatched; `INFINITY` where it
/// has not ended.
fn flights(run: &Run) -> Vec<(u32, u32, f64, f64)> {
    let mut all = Vec::new();
    for (index, record) in (0..).zip(run.requests()) {
        for (number, attempt) in (1..).zip(record.attempts()) {
            if let Some(from) = attempt.dispatched.map(TimePoint::ms) {
                let to = attempt.ended.map_or(f64::INFINITY, TimePoint::ms);
                all.push((index, number, from, to.max(from)));
            }
        }
    }
    all
}

/// What attempts come in the order of: of those dispatched at one moment, the ones without a length
/// come first, then the lower request.
fn key(flight: &(u32, u32, f64, f64)) -> (f64, bool, u32, u32) {
    (flight.2, flight.3 > flight.2, flight.0, flight.1)
}

/// The most attempts that were in flight at once, each with those that were dispatched before it
/// and had not ended.
fn peak(flights: &[(u32, u32, f64, f64)]) -> usize {
    let counts = flights.iter().map(|one| {
        let is_with = |other: &&(u32, u32, f64, f64)| {
            let is_before = key(other) < key(one);
            is_before && other.3 > one.2
        };
        flights.iter().filter(is_with).count() + 1
    });
    counts.max().unwrap_or(0)
}

fn any_run(dice: &mut Dice) -> Run {
    if dice.chance(5) {
        return dice.any_run(40).run;
    }
    let requests = dice.whole(1, 40);
    let lag = dice.whole(0, 3);
    let mut events = random_events(dice, requests, lag);
    // Crashed or stopped at any moment: what is open is cancelled, and the run ends.
    let is_cut = dice.chance(4);
    if is_cut {
        events.truncate(dice.whole(1, events.len() as u32) as usize);
    }
    let mut run = fold(STRATEGY, requests, &events);
    if is_cut && run.ending().is_none() && dice.chance(5) {
        let at = events.last().map_or(0.0, |event| event.at.ms());
        for index in 0..requests {
            // Those that have ended keep their outcome.
            let _refused = run.apply(step(index, at, Step::Cancelled(CancelledBy::Crash)));
        }
        run.apply(finished(at, Ending::Crashed))
            .expect("all have ended");
    }
    run
}

fn all_held(slots: &Slots) -> Vec<(u32, SlotAttempt)> {
    let of_slot = |slot| slots.attempts(slot).iter().map(move |held| (slot, *held));
    (0..slots.len()).flat_map(of_slot).collect()
}

#[test]
fn each_attempt_is_in_one_slot_and_no_two_of_a_slot_overlap() {
    let mut dice = Dice::new(191);
    let (mut shared, mut retried, mut open, mut crashed) = (0, 0, 0, 0);
    for _ in 0..2_000 {
        let run = any_run(&mut dice);
        let slots = Slots::new(&run);
        let held = all_held(&slots);

        let mut found: Vec<_> = held
            .iter()
            .map(|(_, held)| {
                let to = held.to.map_or(f64::INFINITY, TimePoint::ms);
                (held.request.0, held.attempt.0, held.from.ms(), to)
            })
            .collect();
        found.sort_by_key(|it| (it.0, it.1));
        assert_eq!(found, flights(&run), "each dispatched attempt, once");

        for slot in 0..slots.len() {
            for pair in slots.attempts(slot).windows(2) {
                let ended = pair[0].to.expect("the next one begins after its end");
                assert!(ended <= pair[1].from, "{pair:?} in slot {slot}");
                shared += 1;
            }
        }
        assert_eq!(slots.len() as usize, peak(&found), "{found:?}");
        assert!(slots.len() <= run.max_in_flight());
        retried += held.iter().filter(|(_, held)| held.attempt.0 > 1).count();
        open += held.iter().filter(|(_, held)| held.to.is_none()).count();
        crashed += usize::from(run.ending() == Some(Ending::Crashed));
    }
    let seen = [shared, retried, open, crashed];
    assert!(seen.iter().all(|&count| count > 100), "{seen:?}");
}

#[test]
fn an_attempt_takes_the_lowest_slot_that_is_free() {
    let mut dice = Dice::new(192);
    for _ in 0..1_000 {
        let run = any_run(&mut dice);
        let mut flights = flights(&run);
        flights.sort_by(|one, other| key(one).partial_cmp(&key(other)).expect("numbers"));
        // The end of the last one in each slot.
        let mut ends: Vec<f64> = Vec::new();
        let mut expected = Vec::new();
        for (request, attempt, from, to) in flights {
            let free = ends.iter().position(|end| *end <= from);
            let slot = free.unwrap_or_else(|| {
                ends.push(0.0);
                ends.len() - 1
            });
            ends[slot] = to;
            expected.push((slot as u32, request, attempt));
        }
        let slots = Slots::new(&run);
        let mut found: Vec<_> = all_held(&slots)
            .iter()
            .map(|(slot, held)| (*slot, held.request.0, held.attempt.0))
            .collect();
        found.sort_unstable();
        expected.sort_unstable();
        assert_eq!(found, expected);
    }
}

#[test]
fn what_touches_shares_a_slot_and_what_runs_keeps_it() {
    // Request, dispatch and end; `None` is still in flight.
    type Flight = (u32, f64, Option<f64>);
    let slots_of = |flights: &[Flight]| {
        let mut events: Vec<_> = (0..9).map(|index| step(index, 0.0, Step::Queued)).collect();
        for &(index, from, to) in flights {
            events.push(step(index, from, Step::Dispatched));
            events.extend(to.map(|to| step(index, to, OK)));
        }
        let run = fold(Strategy::Concurrent { limit: 9 }, 9, &events);
        let slots = Slots::new(&run);
        let requests = |slot| slots.attempts(slot).iter().map(|held| held.request.0);
        (0..slots.len())
            .map(|slot| requests(slot).collect())
            .collect::<Vec<Vec<u32>>>()
    };
    assert_rows([
        ("nothing dispatched", slots_of(&[]), vec![]),
        (
            "one ends as the next is dispatched",
            slots_of(&[(0, 0.0, Some(5.0)), (1, 5.0, Some(9.0))]),
            vec![vec![0, 1]],
        ),
        (
            "without a length",
            slots_of(&[
                (0, 5.0, Some(5.0)),
                (1, 5.0, Some(5.0)),
                (2, 5.0, Some(6.0)),
            ]),
            vec![vec![0, 1, 2]],
        ),
        (
            "an end before its dispatch, by a worker's clock",
            slots_of(&[(0, 5.0, Some(4.0)), (1, 5.0, None)]),
            vec![vec![0, 1]],
        ),
        (
            "two at once",
            slots_of(&[(0, 0.0, Some(5.0)), (1, 4.0, Some(9.0))]),
            vec![vec![0], vec![1]],
        ),
        (
            "the lowest of two free ones, and a gap before it",
            slots_of(&[
                (0, 0.0, Some(5.0)),
                (1, 0.0, Some(2.0)),
                (2, 8.0, None),
                (3, 8.0, None),
            ]),
            vec![vec![0, 2], vec![1, 3]],
        ),
        (
            "in flight, it keeps its slot",
            slots_of(&[(0, 0.0, None), (1, 500.0, None)]),
            vec![vec![0], vec![1]],
        ),
    ]);
}

#[test]
fn a_window_shows_what_held_a_slot_at_some_time_of_it() {
    let mut dice = Dice::new(193);
    let (mut some, mut fewer) = (0, 0);
    for _ in 0..2_000 {
        let run = any_run(&mut dice);
        let slots = Slots::new(&run);
        let from = dice.number(120.0).floor();
        let window = TimeWindow::new(
            TimePoint::from_ms(from),
            TimePoint::from_ms(from + dice.number(30.0).floor()),
        );
        for slot in 0..=slots.len() {
            let held = slots.attempts(slot);
            let is_in = |held: &&SlotAttempt| {
                let to = held.to.map_or(f64::INFINITY, TimePoint::ms);
                held.from.ms() <= window.to().ms() && to >= window.from().ms()
            };
            let expected: Vec<_> = held.iter().filter(is_in).copied().collect();
            let found: Vec<_> = slots.attempts_in(slot, window).copied().collect();
            assert_eq!(found, expected);
            some += usize::from(!expected.is_empty());
            fewer += usize::from(expected.len() < held.len());
        }
    }
    assert!(some > 500 && fewer > 500, "{some}, {fewer}");
}

#[test]
fn a_request_is_found_in_every_slot_that_it_held() {
    let mut dice = Dice::new(194);
    for _ in 0..300 {
        let run = any_run(&mut dice);
        let slots = Slots::new(&run);
        let all = all_held(&slots);
        for index in (0..run.requests().len() as u32).map(RequestIndex) {
            let expected = all.iter().filter(|(_, held)| held.request == index);
            let expected: Vec<_> = expected.copied().collect();
            assert_eq!(slots.attempts_of(index).collect::<Vec<_>>(), expected);
        }
    }
    let run = fold(STRATEGY, 1, &playground_testing::samples::RETRIED);
    let slots = Slots::new(&run);
    let attempts: Vec<_> = slots.attempts_of(RequestIndex(0)).collect();
    let attempts = attempts.iter().map(|(slot, held)| (*slot, held.attempt));
    let [first, second] = [1, 2].map(AttemptNumber);
    assert_eq!(attempts.collect::<Vec<_>>(), [(0, first), (0, second)]);
}
