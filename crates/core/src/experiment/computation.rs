//! Work that keeps a thread busy: real computation with a result that can be checked.

use std::hint::black_box;

/// How far one unit counts.
const BELOW: u32 = 1_000;
/// How many primes there are below a thousand: what one unit finds.
pub const FOUND_BY_UNIT: u32 = 168;

/// Counts the primes below a thousand, by trial division, so many times over, and
/// gives the sum of what was found: [`FOUND_BY_UNIT`] for each unit.
pub fn compute(units: u32) -> u32 {
    // The compiler would otherwise count once and multiply.
    (0..units).map(|_| count_primes(black_box(BELOW))).sum()
}

fn count_primes(below: u32) -> u32 {
    (2..below).filter(|&number| is_prime(number)).count() as u32
}

fn is_prime(number: u32) -> bool {
    let mut divisors = (2..).take_while(|divisor| divisor * divisor <= number);
    divisors.all(|divisor| !number.is_multiple_of(divisor))
}
