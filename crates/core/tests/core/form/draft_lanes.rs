//! The lanes in the page's fields: added, removed, and given their limits.

use playground_core::experiment::Experiment;
use playground_core::experiment::planned_lane::PlannedLane;
use playground_core::experiment::strategy::Strategy::{self, Blocking, Sequential};
use playground_core::experiment::strategy::StrategyKind;
use playground_core::form::draft::{Draft, Field};

use playground_testing::samples::Dice;

const fn batched(size: u32) -> Strategy {
    Strategy::Batched { size }
}

const fn concurrent(limit: u32) -> Strategy {
    Strategy::Concurrent { limit }
}

const fn threads(workers: u32) -> Strategy {
    Strategy::Threads { workers }
}

fn with(lanes: &[Strategy]) -> Draft {
    Draft::new(&Experiment {
        lanes: lanes.iter().copied().map(PlannedLane::from).collect(),
        ..Experiment::default()
    })
}

fn strategies(lanes: &[PlannedLane]) -> Vec<Strategy> {
    lanes.iter().map(|lane| lane.strategy).collect()
}

fn kinds_of(draft: &Draft) -> Vec<StrategyKind> {
    strategies(draft.lanes())
        .into_iter()
        .map(Strategy::kind)
        .collect()
}

#[track_caller]
fn read(draft: &Draft) -> Vec<Strategy> {
    strategies(&draft.read().expect("the fields can be read").lanes)
}

/// The error of the field for this text.
#[track_caller]
fn refused(lanes: &[Strategy], field: Field, text: &str) -> String {
    let mut draft = with(lanes);
    draft.set(field, text.to_owned());
    let errors = draft.read().expect_err("the field is refused");
    assert_eq!(errors.keys().collect::<Vec<_>>(), [&field], "and no other");
    errors[&field].to_string()
}

#[test]
fn a_draft_has_the_lanes_of_its_experiment() {
    let draft = with(&[Sequential, threads(7)]);
    assert_eq!(strategies(draft.lanes()), [Sequential, threads(7)]);
    let had = StrategyKind::ALL.map(|kind| draft.has_lane(kind));
    assert_eq!(
        had,
        [true, false, false, true, false],
        "whatever their limits"
    );
}

#[test]
fn lanes_are_in_the_order_of_their_kinds_in_whatever_order_they_are_added() {
    // Every order in which five can be added.
    for order in 0..120_usize {
        let (mut left, mut order) = (StrategyKind::ALL.to_vec(), order);
        let mut draft = with(&[left.remove(order % 5).usual()]);
        order /= 5;
        while !left.is_empty() {
            let next = left.remove(order % left.len());
            draft.set_lane(next, true);
            assert!(draft.has_lane(next));
            order /= left.len().max(1);
        }
        assert_eq!(kinds_of(&draft), StrategyKind::ALL);
    }
}

#[test]
fn a_lane_that_is_there_is_not_added_again() {
    let mut draft = with(&[Sequential, concurrent(3), threads(7)]);
    for kind in StrategyKind::ALL {
        draft.set_lane(kind, true);
        draft.set_lane(kind, true);
    }
    let expected = [Sequential, batched(10), concurrent(3), threads(7), Blocking];
    assert_eq!(strategies(draft.lanes()), expected);
    assert_eq!(read(&draft), expected);
}

#[test]
fn all_lanes_of_a_kind_are_removed_and_the_others_keep_their_order() {
    let lanes = [
        threads(2),
        concurrent(3),
        Blocking,
        threads(7),
        Sequential,
        concurrent(9),
    ];
    let without = |kind| {
        let mut draft = with(&lanes);
        draft.set_lane(kind, false);
        assert!(!draft.has_lane(kind));
        let left = strategies(draft.lanes());
        assert_eq!(read(&draft).len(), left.len());
        left
    };
    let left = [concurrent(3), Blocking, Sequential, concurrent(9)];
    assert_eq!(without(StrategyKind::Threads), left);
    let left = [threads(2), Blocking, threads(7), Sequential];
    assert_eq!(without(StrategyKind::Concurrent), left);
}

#[test]
fn one_lane_is_always_left() {
    for kind in StrategyKind::ALL {
        let mut draft = with(&[kind.usual()]);
        draft.set_lane(kind, false);
        assert_eq!(kinds_of(&draft), [kind]);
    }
    // Two of one kind are removed together, so both stay if there is no other lane.
    let mut draft = with(&[concurrent(3), concurrent(9)]);
    draft.set_lane(StrategyKind::Concurrent, false);
    assert_eq!(strategies(draft.lanes()), [concurrent(3), concurrent(9)]);

    let mut dice = Dice::new(171);
    let mut draft = with(&[Sequential]);
    for _ in 0..1_000 {
        let kind = StrategyKind::ALL[dice.whole(0, 4) as usize];
        let wanted = dice.chance(4);
        let before = kinds_of(&draft);
        draft.set_lane(kind, wanted);
        let kinds = kinds_of(&draft);
        assert!(!kinds.is_empty());
        assert!(draft.has_lane(kind) == wanted || kinds == before);
        let all = StrategyKind::ALL.into_iter();
        let in_order = all.filter(|kind| kinds.contains(kind));
        assert_eq!(kinds, in_order.collect::<Vec<_>>(), "each once, in order");
    }
}

