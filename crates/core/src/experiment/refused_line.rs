//! A line of a list of addresses that is not fetched.

use std::fmt;

use crate::experiment::ranges::shorten;
use crate::experiment::url::UrlProblem;
use crate::wording::characters::{code_point, invisible_name, reveal, unseen_character};

/// A line that is not fetched, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusedLine {
    /// Counted from 1, as editors do.
    pub number: u32,
    /// Its address; of a long one, the beginning.
    pub text: String,
    pub problem: UrlProblem,
    /// The character that is the problem.
    pub character: Option<char>,
}

impl RefusedLine {
    pub fn new(number: u32, address: &str, problem: UrlProblem) -> Self {
        let is_character = matches!(
            problem,
            UrlProblem::ControlCharacter | UrlProblem::InvisibleCharacter
        );
        Self {
            number,
            text: shorten(address),
            problem,
            character: unseen_character(address).filter(|_| is_character),
        }
    }
}

/// In a sentence.
impl fmt::Display for RefusedLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            number,
            text,
            problem,
            character,
        } = self;
        write!(f, "Line {number}: {} {problem}", reveal(text))?;
        let Some(character) = *character else {
            return Ok(());
        };
        let name = invisible_name(character).unwrap_or("control character");
        write!(f, " It is {} ({name}).", code_point(character))
    }
}
