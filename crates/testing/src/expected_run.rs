//! Expectations about a run:
//! `ExpectedRun::default().succeeded(98).http_errors(2).max_in_flight(3).check(&run)`.

use playground_core::run::Run;
use playground_core::run::event::Ending;
use playground_core::run::outcome::OutcomeKind;

/// The expected properties of a run; those left out are not checked.
#[derive(Clone, Debug, Default)]
#[must_use = "an expectation means nothing until `check`"]
pub struct ExpectedRun {
    counts: Vec<(OutcomeKind, u32)>,
    total: Option<u32>,
    attempts: Option<usize>,
    max_in_flight: Option<u32>,
    makespan_ms: Option<f64>,
    ending: Option<Ending>,
}

impl ExpectedRun {
    pub fn succeeded(self, requests: u32) -> Self {
        self.count(OutcomeKind::Succeeded, requests)
    }

    pub fn http_errors(self, requests: u32) -> Self {
        self.count(OutcomeKind::HttpError, requests)
    }

    pub fn timed_out(self, requests: u32) -> Self {
        self.count(OutcomeKind::TimedOut, requests)
    }

    pub fn network_errors(self, requests: u32) -> Self {
        self.count(OutcomeKind::NetworkError, requests)
    }

    pub fn bodies_broken(self, requests: u32) -> Self {
        self.count(OutcomeKind::BodyBroken, requests)
    }

    pub fn too_large(self, requests: u32) -> Self {
        self.count(OutcomeKind::TooLarge, requests)
    }

    pub fn cancelled(self, requests: u32) -> Self {
        self.count(OutcomeKind::Cancelled, requests)
    }

    /// Requests with an outcome, of whatever kind.
    pub const fn outcomes_sum_to(mut self, requests: u32) -> Self {
        self.total = Some(requests);
        self
    }

    /// Attempts that were dispatched, over all requests.
    pub const fn attempts(mut self, attempts: usize) -> Self {
        self.attempts = Some(attempts);
        self
    }

    pub const fn max_in_flight(mut self, requests: u32) -> Self {
        self.max_in_flight = Some(requests);
        self
    }

    pub const fn makespan_ms(mut self, ms: f64) -> Self {
        self.makespan_ms = Some(ms);
        self
    }

    pub const fn ending(mut self, ending: Ending) -> Self {
        self.ending = Some(ending);
        self
    }

    /// Panics with everything that is not as expected.
    #[track_caller]
    pub fn check(self, run: &Run) {
        let mut wrong = Vec::new();
        for (kind, expected) in self.counts {
            compare(
                &mut wrong,
                kind.name(),
                Some(expected),
                run.counts().of(kind),
            );
        }
        compare(&mut wrong, "outcomes", self.total, run.counts().total());
        compare(&mut wrong, "attempts", self.attempts, attempts(run));
        let most = run.max_in_flight();
        compare(&mut wrong, "max in flight", self.max_in_flight, most);
        let makespan = run.makespan().map(|span| span.ms());
        compare(&mut wrong, "makespan", self.makespan_ms.map(Some), makespan);
        compare(&mut wrong, "ending", self.ending.map(Some), run.ending());
        assert!(
            wrong.is_empty(),
            "not the run expected: {}",
            wrong.join("; ")
        );
    }

    fn count(mut self, kind: OutcomeKind, requests: u32) -> Self {
        self.counts.push((kind, requests));
        self
    }
}

fn attempts(run: &Run) -> usize {
    let dispatched = |attempt: &&_| {
        let attempt: &playground_core::run::request::Attempt = attempt;
        attempt.dispatched.is_some()
    };
    run.requests()
        .iter()
        .map(|request| request.attempts().filter(dispatched).count())
        .sum()
}

fn compare<T: PartialEq + std::fmt::Debug>(
    wrong: &mut Vec<String>,
    what: &str,
    expected: Option<T>,
    is: T,
) {
    if let Some(expected) = expected
        && expected != is
    {
        wrong.push(format!("{what} should be {expected:?} and is {is:?}"));
    }
}
