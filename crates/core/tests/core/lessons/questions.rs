//! Guesses and their verdicts.

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
fn assert_verdict(
    question: &Question,
    guess: Option<Guess>,
    measured: f64,
    right: Option<bool>,
    text: &str,
) {
    let verdict = question.judge(guess, measured);
    assert_eq!((verdict.is_right, verdict.text.as_str()), (right, text));
}

fn guess_ms(ms: f64) -> Option<Guess> {
    Some(Guess::Time(Span::from_ms(ms)))
}

#[test]
fn without_a_guess_the_answer_is_shown_and_is_neither_right_nor_wrong() {
    assert_verdict(
        &time(),
        None,
        1_500.0,
        None,
        "You made no guess. It is 1.5 s.",
    );
    assert_verdict(&choices(), None, 8.0, None, "You made no guess. It is 8.");
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
    let words = "You guessed 1.4 s, and the answer is 1.5 s. Good guess.";
    assert_verdict(&time(), guess_ms(1_400.0), 1_500.0, Some(true), words);
}

#[test]
fn a_wrong_time_is_compared_with_the_answer() {
    let wrong = |guess, measured, words| {
        assert_verdict(&time(), guess_ms(guess), measured, Some(false), words)
    };
    let words = "You guessed 500 ms. The answer is 1.5 s: 3.0 times as long.";
    wrong(500.0, 1_500.0, words);
    let words = "You guessed 3.0 s. The answer is only 1.2 s.";
    wrong(3_000.0, 1_200.0, words);
    let words = "You guessed that it takes no time. The answer is 1.5 s.";
    wrong(0.0, 1_500.0, words);
}

#[test]
fn the_right_choice_is_the_one_whose_bounds_contain_the_measured_value() {
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
fn a_verdict_quotes_the_choices() {
    let choice = |index| Some(Guess::Choice(index));
    let words = "You guessed “8”, which is right.";
    assert_verdict(&choices(), choice(1), 8.0, Some(true), words);
    let words = "You guessed “few”. The answer is “many” (32).";
    assert_verdict(&choices(), choice(0), 32.0, Some(false), words);
    let words = "You guessed “few”. The answer is 5, which is none of the choices.";
    assert_verdict(&choices(), choice(0), 5.0, Some(false), words);
}
