//! The whole ideal schedule: when each request would begin and end.

use playground_core::analysis::ideal::{IdealSchedule, ideal_makespan, ideal_schedule};
use playground_core::experiment::plan::Plan;
use playground_core::experiment::policy::Backoff;
use playground_core::experiment::strategy::Strategy;
use playground_core::experiment::workload::{Fault, Faults, Latency, WorkKind, Workload};
use playground_core::experiment::{Lock, Policy};
use playground_core::units::{AttemptNumber, RequestIndex};

use playground_testing::lanes::{page, threads};
use playground_testing::samples::{Dice, six_requests};
use playground_testing::simulation::simulated_spans_ms;

fn in_ms(schedule: &IdealSchedule) -> Vec<(f64, f64)> {
    let spans = schedule.spans.iter();
    spans.map(|(from, to)| (from.ms(), to.ms())).collect()
}

/// The maximum number of these spans that overlap; a span that ends when another begins
/// does not overlap it.
fn max_at_servers(spans: &[(f64, f64)]) -> usize {
    let at_once = |ms| {
        let holding = spans.iter().filter(|span| span.0 <= ms && ms < span.1);
        holding.count()
    };
    let counts = spans.iter().map(|span| at_once(span.0));
    counts.max().unwrap_or(0)
}

fn any_plan(dice: &mut Dice) -> Plan {
    Plan::new(Workload {
        compute_ms: dice.whole(1, 120),
        ..dice.workload_of_any_kind(40)
    })
}

fn any_lane(dice: &mut Dice) -> Strategy {
    let slots = dice.whole(1, 12);
    if dice.chance(5) {
        page(slots)
    } else {
        threads(slots)
    }
}

#[test]
fn it_matches_a_schedule_made_by_hand() {
    let plan = Plan::new(six_requests());
    let spans = |slots| in_ms(&ideal_schedule(&plan, &Policy::default(), page(slots)));
    let one = [
        (0.0, 4.0),
        (4.0, 5.0),
        (5.0, 8.0),
        (8.0, 10.0),
        (10.0, 15.0),
        (15.0, 16.0),
    ];
    assert_eq!(spans(1), one);
    let two = [
        (0.0, 4.0),
        (0.0, 1.0),
        (1.0, 4.0),
        (4.0, 6.0),
        (4.0, 9.0),
        (6.0, 7.0),
    ];
    assert_eq!(spans(2), two);
    let three = [
        (0.0, 4.0),
        (0.0, 1.0),
        (0.0, 3.0),
        (1.0, 3.0),
        (3.0, 8.0),
        (3.0, 4.0),
    ];
    assert_eq!(spans(3), three);
}

#[test]
fn a_retried_request_lasts_from_its_first_start_to_its_last_end() {
    let plan = Plan::new(Workload {
        requests: 1,
        latency: Latency::Constant { value: 50 },
        transfer_ms: 0,
        faults: Faults::NONE.with(Fault::ServerError, 1.0),
        ..Workload::default()
    });
    let once = Policy {
        retries: 1,
        ..Policy::default()
    };
    let backoff = plan
        .backoff(RequestIndex(0), AttemptNumber::FIRST, Backoff::Jittered)
        .ms();
    let schedule = ideal_schedule(&plan, &once, Strategy::Sequential);
    assert_eq!(in_ms(&schedule), [(0.0, 100.0 + backoff)]);
    assert_eq!(schedule.makespan.ms(), 100.0 + backoff);
}

#[test]
fn a_request_that_takes_no_time_begins_and_ends_at_once() {
    let plan = Plan::new(Workload {
        requests: 3,
        latency: Latency::Constant { value: 0 },
        transfer_ms: 0,
        ..Workload::default()
    });
    let schedule = ideal_schedule(&plan, &Policy::default(), page(1));
    assert_eq!(in_ms(&schedule), [(0.0, 0.0); 3]);
    assert_eq!(schedule.makespan.ms(), 0.0);
}

#[test]
fn its_makespan_is_its_latest_end_and_the_predicted_one() {
    let mut dice = Dice::new(431);
    for _ in 0..1_000 {
        let (plan, policy) = (any_plan(&mut dice), dice.policy());
        let lane = any_lane(&mut dice);
        let schedule = ideal_schedule(&plan, &policy, lane);
        assert_eq!(schedule.spans.len(), plan.indexes().len());
        let latest = in_ms(&schedule)
            .iter()
            .map(|span| span.1)
            .fold(0.0, f64::max);
        assert_eq!(schedule.makespan.ms(), latest);
        assert_eq!(schedule.makespan, ideal_makespan(&plan, &policy, lane));
    }
}

#[test]
fn it_matches_a_simulation_for_every_request() {
    let mut dice = Dice::new(432);
    for _ in 0..500 {
        let (plan, policy) = (any_plan(&mut dice), dice.policy());
        let lane = any_lane(&mut dice);
        assert_eq!(
            in_ms(&ideal_schedule(&plan, &policy, lane)),
            simulated_spans_ms(&plan, &policy, lane),
            "{:?} under {policy:?} on {lane:?}",
            plan.workload()
        );
    }
}

#[test]
fn without_retries_all_slots_are_used_and_no_more_requests_overlap() {
    let mut dice = Dice::new(433);
    let mut full = 0;
    for _ in 0..300 {
        let plan = any_plan(&mut dice);
        let policy = Policy {
            retries: 0,
            ..dice.policy()
        };
        let lane = any_lane(&mut dice);
        let slots = lane.limit() as usize;
        let spans = in_ms(&ideal_schedule(&plan, &policy, lane));
        assert!(max_at_servers(&spans) <= slots);
        assert!(
            spans.is_sorted_by_key(|span| span.0),
            "first come, first served"
        );
        // A request that had to wait began when another ended.
        let waited = spans.iter().filter(|span| span.0 > 0.0);
        for span in waited {
            assert!(spans.iter().any(|other| other.1 == span.0));
            full += 1;
        }
    }
    assert!(full > 1_000, "many had to wait: {full}");
}

#[test]
fn a_request_lasts_at_least_as_long_as_its_planned_work() {
    let mut dice = Dice::new(434);
    for _ in 0..300 {
        let (plan, policy) = (any_plan(&mut dice), dice.policy());
        let lane = any_lane(&mut dice);
        let schedule = ideal_schedule(&plan, &policy, lane);
        // On the page a computation may have to wait for the one thread, an update for the lock.
        let has_turns = match plan.workload().kind {
            WorkKind::Fetch => false,
            WorkKind::Compute | WorkKind::Mixed => !lane.kind().has_threads(),
            WorkKind::Update => policy.lock == Lock::Update,
        };
        let is_exact = policy.retries == 0 && !has_turns;
        for (index, (from, to)) in plan.indexes().zip(in_ms(&schedule)) {
            let work = plan.work(index, &policy).ms();
            assert!(to - from >= work);
            assert!(!is_exact || to - from == work);
        }
    }
}
