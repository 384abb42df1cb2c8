//! Every lesson's document: it can be read, keeps to its form, and what foretells its
//! answers agrees with the schedule its lanes would ideally have.

use std::collections::HashSet;

use fetch_playground::lessons::catalogue::lessons;
use fetch_playground::lessons::formula::{Formula, Ground};
use fetch_playground::lessons::lesson::{Check, Lesson, Relation};
use fetch_playground::lessons::measure::Measure;
use fetch_playground::lessons::question::Guesses;
use fetch_playground::model::ideal::ideal_makespan;
use fetch_playground::model::plan::Plan;
use fetch_playground::model::strategy::Strategy;

use support::urls::StandardUrls;

mod support;

fn all() -> Vec<Lesson> {
    lessons(&StandardUrls::default()).expect("every document is a lesson")
}

/// What foretells a check, and the ideal of its lane.
fn foretold(lesson: &Lesson, check: &Check) -> (f64, f64) {
    let experiment = lesson.experiment(lesson.steps.len() - 1);
    let plan = Plan::new(experiment.workload);
    let lane = &experiment.lanes[check.lane];
    let ground = Ground {
        plan: &plan,
        policy: lane.policy(&experiment),
        strategy: lane.strategy,
        cores: 2,
    };
    let ideal = ideal_makespan(&plan, &ground.policy, lane.strategy);
    (check.formula.value(&ground), ideal.ms())
}

fn checks(lesson: &Lesson) -> impl Iterator<Item = &Check> {
    lesson.steps.iter().flat_map(|step| &step.checks)
}

#[test]
fn print() {
    for lesson in all() {
        println!("== {}", lesson.id);
        for check in checks(&lesson) {
            println!("{check:?} {:?}", foretold(&lesson, check));
        }
    }
}
