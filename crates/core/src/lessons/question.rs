//! What a class guesses before the run, and what is said to it after.

use super::measure::Measure;
use crate::units::Span;
use crate::wording::decimal::format_fixed;
use crate::wording::explain::format_span;

/// What is asked before the run.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    pub ask: String,
    /// The lane it is about, counted from 0.
    pub lane: usize,
    /// What the answer is measured by.
    pub measure: Measure,
    pub guesses: Guesses,
}

/// What can be guessed.
#[derive(Clone, Debug, PartialEq)]
pub enum Guesses {
    /// A point on a time axis that is this long.
    Time { axis: Span },
    /// One of a few.
    Choice(Vec<Choice>),
}

/// One of the answers to choose from; right if what is measured is from `from` to `to`.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    pub text: String,
    pub from: f64,
    pub to: f64,
}

/// What a class has guessed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Guess {
    Time(Span),
    /// The choice at this place.
    Choice(usize),
}

/// How a guess and the answer compare.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// `None` where nothing was guessed.
    pub is_right: Option<bool>,
    pub words: String,
}

impl Question {
    /// Which choice is the right one for what was measured.
    pub fn right_choice(&self, measured: f64) -> Option<usize> {
        match &self.guesses {
            Guesses::Time { .. } => None,
            Guesses::Choice(choices) => choices
                .iter()
                .position(|choice| (choice.from..=choice.to).contains(&measured)),
        }
    }

    /// What is said of a guess, once the answer is known.
    pub fn judge(&self, guess: Option<Guess>, measured: f64) -> Verdict {
        let answer = self.measure.words(measured);
        match guess {
            None => Verdict {
                is_right: None,
                words: format!("No guess was made. It is {answer}."),
            },
            Some(Guess::Time(guess)) => judge_time(guess, Span::from_ms(measured), &answer),
            Some(Guess::Choice(place)) => self.judge_choice(place, measured, &answer),
        }
    }

    fn judge_choice(&self, place: usize, measured: f64, answer: &str) -> Verdict {
        let text = |place: Option<usize>| match &self.guesses {
            Guesses::Choice(choices) => place.and_then(|place| choices.get(place)),
            Guesses::Time { .. } => None,
        };
        let right = self.right_choice(measured);
        // A choice that ends in the number says all.
        let says_it = text(right).is_some_and(|choice| choice.text.ends_with(answer));
        let exactly = match says_it {
            true => String::new(),
            false => format!(": {answer}"),
        };
        let guessed = text(Some(place)).map_or("", |choice| &choice.text);
        let words = match text(right) {
            Some(choice) if right == Some(place) => {
                format!("You guessed “{}”, and so it is{exactly}.", choice.text)
            }
            Some(choice) => format!("You guessed “{guessed}”. It is “{}”{exactly}.", choice.text),
            None => format!("You guessed “{guessed}”. It is {answer}, which was no choice."),
        };
        Verdict {
            is_right: Some(right == Some(place)),
            words,
        }
    }
}

/// A guess of a length of time is right if it is off by no more than a fifth.
fn judge_time(guess: Span, measured: Span, answer: &str) -> Verdict {
    const CLOSE: f64 = 0.2;
    let off = (guess.ms() - measured.ms()).abs();
    let is_right = off <= measured.ms() * CLOSE;
    let guessed = format_span(guess);
    let words = match (is_right, guess.ms() > 0.0) {
        (true, _) => format!("You guessed {guessed}, and it is {answer}. Well guessed."),
        (false, false) => format!("You guessed that it takes no time. It is {answer}."),
        (false, true) => {
            let ratio = measured.ms() / guess.ms();
            match ratio >= 1.0 {
                true => format!(
                    "You guessed {guessed}. It is {answer}: {} times as long.",
                    format_fixed(ratio, 1)
                ),
                false => format!("You guessed {guessed}. It is only {answer}."),
            }
        }
    };
    Verdict {
        is_right: Some(is_right),
        words,
    }
}
