//! How often a property is tested, and with which cases.

use std::env;
use std::time::{Duration, Instant};

use proptest::strategy::Strategy;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseResult, TestRng, TestRunner};

/// The cases of each property: with seven of them, 10,500 in all.
const CASES: u32 = 1_500;

/// Set by `cargo xtask fuzz`: for how many minutes new cases are drawn.
const MINUTES: &str = "FETCH_PLAYGROUND_FUZZ_MINUTES";

/// Tests the property with drawn values. One for which it does not hold is made as small as it can
/// be, and shown.
#[expect(clippy::print_stdout, reason = "it is the result of a long search")]
pub fn check<S: Strategy>(values: &S, property: impl Fn(S::Value) -> TestCaseResult) {
    let config = Config {
        cases: CASES,
        failure_persistence: None,
        ..Config::default()
    };
    let run = |mut runner: TestRunner| {
        if let Err(failure) = runner.run(values, &property) {
            panic!("{failure}");
        }
    };
    let Some(minutes) = minutes() else {
        let same_each_time = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
        return run(TestRunner::new_with_rng(config, same_each_time));
    };
    let mut cases = 0_u64;
    let end = now() + Duration::from_secs_f64(minutes * 60.0);
    while now() < end {
        run(TestRunner::new(config.clone()));
        cases += u64::from(CASES);
    }
    println!("{cases} cases");
}

#[expect(
    clippy::disallowed_methods,
    reason = "this suite never runs in a browser"
)]
fn now() -> Instant {
    Instant::now()
}

fn minutes() -> Option<f64> {
    let text = env::var(MINUTES).ok()?;
    let minutes = text.parse().ok().filter(|minutes| *minutes > 0.0);
    Some(minutes.unwrap_or_else(|| panic!("{MINUTES} is {text}, which is no number of minutes")))
}
