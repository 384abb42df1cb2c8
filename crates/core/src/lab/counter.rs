//! A number on the server that requests read and write, each on its own: what two of
//! them read before either has written, one of them writes in vain.

use std::fmt;

use super::query::{AddressError, Query};
use crate::experiment::ranges;
use crate::units::RunId;

/// Reads or writes the counter of a run, which is 0 at first. What is asked for is done
/// when the request arrives; the answer, the counter's value as decimal digits, comes
/// after the delay and tells of that moment, whatever others have written since.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CounterCall {
    pub run: RunId,
    /// From the request's arrival to its answer.
    pub delay_ms: u32,
    /// What is written, of [`ranges::COUNTER`]; `None` where it is only read.
    pub write: Option<u64>,
}

impl CounterCall {
    pub(super) fn parse(query: &mut Query<'_>) -> Result<Self, AddressError> {
        let write = query.optional_number("write")?;
        if let Some(value) = write.filter(|value| !ranges::COUNTER.contains(*value)) {
            let value = value.to_string();
            return Err(AddressError::Invalid {
                name: "write",
                value,
            });
        }
        Ok(Self {
            run: RunId(query.number("run")?),
            delay_ms: query.number("delay")?,
            write,
        })
    }
}

impl fmt::Display for CounterCall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            run,
            delay_ms,
            write,
        } = self;
        write!(f, "counter?run={run}&delay={delay_ms}")?;
        match write {
            Some(value) => write!(f, "&write={value}"),
            None => Ok(()),
        }
    }
}
