//! Every lesson's document: it can be read, has the required form, and its formulas agree
//! with the ideal schedule of its lanes.

use std::collections::HashSet;

use playground_core::analysis::ideal::ideal_makespan;
use playground_core::documents::experiment::{self, to_json};
use playground_core::experiment::plan::Plan;
use playground_core::form::draft::Draft;
use playground_core::lessons::catalogue::lessons;
use playground_core::lessons::formula::{Formula, FormulaInputs};
use playground_core::lessons::glossary::TERMS;
use playground_core::lessons::lesson::{Check, Lesson, Relation};
use playground_core::lessons::measure::Measure;
use playground_core::lessons::question::Guesses;

use playground_testing::urls::StandardUrls;

fn all() -> Vec<Lesson> {
    lessons(&StandardUrls::default()).expect("every document is a lesson")
}

fn checks(lesson: &Lesson) -> impl Iterator<Item = &Check> {
    lesson.steps.iter().flat_map(|step| &step.checks)
}

/// The predicted value of a check, and the ideal of its lane if it has one.
fn predicted(lesson: &Lesson, check: &Check) -> (f64, Option<f64>) {
    let experiment = lesson.experiment(lesson.steps.len() - 1);
    let plan = Plan::new(experiment.workload);
    let lane = &experiment.lanes[check.lane];
    let inputs = FormulaInputs {
        plan: &plan,
        policy: lane.policy(&experiment.policy),
        strategy: lane.strategy,
        // As the ideal assumes: each worker has its own core.
        cores: 64,
    };
    let ideal = ideal_makespan(&plan, &inputs.policy, lane.strategy);
    let ideal = experiment.has_ideal(lane).then_some(ideal.ms());
    (check.formula.value(&inputs), ideal)
}

#[test]
fn there_are_17_lessons_each_with_its_own_name() {
    let all = all();
    assert_eq!(all.len(), 17);
    let names: HashSet<_> = all.iter().map(|lesson| lesson.id.as_str()).collect();
    assert_eq!(names.len(), all.len());
    let in_links = |name: &&str| name.bytes().all(|c| c.is_ascii_lowercase() || c == b'-');
    assert!(names.iter().all(in_links), "{names:?}");
}

/// The number of sentences: each ends in a mark, and the next begins with a capital.
fn sentences(texts: &[String]) -> usize {
    let text = texts.join(" ");
    let ends = text.match_indices(['.', '?']);
    ends.filter(|(at, _)| {
        let rest = text[at + 1..].trim_start();
        rest.is_empty()
            || text[at + 1..].starts_with(' ')
                && rest.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || c == '`')
    })
    .count()
}

#[test]
fn each_text_has_two_to_four_sentences_and_each_explanation_at_most_four() {
    for lesson in all() {
        let count = sentences(&lesson.text);
        assert!((2..=4).contains(&count), "{}: {count}", lesson.id);
        for step in &lesson.steps {
            let count = sentences(&step.why);
            assert!((1..=4).contains(&count), "{}: {count}", lesson.id);
        }
        assert_eq!(
            sentences(std::slice::from_ref(&lesson.claim)),
            1,
            "{}",
            lesson.id
        );
        assert!(lesson.question.ask.ends_with('?'), "{}", lesson.id);
    }
}

#[test]
fn each_asks_about_a_lane_of_its_first_step_and_checks_lanes_that_have_run() {
    for lesson in all() {
        assert!(lesson.question.lane < lesson.steps[0].lanes.len());
        let mut lanes = 0;
        for (position, step) in lesson.steps.iter().enumerate() {
            lanes += step.lanes.len();
            assert!(lanes <= 8, "{}", lesson.id);
            assert!(!step.checks.is_empty(), "{}", lesson.id);
            assert!(step.checks.iter().all(|check| check.lane < lanes));
            assert_eq!(step.press.is_empty(), position == 0, "{}", lesson.id);
        }
    }
}

#[test]
fn the_answer_to_a_guess_of_a_time_is_on_the_axis_and_not_at_its_ends() {
    for lesson in all() {
        let Guesses::Time { axis } = lesson.question.guesses else {
            continue;
        };
        let asked = checks(&lesson).find(|check| {
            check.lane == lesson.question.lane && check.measure == lesson.question.measure
        });
        let (answer, _) = predicted(&lesson, asked.expect("the question has a check"));
        let share = answer / axis.ms();
        assert!((0.05..=0.85).contains(&share), "{}: {share}", lesson.id);
    }
}