#[test]
fn a_limit_or_a_number_of_workers_is_used_if_a_lane_has_one() {
    let used = |lanes: &[Strategy]| {
        let draft = with(lanes);
        [Field::Limit, Field::BatchSize, Field::Workers].map(|field| draft.is_used(field))
    };
    assert_eq!(used(&[Sequential, Blocking]), [false, false, false]);
    assert_eq!(used(&[concurrent(3)]), [true, false, false]);
    assert_eq!(used(&[batched(3)]), [false, true, false]);
    assert_eq!(used(&[threads(3)]), [false, false, true]);
    assert_eq!(used(&[threads(3), concurrent(3)]), [true, false, true]);
    // Errors in fields that are not used are ignored.
    let mut draft = with(&[Sequential, Blocking]);
    draft.set(Field::Limit, "nonsense".to_owned());
    draft.set(Field::BatchSize, "nonsense".to_owned());
    draft.set(Field::Workers, "nonsense".to_owned());
    assert_eq!(read(&draft), [Sequential, Blocking]);
}

#[test]
fn workers_are_1_to_64() {
    for text in ["1", "64", " 16 "] {
        let mut draft = with(&[threads(4)]);
        draft.set(Field::Workers, text.to_owned());
        let workers = text.trim().parse().expect("a number");
        assert_eq!(read(&draft), [threads(workers)]);
    }
    for text in ["0", "65", "1000", "-1", "4.5", "four"] {
        let expected = format!("Workers is {text}: it must be a whole number from 1 to 64.");
        assert_eq!(refused(&[threads(4)], Field::Workers, text), expected);
    }
    let empty = refused(&[Sequential, threads(4)], Field::Workers, "");
    assert!(empty.starts_with("Workers is empty: it must be"), "{empty}");
    // Its own field, and not the limit's.
    let both = [concurrent(10), threads(4)];
    let limit = refused(&both, Field::Limit, "1001");
    assert!(limit.starts_with("Limit is 1001:"), "{limit}");
    let workers = refused(&both, Field::Workers, "65");
    assert!(workers.starts_with("Workers is 65:"), "{workers}");
}

#[test]
fn a_batch_size_is_1_to_1000_in_a_field_of_its_own() {
    for (text, size) in [("1", 1), ("1,000", 1_000), (" 16 ", 16)] {
        let mut draft = with(&[concurrent(10), batched(4)]);
        draft.set(Field::BatchSize, text.to_owned());
        assert_eq!(read(&draft), [concurrent(10), batched(size)]);
    }
    for text in ["0", "1001", "-1", "4.5", "four"] {
        let refused = refused(&[batched(4)], Field::BatchSize, text);
        let expected = format!("Batch size is {text}: it must be a whole number from 1 to 1,000.");
        assert_eq!(refused, expected);
    }
}

#[test]
fn a_limit_that_is_typed_is_for_the_first_lane_of_its_kind() {
    let mut draft = with(&[threads(2), concurrent(3), concurrent(4), threads(5)]);
    let texts = [Field::Limit, Field::Workers].map(|field| draft.text(field).to_owned());
    assert_eq!(texts, ["3", "2"]);
    draft.set(Field::Limit, "30".to_owned());
    draft.set(Field::Workers, "20".to_owned());
    let expected = [threads(20), concurrent(30), concurrent(4), threads(5)];
    assert_eq!(read(&draft), expected);
}

#[test]
fn a_lane_that_is_added_has_the_limit_that_is_typed_or_the_usual_one() {
    let mut draft = with(&[Sequential]);
    draft.set_lane(StrategyKind::Threads, true);
    draft.set_lane(StrategyKind::Concurrent, true);
    assert_eq!(read(&draft), [Sequential, concurrent(10), threads(4)]);
    draft.set(Field::Workers, "9".to_owned());
    draft.set_lane(StrategyKind::Threads, false);
    draft.set_lane(StrategyKind::Threads, true);
    assert_eq!(read(&draft), [Sequential, concurrent(10), threads(9)]);
}

#[test]
fn a_typed_limit_is_known_if_it_is_in_range() {
    let mut draft = with(&[concurrent(3)]);
    assert_eq!(draft.limit(), Some(3));
    for text in ["0", "1001", "many", ""] {
        draft.set(Field::Limit, text.to_owned());
        assert_eq!(draft.limit(), None, "{text:?}");
    }
}
