//! Lessons on the page: which one is open, its stage, and the guess.

use playground_core::experiment::Experiment;
use playground_core::lab::state::RunStats;
use playground_core::lessons::catalogue;
use playground_core::lessons::lesson::Lesson;
use playground_core::lessons::measure::Measure;
use playground_core::lessons::question::{Choice, Guess, Guesses, Question};
use playground_core::run::event::Ending;
use playground_core::session::comparison::Comparison;
use playground_core::session::lesson_guess::{choice, guessed_end, nudged};
use playground_core::session::lesson_stage::{PageActivity, Stage, observed};
use playground_core::session::open_lesson::{
    OpenLesson, fragment, is_done, name_in, next_experiment,
};
use playground_core::units::{LaneIndex, Span, TimePoint};

use super::scenes::{CONCURRENT, comparison, fold, page_ms, planned, succeed};
use crate::rows::assert_rows;
use playground_testing::random_run::limit_changed;
use playground_testing::samples::finished;
use playground_testing::urls::StandardUrls;

fn lessons() -> Vec<Lesson> {
    catalogue::lessons(&StandardUrls::default()).expect("they are lessons")
}

/// A lesson with a second step.
fn two_steps() -> Lesson {
    let mut lessons = lessons().into_iter();
    let lesson = lessons.find(|lesson| lesson.steps.len() == 2);
    lesson.expect("some lesson has two steps")
}

/// A comparison whose lanes have all ended so.
fn ended(experiment: Experiment, ending: Ending) -> Comparison {
    let mut all = planned(experiment);
    for lane in &mut all.lanes {
        let requests = lane.run.requests().len();
        succeed(lane, &vec![10.0; requests]);
        fold(lane, &[finished(10.0, ending)]);
    }
    all
}

#[test]
fn a_name_opens_its_lesson_and_an_unknown_one_the_list() {
    let lessons = lessons();
    let unknown = |name: &str| OpenLesson::Contents {
        unknown: Some(name.to_owned()),
    };
    let rows = [
        ("closed", None, OpenLesson::Nothing),
        ("list", Some(""), OpenLesson::Contents { unknown: None }),
        ("third", Some(&lessons[2].id[..]), OpenLesson::Lesson(2)),
        ("unknown", Some("no-such-lesson"), unknown("no-such-lesson")),
    ];
    assert_rows(rows.map(|(name, link, expected)| {
        (name.to_owned(), OpenLesson::new(link, &lessons), expected)
    }));
}

#[test]
fn neighbours_end_at_the_first_and_the_last_lesson() {
    let lessons = lessons();
    let last = lessons.len() - 1;
    let id = |open: OpenLesson, by| {
        let neighbour = open.neighbour(by, &lessons);
        neighbour.map(|lesson| lesson.id.clone())
    };
    let named = |index: usize| Some(lessons[index].id.clone());
    let rows = [
        ("next", id(OpenLesson::Lesson(0), 1), named(1)),
        ("previous", id(OpenLesson::Lesson(1), -1), named(0)),
        ("before the first", id(OpenLesson::Lesson(0), -1), None),
        ("after the last", id(OpenLesson::Lesson(last), 1), None),
        ("list", id(OpenLesson::Contents { unknown: None }, 1), None),
    ];
    assert_rows(rows.map(|(name, actual, expected)| (name.to_owned(), actual, expected)));
    let open = OpenLesson::Lesson(2).lesson(&lessons);
    assert_eq!(open.map(|lesson| &lesson.id), Some(&lessons[2].id));
    assert!(OpenLesson::Nothing.lesson(&lessons).is_none());
}

#[test]
fn a_fragment_names_a_lesson_and_reads_back() {
    let rows = [
        ("lessons", Some("")),
        ("lessons/", Some("")),
        ("lessons/gather", Some("gather")),
        ("lessonsgather", None),
        ("", None),
        ("other", None),
    ];
    assert_rows(rows.map(|(text, expected)| (text.to_owned(), name_in(text), expected)));
    for name in ["", "gather"] {
        assert_eq!(name_in(&fragment(name)), Some(name));
    }
    assert_eq!(fragment(""), "lessons");
}

#[test]
fn the_stage_follows_from_the_fields_the_page_and_what_has_run() {
    let lesson = two_steps();
    let (first, second) = (lesson.experiment(0), lesson.experiment(1));
    let other = Experiment::default();
    let pending = planned(first.clone());
    let completed = ended(first.clone(), Ending::Completed);
    let failed_fast = ended(first.clone(), Ending::FailedFast);
    let stopped = ended(first.clone(), Ending::Stopped);
    let both = ended(second.clone(), Ending::Completed);
    let other_run = ended(other.clone(), Ending::Completed);
    let mut changed = planned(first.clone());
    for lane in &mut changed.lanes {
        let requests = lane.run.requests().len();
        fold(lane, &[limit_changed(0.0, 3)]);
        succeed(lane, &vec![10.0; requests]);
        fold(lane, &[finished(10.0, Ending::Completed)]);
    }
    use PageActivity::{Connecting, Idle, Running};
    let rows = [
        ("set up", Idle, Some(&first), None, Stage::Asking),
        (
            "another run",
            Idle,
            Some(&first),
            Some(&other_run),
            Stage::Asking,
        ),
        ("other settings", Idle, Some(&other), None, Stage::Changed),
        (
            "settings with errors",
            Idle,
            None,
            Some(&completed),
            Stage::Changed,
        ),
        (
            "completed",
            Idle,
            Some(&first),
            Some(&completed),
            Stage::Answered(0),
        ),
        (
            "both steps",
            Idle,
            Some(&second),
            Some(&both),
            Stage::Answered(1),
        ),
        (
            "failed fast",
            Idle,
            Some(&first),
            Some(&failed_fast),
            Stage::Answered(0),
        ),
        (
            "stopped",
            Idle,
            Some(&first),
            Some(&stopped),
            Stage::Stopped,
        ),
        (
            "limit changed",
            Idle,
            Some(&first),
            Some(&changed),
            Stage::Stopped,
        ),
        ("connecting", Connecting, Some(&first), None, Stage::Running),
        (
            "connecting elsewhere",
            Connecting,
            Some(&other),
            None,
            Stage::Busy,
        ),
        (
            "running",
            Running,
            Some(&first),
            Some(&pending),
            Stage::Running,
        ),
        (
            "running elsewhere",
            Running,
            Some(&first),
            Some(&other_run),
            Stage::Busy,
        ),
    ];
    assert_rows(rows.map(|(name, activity, set_up, all, expected)| {
        let stage = Stage::new(&lesson, activity, set_up, all);
        (name.to_owned(), stage, expected)
    }));
}

