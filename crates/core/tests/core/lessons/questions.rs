//! What a class guesses, and what is said of it.

use playground_core::lessons::measure::Measure;
use playground_core::lessons::question::{Choice, Guess, Guesses, Question};
use playground_core::units::Span;

fn question(measure: Measure, guesses: Guesses) -> Question {
    Question {
        ask: "How long?".to_owned(),
        lane: 0,
        measure,
        guesses,
    }
}

fn time() -> Question {
    let axis = Span::from_ms(3_000.0);
    question(Measure::Makespan, Guesses::Time { axis })
}

/// 4, 8, or 16 and more.
fn choices() -> Question {
    let choice = |text: &str, from, to| Choice {
        text: text.to_owned(),
        from,
        to,
    };
    let choices = vec![
        choice("few", 1.0, 4.0),
        choice("8", 8.0, 8.0),
        choice("many", 16.0, 1e9),
    ];
    question(Measure::BestLimit, Guesses::Choice(choices))
}

#[track_caller]
fn said(
    question: &Question,
    guess: Option<Guess>,
    measured: f64,
    right: Option<bool>,
    words: &str,
) {
    let verdict = question.judge(guess, measured);
    assert_eq!((verdict.is_right, verdict.words.as_str()), (right, words));
}

fn guess_ms(ms: f64) -> Option<Guess> {
    Some(Guess::Time(Span::from_ms(ms)))
}

#[test]
fn without_a_guess_the_answer_is_said_and_nobody_is_wrong() {
    said(
        &time(),
        None,
        1_500.0,
        None,
        "No guess was made. It is 1.5 s.",
    );
    said(&choices(), None, 8.0, None, "No guess was made. It is 8.");
}

#[test]
fn a_time_is_right_up_to_a_fifth_off() {
    let right = |ms| time().judge(guess_ms(ms), 1_500.0).is_right;
    for (ms, expected) in [
        (1_199.0, false),
        (1_200.0, true),
        (1_500.0, true),
        (1_800.0, true),
        (1_801.0, false),
    ] {
        assert_eq!(right(ms), Some(expected), "{ms}");
    }
    let words = "You guessed 1.4 s, and it is 1.5 s. Well guessed.";
    said(&time(), guess_ms(1_400.0), 1_500.0, Some(true), words);
}

#[test]
fn a_time_that_is_wrong_is_told_by_how_much() {
    let said =
        |guess, measured, words| said(&time(), guess_ms(guess), measured, Some(false), words);
    let words = "You guessed 500 ms. It is 1.5 s: 3.0 times as long.";
    said(500.0, 1_500.0, words);
    let words = "You guessed 3.0 s. It is only 1.2 s.";
    said(3_000.0, 1_200.0, words);
    let words = "You guessed that it takes no time. It is 1.5 s.";
    said(0.0, 1_500.0, words);
}

#[test]
fn the_right_choice_is_the_one_whose_bounds_hold_what_was_measured() {
    let right = |measured| choices().right_choice(measured);
    assert_eq!([right(1.0), right(4.0)], [Some(0), Some(0)]);
    assert_eq!(
        [right(8.0), right(16.0), right(1_000.0)],
        [Some(1), Some(2), Some(2)]
    );
    assert_eq!([right(0.0), right(5.0), right(15.9)], [None; 3]);
    assert_eq!(time().right_choice(8.0), None, "a time has no choices");
}

#[test]
fn a_choice_is_judged_in_its_own_words() {
    let choice = |place| Some(Guess::Choice(place));
    let words = "You guessed “8”, and so it is.";
    said(&choices(), choice(1), 8.0, Some(true), words);
    let words = "You guessed “few”. It is “many”: 32.";
    said(&choices(), choice(0), 32.0, Some(false), words);
    let words = "You guessed “few”. It is 5, which was no choice.";
    said(&choices(), choice(0), 5.0, Some(false), words);
}
