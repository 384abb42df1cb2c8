//! The query strings of the lab's addresses: `name=value&name=value`, whose
//! values are plain words or whole numbers, so that nothing needs escaping.

use std::fmt;

/// The reason why something is not an address of the lab.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AddressError {
    UnknownPath(String),
    UnknownName(String),
    Missing(&'static str),
    Invalid { name: &'static str, value: String },
}

impl fmt::Display for AddressError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownPath(path) => write!(
                f,
                "the lab has no “{path}”; it answers at work, counter, stats and ping"
            ),
            Self::UnknownName(name) => write!(f, "the lab has no parameter “{name}”"),
            Self::Missing(name) => write!(f, "the parameter “{name}” is missing"),
            Self::Invalid { name, value } => {
                write!(
                    f,
                    "“{value}” is not a valid value of the parameter “{name}”"
                )
            }
        }
    }
}

impl std::error::Error for AddressError {}

/// A query's parameters, taken out one by one.
pub struct Query<'a>(Vec<(&'a str, &'a str)>);

impl<'a> Query<'a> {
    pub fn parse(query: &'a str) -> Self {
        let pairs = query.split('&').filter(|pair| !pair.is_empty());
        Self(
            pairs
                .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
                .collect(),
        )
    }

    /// # Errors
    /// The parameter is missing or not a number of this type.
    pub fn number<T: std::str::FromStr>(&mut self, name: &'static str) -> Result<T, AddressError> {
        self.optional_number(name)?
            .ok_or(AddressError::Missing(name))
    }

    /// # Errors
    /// The parameter is there, but not a number of this type.
    pub fn optional_number<T: std::str::FromStr>(
        &mut self,
        name: &'static str,
    ) -> Result<Option<T>, AddressError> {
        self.take(name)
            .map(|value| {
                let invalid = || AddressError::Invalid {
                    name,
                    value: value.to_owned(),
                };
                value.parse().map_err(|_| invalid())
            })
            .transpose()
    }

    /// # Errors
    /// The parameter is missing, or its value is none of these words.
    pub fn word<T: Copy>(
        &mut self,
        name: &'static str,
        words: &[(&str, T)],
    ) -> Result<T, AddressError> {
        let value = self.take(name).ok_or(AddressError::Missing(name))?;
        words
            .iter()
            .find(|(word, _)| *word == value)
            .map(|&(_, meaning)| meaning)
            .ok_or_else(|| AddressError::Invalid {
                name,
                value: value.to_owned(),
            })
    }

    /// # Errors
    /// There is a parameter that the call does not have.
    pub fn finish(self) -> Result<(), AddressError> {
        match self.0.first() {
            Some((name, _)) => Err(AddressError::UnknownName((*name).to_owned())),
            None => Ok(()),
        }
    }

    fn take(&mut self, name: &str) -> Option<&'a str> {
        let position = self.0.iter().position(|(other, _)| *other == name)?;
        Some(self.0.remove(position).1)
    }
}