#[test]
fn at_most_one_choice_is_right_and_the_predicted_answer_is_a_choice() {
    for lesson in all() {
        let Guesses::Choice(choices) = &lesson.question.guesses else {
            continue;
        };
        assert!((2..=4).contains(&choices.len()), "{}", lesson.id);
        for count in 0..=100 {
            let right = |choice: &&_| {
                let playground_core::lessons::question::Choice { from, to, .. } = choice;
                (*from..=*to).contains(&f64::from(count))
            };
            let right = choices.iter().filter(right).count();
            assert!(
                right <= 1,
                "{}: {count} is {right} of its choices",
                lesson.id
            );
        }
        let asked = checks(&lesson).find(|check| check.measure == lesson.question.measure);
        if let Some(check) = asked.filter(|check| check.relation == Relation::Equal) {
            let (answer, _) = predicted(&lesson, check);
            assert!(
                lesson.question.right_choice(answer).is_some(),
                "{}: {answer} is not a choice",
                lesson.id
            );
        }
    }
}

#[test]
fn a_formula_for_the_makespan_gives_the_ideal_of_the_lane() {
    let mut compared = 0;
    for lesson in all() {
        for check in checks(&lesson) {
            // The browser's connections are not part of a plan.
            let is_planned = check.formula != Formula::Connections;
            let (predicted, ideal) = predicted(&lesson, check);
            if let Some(ideal) = ideal
                && check.measure == Measure::Makespan
                && is_planned
            {
                assert_eq!(predicted, ideal, "{}: {check:?}", lesson.id);
                compared += 1;
            }
        }
    }
    assert!(compared > 25, "{compared} were compared");
}

#[test]
fn each_step_survives_a_document_and_the_form() {
    for lesson in all() {
        for step in 0..lesson.steps.len() {
            let planned = lesson.experiment(step);
            let read = experiment::read(to_json(&planned), &StandardUrls::default());
            assert_eq!(read.as_ref(), Ok(&planned), "{}", lesson.id);
            assert_eq!(
                Draft::new(&planned).read(),
                Ok(planned.clone()),
                "{}",
                lesson.id
            );
            assert_eq!(lesson.step_of(&planned), Some(step), "{}", lesson.id);
        }
    }
}

#[test]
fn the_failure_of_fail_fast_is_by_far_the_first_answer() {
    let all = all();
    let lesson = all
        .iter()
        .find(|lesson| lesson.id == "fail-fast-or-collect");
    let plan = Plan::new(lesson.expect("the lesson exists").experiment(0).workload);
    let mut answers: Vec<_> = plan
        .indexes()
        .map(|index| plan.attempt(index, playground_core::units::AttemptNumber::FIRST))
        .collect();
    answers.sort_by_key(|planned| planned.delay_ms);
    assert!(answers[0].fault.is_some(), "the first answer is a failure");
    assert!(answers[1..].iter().all(|planned| planned.fault.is_none()));
    assert!(answers[1].delay_ms > answers[0].delay_ms + 150);
}

/// The whole text of a lesson, before and after its run.
fn whole_text(lesson: &Lesson) -> String {
    let steps = lesson.steps.iter();
    let steps = steps.flat_map(|step| step.why.iter().chain([&step.press, &step.code]));
    let all = lesson.text.iter().chain([&lesson.code]).chain(steps);
    all.cloned().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_term_is_explained_in_the_first_lesson_that_uses_it() {
    let mut explained = HashSet::new();
    for lesson in all() {
        explained.extend(lesson.terms.iter().map(|term| term.name));
        let text = whole_text(&lesson);
        let used: HashSet<_> = text
            .split(|c: char| !c.is_alphanumeric() && c != '_')
            .collect();
        for term in TERMS {
            // Programs have no backticks.
            let bare = term.name.replace('`', "");
            assert!(
                !used.contains(bare.as_str()) || explained.contains(term.name),
                "{} uses {bare}, which is not explained",
                lesson.id
            );
        }
    }
    let unused: Vec<_> = TERMS
        .iter()
        .filter(|term| !explained.contains(term.name))
        .collect();
    assert!(unused.is_empty(), "{unused:?}");
}
