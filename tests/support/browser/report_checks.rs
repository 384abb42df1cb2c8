//! How an [`ExpectedReport`] looks and how it fails: with the lane, the expectation and what is there.

use super::report::ExpectedReport;
use serde_json::Value;
use std::fmt::Display;

impl ExpectedReport<'_> {
    #[track_caller]
    pub(super) fn counted(self, outcome: &str, expected: u64) -> Self {
        let seen = self.count(outcome);
        self.check(
            &format!("its count of {outcome}"),
            seen == expected,
            expected,
            seen,
        )
    }

    #[track_caller]
    pub(super) fn count(self, outcome: &str) -> u64 {
        let seen = &self.lane["counts"][outcome];
        match seen.as_u64() {
            Some(count) => count,
            None => self.fail(&format!("its count of {outcome}"), "a number", seen),
        }
    }

    #[track_caller]
    pub(super) fn equal(self, field: &str, expected: u64) -> Self {
        let seen = self.whole(field);
        self.check(field, seen == expected, expected, seen)
    }

    #[track_caller]
    pub(super) fn at_most(self, field: &str, bound: u64) -> Self {
        let seen = self.whole(field);
        self.check(field, seen <= bound, format!("at most {bound}"), seen)
    }

    #[track_caller]
    pub(super) fn whole(self, field: &str) -> u64 {
        let seen = &self.lane[field];
        match seen.as_u64() {
            Some(number) => number,
            None => self.fail(field, "a whole number", seen),
        }
    }

    #[track_caller]
    pub(super) fn check(
        self,
        what: &str,
        holds: bool,
        expected: impl Display,
        seen: impl Display,
    ) -> Self {
        if !holds {
            self.fail(
                what,
                &expected.to_string(),
                &Value::String(seen.to_string()),
            );
        }
        self
    }

    #[track_caller]
    pub(super) fn fail(self, what: &str, expected: &str, seen: &Value) -> ! {
        let seen = seen.as_str().map_or_else(|| seen.to_string(), String::from);
        let (strategy, counts) = (&self.lane["strategy"], &self.lane["counts"]);
        panic!("lane {strategy}: {what} should be {expected}, is {seen} (counts: {counts})")
    }
}
