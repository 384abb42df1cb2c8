//! A number on the server that requests read and write in separate steps: if two of them
//! read it before either has written, one update is lost.

use std::fmt;

use super::query::{AddressError, Query};
use crate::experiment::ranges;
use crate::units::RunId;

/// Reads or writes the counter of a run, which is 0 at first. The read or the
/// write happens when the request arrives; the answer, the counter's value at that time
/// as decimal digits, is sent after the delay, even if others have written since.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CounterCall {
    pub run: RunId,
    /// From the request's arrival to its answer.
    pub delay_ms: u32,
    /// What is written, of [`ranges::COUNTER`]; `None` if it is only read.
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
