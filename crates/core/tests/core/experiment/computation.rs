//! The computation: its result can be checked, and grows with the number of units.

use playground_core::experiment::computation::{FOUND_BY_UNIT, compute};

/// By the sieve of Eratosthenes, as a check of the trial division.
fn primes_below(below: usize) -> usize {
    let mut is_prime = vec![true; below];
    is_prime[..2].fill(false);
    for number in 2..below {
        for multiple in (2 * number..below).step_by(number) {
            is_prime[multiple] = false;
        }
    }
    is_prime.into_iter().filter(|is_prime| *is_prime).count()
}

#[test]
fn a_unit_finds_the_primes_below_a_thousand() {
    assert_eq!(primes_below(1_000), FOUND_BY_UNIT as usize);
    assert_eq!(compute(1), FOUND_BY_UNIT);
}

#[test]
fn each_further_unit_finds_the_same_number() {
    for units in [0, 2, 7, 100] {
        assert_eq!(compute(units), units * FOUND_BY_UNIT);
    }
}
