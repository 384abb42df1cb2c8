//! Every lesson's document: it can be read, keeps to its form, and what foretells its
//! answers agrees with the schedule that its lanes would ideally have.

use std::collections::HashSet;

use playground_core::analysis::ideal::ideal_makespan;
use playground_core::documents::experiment::{self, to_json};
use playground_core::experiment::plan::Plan;
use playground_core::form::draft::Draft;
use playground_core::lessons::catalogue::lessons;
use playground_core::lessons::formula::{Formula, FormulaInputs};
use playground_core::lessons::glossary::WORDS;
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

/// What foretells a check, and the ideal of its lane, where it has one.
fn foretold(lesson: &Lesson, check: &Check) -> (f64, Option<f64>) {
    let experiment = lesson.experiment(lesson.steps.len() - 1);
    let plan = Plan::new(experiment.workload);
    let lane = &experiment.lanes[check.lane];
    let ground = FormulaInputs {
        plan: &plan,
        policy: lane.policy(&experiment.policy),
        strategy: lane.strategy,
        // As many as the ideal assumes: each worker has a core of its own.
        cores: 64,
    };
    let ideal = ideal_makespan(&plan, &ground.policy, lane.strategy);
    let ideal = experiment.has_ideal(lane).then_some(ideal.ms());
    (check.formula.value(&ground), ideal)
}

#[test]
fn there_are_as_many_as_are_taught_each_with_a_name_of_its_own() {
    let all = all();
    assert_eq!(all.len(), 17);
    let names: HashSet<_> = all.iter().map(|lesson| lesson.id.as_str()).collect();
    assert_eq!(names.len(), all.len());
    let in_links = |name: &&str| name.bytes().all(|c| c.is_ascii_lowercase() || c == b'-');
    assert!(names.iter().all(in_links), "{names:?}");
}

/// Of a text: sentences end in a mark, and the next begins with a capital.
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
fn each_says_its_part_in_two_to_four_sentences_and_why_in_no_more() {
    for lesson in all() {
        let said = sentences(&lesson.text);
        assert!((2..=4).contains(&said), "{}: {said}", lesson.id);
        for step in &lesson.steps {
            let said = sentences(&step.why);
            assert!((1..=4).contains(&said), "{}: {said}", lesson.id);
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
        for (place, step) in lesson.steps.iter().enumerate() {
            lanes += step.lanes.len();
            assert!(lanes <= 8, "{}", lesson.id);
            assert!(!step.checks.is_empty(), "{}", lesson.id);
            assert!(step.checks.iter().all(|check| check.lane < lanes));
            assert_eq!(step.press.is_empty(), place == 0, "{}", lesson.id);
        }
    }
}

#[test]
fn a_guess_of_time_has_its_answer_on_the_axis_and_off_its_ends() {
    for lesson in all() {
        let Guesses::Time { axis } = lesson.question.guesses else {
            continue;
        };
        let asked = checks(&lesson).find(|check| {
            check.lane == lesson.question.lane && check.measure == lesson.question.measure
        });
        let (answer, _) = foretold(&lesson, asked.expect("what is asked is foretold"));
        let share = answer / axis.ms();
        assert!((0.05..=0.85).contains(&share), "{}: {share}", lesson.id);
    }
}

#[test]
fn of_choices_one_at_most_is_right_and_what_is_foretold_is_one() {
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
            let (answer, _) = foretold(&lesson, check);
            assert!(
                lesson.question.right_choice(answer).is_some(),
                "{}: {answer} is no choice",
                lesson.id
            );
        }
    }
}

#[test]
fn what_foretells_how_long_all_take_is_the_ideal_of_the_lane() {
    let mut compared = 0;
    for lesson in all() {
        for check in checks(&lesson) {
            // What the browser allows is in no plan.
            let is_planned = check.formula != Formula::Connections;
            let (foretold, ideal) = foretold(&lesson, check);
            if let Some(ideal) = ideal
                && check.measure == Measure::Makespan
                && is_planned
            {
                assert_eq!(foretold, ideal, "{}: {check:?}", lesson.id);
                compared += 1;
            }
        }
    }
    assert!(compared > 25, "{compared} were compared");
}

#[test]
fn each_step_can_be_written_read_and_put_into_the_fields() {
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
fn one_failure_is_the_first_answer_by_far_where_that_is_said() {
    let all = all();
    let lesson = all
        .iter()
        .find(|lesson| lesson.id == "fail-fast-or-collect");
    let plan = Plan::new(lesson.expect("it is there").experiment(0).workload);
    let mut answers: Vec<_> = plan
        .indexes()
        .map(|index| plan.attempt(index, playground_core::units::AttemptNumber::FIRST))
        .collect();
    answers.sort_by_key(|planned| planned.delay_ms);
    assert!(answers[0].fault.is_some(), "the first to be answered fails");
    assert!(answers[1..].iter().all(|planned| planned.fault.is_none()));
    assert!(answers[1].delay_ms > answers[0].delay_ms + 150);
}

/// All that a lesson says before and after its run.
fn said(lesson: &Lesson) -> String {
    let steps = lesson.steps.iter();
    let steps = steps.flat_map(|step| step.why.iter().chain([&step.press, &step.code]));
    let all = lesson.text.iter().chain([&lesson.code]).chain(steps);
    all.cloned().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_word_of_the_trade_is_explained_where_it_is_first_met() {
    let mut explained = HashSet::new();
    for lesson in all() {
        explained.extend(lesson.words.iter().map(|word| word.word));
        let said = said(&lesson);
        let met: HashSet<_> = said
            .split(|c: char| !c.is_alphanumeric() && c != '_')
            .collect();
        for word in WORDS {
            // In a program there are no marks of code.
            let bare = word.word.replace('`', "");
            assert!(
                !met.contains(bare.as_str()) || explained.contains(word.word),
                "{} says {bare} and explains it nowhere",
                lesson.id
            );
        }
    }
    let never: Vec<_> = WORDS
        .iter()
        .filter(|word| !explained.contains(word.word))
        .collect();
    assert!(never.is_empty(), "{never:?}");
}
