//! Work that keeps a thread busy: real computation with a result that can be checked.

use std::hint::black_box;

/// One unit counts the primes below this number.
const BELOW: u32 = 1_000;
/// The number of primes below a thousand: one unit finds them.
pub const FOUND_BY_UNIT: u32 = 168;

/// Counts the primes below a thousand by trial division, once for each unit, and returns
/// how many it found in all: [`FOUND_BY_UNIT`] for each unit.
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
