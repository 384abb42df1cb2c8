//! The number on the server that a run's requests share.

use playground_core::experiment::plan::Plan;
use playground_core::experiment::workload::Workload;
use playground_core::lab::address::{LabKey, LabRequest};
use playground_core::lab::counter::CounterCall;
use playground_core::lab::state::{LabState, RunStats};
use playground_core::units::{AttemptNumber, RequestIndex, RunId, TimePoint};

const RUN: RunId = RunId(1);

fn call(lab: &LabState, run: RunId, write: Option<u64>) -> u64 {
    let delay_ms = 15;
    lab.count(&CounterCall {
        run,
        delay_ms,
        write,
    })
}

fn read(lab: &LabState) -> u64 {
    call(lab, RUN, None)
}

fn write(lab: &LabState, value: u64) -> u64 {
    call(lab, RUN, Some(value))
}

#[test]
fn reading_and_writing_in_sequence_counts_correctly() {
    let lab = LabState::default();
    assert_eq!(read(&lab), 0);
    for count in 1..=10 {
        let value = read(&lab);
        assert_eq!(write(&lab, value + 1), count);
    }
    assert_eq!(read(&lab), 10);
    assert_eq!(lab.stats(RUN).counter, 10);
}

#[test]
fn if_two_read_before_either_writes_one_update_is_lost() {
    let lab = LabState::default();
    write(&lab, 41);
    let (one, other) = (read(&lab), read(&lab));
    assert_eq!(write(&lab, one + 1), 42);
    assert_eq!(write(&lab, other + 1), 42);
    assert_eq!(read(&lab), 42, "two updates, of which one is lost");
}

#[test]
fn runs_do_not_share_a_counter() {
    let lab = LabState::default();
    write(&lab, 7);
    assert_eq!(call(&lab, RunId(2), None), 0);
    assert_eq!(call(&lab, RunId(2), Some(3)), 3);
    assert_eq!((read(&lab), lab.stats(RunId(2)).counter), (7, 3));
}

#[test]
fn reads_and_writes_are_not_counted_as_requests() {
    let lab = LabState::default();
    let plan = Plan::new(Workload::default());
    let key = LabKey {
        run: RUN,
        request: RequestIndex(0),
        attempt: AttemptNumber::FIRST,
    };
    let _in_flight = lab.arrive(&LabRequest::from_plan(key, &plan), TimePoint::START);
    read(&lab);
    write(&lab, 9);
    let stats = RunStats {
        requests: 1,
        in_flight: 1,
        max_in_flight: 1,
        refused: 0,
        counter: 9,
    };
    assert_eq!(lab.stats(RUN), stats);
}

#[test]
fn reading_other_runs_counters_does_not_make_the_lab_forget_a_run() {
    let lab = LabState::default();
    write(&lab, 5);
    for run in 100..200 {
        assert_eq!(call(&lab, RunId(run), None), 0);
    }
    assert_eq!(read(&lab), 5);
}
