//! What a first visit waits for: every file of the finished page, as a server with gzip
//! sends it, but for those that come behind it, when the page stands and works.

use std::fs;
use std::io::Write;
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::failure::Failure;
use crate::finish_build::is_later;
use crate::finish_build::staging::files_in;
use crate::places;
use crate::talk::say;

/// A page for a classroom's shared, slow connection. 1 kB is 1,000 bytes.
const BUDGET: u64 = 250_000;

/// The sizes of one file.
struct Weight {
    name: String,
    raw: u64,
    gzipped: u64,
}

/// Prints the sizes, and fails when their sum is over the budget.
pub fn run() -> Result<(), Failure> {
    let dist = places::dist();
    if !dist.join("index.html").is_file() {
        return Err(Failure::new(
            format!("there is no page in {}", dist.display()),
            "Build it first: `cargo xtask build`.",
        ));
    }
    let mut weights = weigh(&dist)?;
    weights.sort_by_key(|weight| std::cmp::Reverse(weight.gzipped));
    let (later, first): (Vec<_>, Vec<_>) = weights
        .into_iter()
        .partition(|weight| is_later(&weight.name));
    let total = sum("before the page works", &first);
    let later_total = sum("behind it, when it stands", &later);
    say(format!("{:>12} {:>12}  {}", "bytes", "gzip -9", "file"));
    let lines = first.iter().chain([&total]);
    for weight in lines.chain(&later).chain([&later_total]) {
        let (raw, gzipped) = (grouped(weight.raw), grouped(weight.gzipped));
        say(format!("{raw:>12} {gzipped:>12}  {}", weight.name));
    }
    say(verdict(total.gzipped)?);
    Ok(())
}

fn sum(name: &str, weights: &[Weight]) -> Weight {
    Weight {
        name: name.to_owned(),
        raw: weights.iter().map(|weight| weight.raw).sum(),
        gzipped: weights.iter().map(|weight| weight.gzipped).sum(),
    }
}

fn verdict(gzipped: u64) -> Result<String, Failure> {
    if gzipped <= BUDGET {
        return Ok(format!(
            "Within the budget of {} bytes: {} to spare.",
            grouped(BUDGET),
            grouped(BUDGET - gzipped)
        ));
    }
    Err(Failure::new(
        format!(
            "a first visit loads {} bytes gzipped, {} over the budget of {}",
            grouped(gzipped),
            grouped(gzipped - BUDGET),
            grouped(BUDGET)
        ),
        "See that this is a release build (`cargo xtask build`) and that wasm-opt is there \
         (`cargo xtask setup`). If so, look in the list above for what grew: a new dependency, \
         an export outside the entries, text or pictures that could load later.",
    ))
}

fn weigh(folder: &Path) -> Result<Vec<Weight>, Failure> {
    files_in(folder)?
        .into_iter()
        // What a build that failed has left there.
        .filter(|name| !name.starts_with(".stage/"))
        .map(|name| {
            let path = folder.join(&name);
            let content = fs::read(&path).map_err(|error| Failure::of_file(&path, &error))?;
            Ok(Weight {
                name,
                raw: content.len() as u64,
                gzipped: gzipped_size(&content),
            })
        })
        .collect()
}

/// The length of what `gzip -9` makes of it.
pub fn gzipped_size(content: &[u8]) -> u64 {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    // Writing to memory does not fail.
    let written = encoder.write_all(content).and_then(|()| encoder.finish());
    written.map_or(u64::MAX, |compressed| compressed.len() as u64)
}

/// 1234567 as `1,234,567`.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_grouped_by_thousands() {
        assert_eq!(grouped(0), "0");
        assert_eq!(grouped(999), "999");
        assert_eq!(grouped(1_000), "1,000");
        assert_eq!(grouped(1_234_567), "1,234,567");
    }

    #[test]
    fn the_budget_is_a_limit_one_may_reach_but_not_pass() {
        assert!(
            verdict(BUDGET)
                .unwrap()
                .contains("250,000 bytes: 0 to spare")
        );
        let text = verdict(BUDGET + 1).unwrap_err().to_string();
        assert!(text.contains("250,001 bytes gzipped, 1 over"), "{text}");
    }

    #[test]
    fn repetition_compresses() {
        let size = gzipped_size(&[7; 10_000]);
        assert!(size < 100, "{size}");
    }
}
