//! The guess at a lesson's question.

use crate::lessons::measure::Measure;
use crate::lessons::question::{Guess, Guesses, Question};
use crate::units::{LaneIndex, Span, TimePoint};

/// The steps of a time axis when a guess is moved by keys.
const STEPS: f64 = 20.0;

/// A guess of time moved by a number of steps along its axis, from 0 if nothing was guessed;
/// `None` if the question has choices instead.
pub fn nudged(question: &Question, guess: Option<Guess>, steps: f64) -> Option<Guess> {
    let Guesses::Time { axis } = question.guesses else {
        return None;
    };
    let guessed = match guess {
        Some(Guess::Time(span)) => span,
        Some(Guess::Choice(_)) | None => Span::ZERO,
    };
    let moved = guessed.ms() + axis.ms() * steps / STEPS;
    Some(Guess::Time(Span::from_ms(moved.clamp(0.0, axis.ms()))))
}

/// The choice at an index as a guess; `None` if the question has no such choice.
pub fn choice(question: &Question, index: usize) -> Option<Guess> {
    match &question.guesses {
        Guesses::Choice(choices) => (index < choices.len()).then_some(Guess::Choice(index)),
        Guesses::Time { .. } => None,
    }
}

/// The lane that the question is about and the guessed end of that lane; `None` if a makespan
/// was not guessed.
pub fn guessed_end(question: &Question, guess: Option<Guess>) -> Option<(LaneIndex, TimePoint)> {
    match guess {
        Some(Guess::Time(span)) if question.measure == Measure::Makespan => {
            Some((LaneIndex(question.lane), TimePoint::START + span))
        }
        _ => None,
    }
}
