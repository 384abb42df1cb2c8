//! The question that a class guesses at before the run, and the verdict after it.

use super::measure::Measure;
use crate::units::Span;
use crate::wording::numbers::{format_grouped, format_span};

/// The question before the run.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    pub ask: String,
    /// The index of the lane it is about.
    pub lane: usize,
    /// The quantity that answers it.
    pub measure: Measure,
    pub guesses: Guesses,
}

/// The possible guesses.
#[derive(Clone, Debug, PartialEq)]
pub enum Guesses {
    /// A point on a time axis of this length.
    Time { axis: Span },
    /// One of these choices.
    Choice(Vec<Choice>),
}

/// A possible answer; it is right if the measured value is from `from` to `to`, both
/// included.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    pub text: String,
    pub from: f64,
    pub to: f64,
}

/// A guess.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Guess {
    Time(Span),
    /// The choice at this index.
    Choice(usize),
}

/// How a guess and the answer compare.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// `None` if there was no guess.
    pub is_right: Option<bool>,
    /// One or two sentences for the screen.
    pub text: String,
}

impl Question {
    /// The index of the choice that the measured value makes right; `None` if there is none.
    pub fn right_choice(&self, measured: f64) -> Option<usize> {
        match &self.guesses {
            Guesses::Time { .. } => None,
            Guesses::Choice(choices) => choices
                .iter()
                .position(|choice| (choice.from..=choice.to).contains(&measured)),
        }
    }

    /// Judges a guess by the measured value.
    pub fn judge(&self, guess: Option<Guess>, measured: f64) -> Verdict {
        let answer = self.measure.label(measured);
        match guess {
            None => Verdict {
                is_right: None,
                text: format!("You made no guess. It is {answer}."),
            },
            Some(Guess::Time(guess)) => judge_time(guess, Span::from_ms(measured), &answer),
            Some(Guess::Choice(choice)) => self.judge_choice(choice, measured, &answer),
        }
    }

    fn judge_choice(&self, guess: usize, measured: f64, answer: &str) -> Verdict {
        let choice_at = |index: Option<usize>| match &self.guesses {
            Guesses::Choice(choices) => index.and_then(|index| choices.get(index)),
            Guesses::Time { .. } => None,
        };
        let right = self.right_choice(measured);
        let right_choice = choice_at(right);
        // A choice that ends in the number needs no second one.
        let has_number = right_choice.is_some_and(|choice| choice.text.ends_with(answer));
        let exactly = if has_number {
            String::new()
        } else {
            format!(" ({answer})")
        };
        let guessed = choice_at(Some(guess)).map_or("", |choice| &choice.text);
        let text = match right_choice {
            Some(_) if right == Some(guess) => {
                format!("You guessed “{guessed}”, which is right{exactly}.")
            }
            Some(choice) => format!(
                "You guessed “{guessed}”. The answer is “{}”{exactly}.",
                choice.text
            ),
            None => format!(
                "You guessed “{guessed}”. The answer is {answer}, which is none of the choices."
            ),
        };
        Verdict {
            is_right: Some(right == Some(guess)),
            text,
        }
    }
}

/// Judges a guess of a time: it is right if it is off by at most a fifth of the answer.
fn judge_time(guess: Span, measured: Span, answer: &str) -> Verdict {
    const TOLERANCE: f64 = 0.2;
    let off = (guess.ms() - measured.ms()).abs();
    let is_right = off <= measured.ms() * TOLERANCE;
    let guessed = format_span(guess);
    let text = if is_right {
        format!("You guessed {guessed}, and the answer is {answer}. Good guess.")
    } else if guess.ms() <= 0.0 {
        format!("You guessed that it takes no time. The answer is {answer}.")
    } else if guess > measured {
        format!("You guessed {guessed}. The answer is only {answer}.")
    } else {
        format!(
            "You guessed {guessed}. The answer is {answer}: {} times as long.",
            format_grouped(measured.ms() / guess.ms(), 1)
        )
    };
    Verdict {
        is_right: Some(is_right),
        text,
    }
}