#[test]
fn after_the_last_step_a_lesson_is_done_and_before_it_there_is_a_next() {
    let lesson = two_steps();
    let rows = [
        ("asking", Stage::Asking, None, false),
        ("stopped", Stage::Stopped, None, false),
        (
            "first step",
            Stage::Answered(0),
            Some(lesson.experiment(1)),
            false,
        ),
        ("last step", Stage::Answered(1), None, true),
    ];
    assert_rows(rows.map(|(name, stage, next, done)| {
        let actual = (next_experiment(&lesson, stage), is_done(&lesson, stage));
        (name.to_owned(), actual, (next, done))
    }));
}

#[test]
fn a_server_that_counts_is_believed_before_the_browsers_times() {
    let mut all = comparison(4, &[CONCURRENT, CONCURRENT]);
    for lane in &mut all.lanes {
        lane.at_server = Some(2);
    }
    all.lanes[0].at_source = Some(RunStats {
        max_in_flight: 3,
        counter: 8,
        ..RunStats::default()
    });
    all.lanes[1].started = Some(page_ms(0.0));
    all.lanes[1].beat(page_ms(0.0));
    all.lanes[1].beat(page_ms(90.0));
    let seen = observed(&all);
    let most = seen.iter().map(|lane| lane.most_at_server);
    assert_eq!(most.collect::<Vec<_>>(), [Some(3), Some(2)]);
    assert!(
        seen.iter().all(|lane| lane.counter.is_none()),
        "nothing is updated"
    );
    assert_eq!(seen[1].longest_freeze, Some(Span::from_ms(90.0)));
}

fn question(measure: Measure, guesses: Guesses) -> Question {
    Question {
        ask: "How long?".to_owned(),
        lane: 1,
        measure,
        guesses,
    }
}

fn about_time() -> Question {
    let axis = Span::from_ms(2_000.0);
    question(Measure::Makespan, Guesses::Time { axis })
}

fn with_choices() -> Question {
    let choice = |text: &str| Choice {
        text: text.to_owned(),
        from: 0.0,
        to: 1.0,
    };
    question(
        Measure::Succeeded,
        Guesses::Choice(vec![choice("few"), choice("all")]),
    )
}

#[test]
fn a_guess_of_time_moves_by_twentieths_and_stays_on_its_axis() {
    let time = |ms| Some(Guess::Time(Span::from_ms(ms)));
    let (asks_time, asks_choice) = (about_time(), with_choices());
    let rows = [
        ("the first step", nudged(&asks_time, None, 1.0), time(100.0)),
        ("back from 0", nudged(&asks_time, None, -1.0), time(0.0)),
        ("further", nudged(&asks_time, time(450.0), 2.0), time(650.0)),
        (
            "beyond the end",
            nudged(&asks_time, time(1_950.0), 1.0),
            time(2_000.0),
        ),
        ("choices", nudged(&asks_choice, None, 1.0), None),
    ];
    assert_rows(rows.map(|(name, actual, expected)| (name.to_owned(), actual, expected)));
}

#[test]
fn a_choice_is_guessed_if_there_is_one() {
    let rows = [
        ("first", choice(&with_choices(), 0), Some(Guess::Choice(0))),
        ("last", choice(&with_choices(), 1), Some(Guess::Choice(1))),
        ("beyond", choice(&with_choices(), 2), None),
        ("time", choice(&about_time(), 0), None),
    ];
    assert_rows(rows.map(|(name, actual, expected)| (name.to_owned(), actual, expected)));
}

#[test]
fn a_guessed_makespan_is_marked_in_its_lane() {
    let time = Some(Guess::Time(Span::from_ms(700.0)));
    let axis = Span::from_ms(2_000.0);
    let freeze = question(Measure::LongestFreeze, Guesses::Time { axis });
    let mark = Some((LaneIndex(1), TimePoint::from_ms(700.0)));
    let rows = [
        ("makespan", guessed_end(&about_time(), time), mark),
        ("no guess", guessed_end(&about_time(), None), None),
        ("another time", guessed_end(&freeze, time), None),
        (
            "choice",
            guessed_end(&with_choices(), Some(Guess::Choice(0))),
            None,
        ),
    ];
    assert_rows(rows.map(|(name, actual, expected)| (name.to_owned(), actual, expected)));
}
