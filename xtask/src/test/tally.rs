//! How many tests there were, added up over every suite.

use std::fmt;

#[derive(Debug, Default, PartialEq, Eq)]
pub struct Tally {
    passed: u64,
    failed: u64,
    skipped: u64,
}

impl Tally {
    /// Reads one line of output. The test harnesses, native and in the browser,
    /// end each suite with a line of this form:
    /// `test result: ok. 3 passed; 0 failed; 1 ignored; …`.
    pub fn read(&mut self, line: &str) {
        let Some((_, counts)) = line.split_once("test result: ") else {
            return;
        };
        for part in counts.split([';', '.']) {
            let mut words = part.split_whitespace();
            let Some(Ok(number)) = words.next().map(str::parse::<u64>) else {
                continue;
            };
            match words.next() {
                Some("passed") => self.passed += number,
                Some("failed") => self.failed += number,
                Some("ignored") => self.skipped += number,
                _ => {}
            }
        }
    }

    /// How many tests ran.
    pub const fn ran(&self) -> u64 {
        self.passed + self.failed
    }

    /// For a failure that no suite has counted.
    pub fn at_least_one_failed(&mut self) {
        self.failed = self.failed.max(1);
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            passed,
            failed,
            skipped,
        } = self;
        write!(f, "{passed} passed, {failed} failed, {skipped} skipped")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally_of(lines: &[&str]) -> String {
        let mut tally = Tally::default();
        for line in lines {
            tally.read(line);
        }
        tally.to_string()
    }

    #[test]
    fn suites_add_up() {
        assert_eq!(
            tally_of(&[
                "test result: ok. 12 passed; 0 failed; 2 ignored; 0 measured; 7 filtered out; finished in 0.31s",
                "test model::parses ... ok",
                "test result: FAILED. 3 passed; 1 failed; 0 ignored; 0 measured",
            ]),
            "15 passed, 1 failed, 2 skipped"
        );
    }

    #[test]
    fn colours_do_not_hide_a_result() {
        let coloured = "test result: \u{1b}[32mok\u{1b}(B\u{1b}[m. 3 passed; 0 failed; 1 ignored";
        assert_eq!(tally_of(&[coloured]), "3 passed, 0 failed, 1 skipped");
    }

    #[test]
    fn a_failure_without_a_counted_test_counts_as_one() {
        let mut tally = Tally::default();
        tally.at_least_one_failed();
        assert_eq!(tally.to_string(), "0 passed, 1 failed, 0 skipped");
        tally.read("test result: FAILED. 0 passed; 2 failed; 0 ignored");
        tally.at_least_one_failed();
        assert_eq!(tally.to_string(), "0 passed, 3 failed, 0 skipped");
    }
}
