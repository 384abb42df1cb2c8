//! Faults: each goes to the exact number of requests, and has the effect of its name.

use std::collections::HashMap;

use playground_core::experiment::plan::{Answer, Plan};
use playground_core::experiment::workload::{Fault, Faults, Workload};
use playground_core::units::{AttemptNumber, RequestIndex};

use crate::rows::assert_rows;
use playground_testing::samples::Dice;

fn with_faults(requests: u32, faults: Faults) -> Plan {
    Plan::new(Workload {
        requests,
        faults,
        ..Workload::default()
    })
}

fn first_faults(plan: &Plan) -> Vec<Option<Fault>> {
    faults_of(plan, AttemptNumber::FIRST)
}

fn faults_of(plan: &Plan, attempt: AttemptNumber) -> Vec<Option<Fault>> {
    plan.indexes()
        .map(|index| plan.attempt(index, attempt).fault)
        .collect()
}

fn counted(faults: &[Option<Fault>]) -> HashMap<Fault, usize> {
    let mut counts = HashMap::new();
    for fault in faults.iter().flatten() {
        *counts.entry(*fault).or_insert(0) += 1;
    }
    counts
}

#[test]
fn five_percent_of_four_faults_among_500_requests_are_25_each() {
    let kinds = [
        Fault::ServerError,
        Fault::NotFound,
        Fault::Hang,
        Fault::Drop,
    ];
    let faults = kinds
        .into_iter()
        .fold(Faults::NONE, |faults, kind| faults.with(kind, 0.05));
    let counts = counted(&first_faults(&with_faults(500, faults)));
    assert_eq!(counts, kinds.into_iter().map(|kind| (kind, 25)).collect());
}

#[test]
fn each_fault_goes_to_exactly_round_of_fraction_times_n() {
    let mut dice = Dice::new(2);
    for _ in 0..200 {
        let requests = dice.whole(20, 400);
        let faults = dice.faults();
        let counts = counted(&first_faults(&with_faults(requests, faults)));
        for fault in Fault::ALL {
            let exact = faults.fraction(fault) * f64::from(requests);
            let given = counts.get(&fault).copied().unwrap_or(0);
            assert_eq!(given as f64, exact.round(), "{fault:?} of {requests}");
        }
    }
}

#[test]
fn a_fraction_of_0_gives_no_request_a_fault_and_1_gives_it_to_all() {
    assert_eq!(first_faults(&with_faults(50, Faults::NONE)), vec![None; 50]);
    for fault in Fault::ALL {
        let all = with_faults(50, Faults::NONE.with(fault, 1.0));
        assert_eq!(first_faults(&all), vec![Some(fault); 50]);
    }
}

#[test]
fn shares_that_all_round_up_never_hand_out_more_faults_than_requests() {
    let share = 1.0 / Fault::ALL.len() as f64;
    let faults = Fault::ALL
        .into_iter()
        .fold(Faults::NONE, |faults, fault| faults.with(fault, share));
    // From half the number of kinds on, each share rounds up to 1, which is more than there
    // are requests.
    let kinds = Fault::ALL.len() as u32;
    for requests in kinds.div_ceil(2)..kinds {
        let rounded_up = (share * f64::from(requests)).round() as usize * Fault::ALL.len();
        assert!(
            rounded_up > requests as usize,
            "of {requests} all shares round up"
        );
        let dealt = first_faults(&with_faults(requests, faults));
        let mut given = counted(&dealt);
        assert_eq!(dealt.len(), requests as usize);
        for fault in Fault::ALL.into_iter().take(requests as usize) {
            assert_eq!(given.remove(&fault), Some(1), "{fault:?} of {requests}");
        }
        assert!(
            given.is_empty(),
            "the last kinds get what is left: {given:?}"
        );
    }
}

#[test]
fn not_found_stays_on_every_attempt_and_other_faults_are_drawn_again() {
    let faults = Faults::NONE
        .with(Fault::NotFound, 0.2)
        .with(Fault::ServerError, 0.2);
    let plan = with_faults(500, faults);
    let first = first_faults(&plan);
    let second = faults_of(&plan, AttemptNumber(2));
    for attempt in 2..=5 {
        let later = faults_of(&plan, AttemptNumber(attempt));
        for (first, later) in first.iter().zip(&later) {
            if *first == Some(Fault::NotFound) {
                assert_eq!(*later, Some(Fault::NotFound));
            }
        }
    }
    let failed_again = |(first, second): &(&Option<Fault>, &Option<Fault>)| {
        **first == Some(Fault::ServerError) && **second == Some(Fault::ServerError)
    };
    let again = first.iter().zip(&second).filter(failed_again).count();
    assert!((1..100).contains(&again), "{again} of 100 failed again");
}

#[test]
fn a_fault_does_not_move_the_latencies_of_other_requests() {
    let calm = with_faults(300, Faults::NONE);
    let faulty = with_faults(300, Faults::NONE.with(Fault::Slow, 0.3));
    for index in calm.indexes() {
        let calm = calm.attempt(index, AttemptNumber::FIRST);
        let faulty = faulty.attempt(index, AttemptNumber::FIRST);
        let factor = if faulty.fault == Some(Fault::Slow) {
            10
        } else {
            1
        };
        assert_eq!(faulty.delay_ms, calm.delay_ms * factor);
    }
}

#[test]
fn each_fault_is_answered_according_to_its_name() {
    let answer_of = |fault| {
        let plan = with_faults(1, Faults::NONE.with(fault, 1.0));
        plan.attempt(RequestIndex(0), AttemptNumber::FIRST)
    };
    let whole = |status| Answer::Whole { status };
    // Exhaustive, so that a new fault gets its row.
    let expected = |fault| match fault {
        Fault::ServerError => (whole(500), None),
        Fault::NotFound => (whole(404), None),
        Fault::TooManyRequests => (whole(429), Some(1)),
        Fault::Slow => (whole(200), None),
        Fault::Hang => (Answer::Never, None),
        Fault::Drop => (Answer::Broken, None),
    };
    assert_rows(Fault::ALL.map(|fault| {
        let planned = answer_of(fault);
        let answer = (planned.answer, planned.retry_after_seconds);
        (fault.name(), answer, expected(fault))
    }));
}
