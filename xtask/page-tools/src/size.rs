//! What a first visit loads: every file of the finished page, as a server with gzip sends it.
//! The files that are loaded after the page works do not count against the budget.

use std::env;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::files::{PAGE, files_in, is_later, read};

/// A page for a classroom's shared, slow connection. 1 kB is 1,000 bytes.
const BUDGET: u64 = 280_000;

/// The sizes of one file, or of several together.
struct Size {
    name: String,
    raw: u64,
    gzipped: u64,
}

/// Prints the sizes, and fails when their sum is over the budget.
pub fn run() -> Result<()> {
    let dist = env::var_os("FETCH_PLAYGROUND_DIST").map_or("dist".into(), PathBuf::from);
    if !dist.join(PAGE).is_file() {
        bail!(
            "there is no page in {}: build it with `cargo xtask build`",
            dist.display()
        );
    }
    let mut sizes = measure(&dist)?;
    sizes.sort_by_key(|size| std::cmp::Reverse(size.gzipped));
    let (later, first): (Vec<_>, Vec<_>) = sizes.into_iter().partition(|size| is_later(&size.name));
    let total = sum("before the page works", &first);
    let later_total = sum("loaded later", &later);
    println!("{:>12} {:>12}  file", "bytes", "gzip -9");
    let lines = first.iter().chain([&total]);
    for size in lines.chain(&later).chain([&later_total]) {
        let (raw, gzipped) = (grouped(size.raw), grouped(size.gzipped));
        println!("{raw:>12} {gzipped:>12}  {}", size.name);
    }
    println!("{}", verdict(total.gzipped)?);
    Ok(())
}

fn sum(name: &str, sizes: &[Size]) -> Size {
    Size {
        name: name.to_owned(),
        raw: sizes.iter().map(|size| size.raw).sum(),
        gzipped: sizes.iter().map(|size| size.gzipped).sum(),
    }
}

fn verdict(gzipped: u64) -> Result<String> {
    let over = gzipped.saturating_sub(BUDGET);
    if over > 0 {
        bail!(
            "a first visit loads {} bytes gzipped, {} over the budget of {}. Check that this is a \
             release build (`cargo xtask build`) and that wasm-opt is installed (`cargo xtask \
             setup`). If so, look in the list above for what grew: a new dependency, an export \
             outside the entries, text or pictures that could load later.",
            grouped(gzipped),
            grouped(over),
            grouped(BUDGET)
        );
    }
    Ok(format!(
        "Within the budget of {} bytes: {} to spare.",
        grouped(BUDGET),
        grouped(BUDGET - gzipped)
    ))
}

fn measure(folder: &Path) -> Result<Vec<Size>> {
    files_in(folder)?
        .into_iter()
        // What a build that failed has left there.
        .filter(|name| !name.starts_with(".stage/"))
        .map(|name| {
            let content = read(&folder.join(&name))?;
            Ok(Size {
                name,
                raw: content.len() as u64,
                gzipped: gzipped_size(&content)?,
            })
        })
        .collect()
}

/// The length of what `gzip -9` makes of it.
fn gzipped_size(content: &[u8]) -> Result<u64> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    let written = encoder.write_all(content).and_then(|()| encoder.finish());
    let compressed = written.context("gzip failed")?;
    Ok(compressed.len() as u64)
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
    fn a_size_equal_to_the_budget_is_within_it() {
        assert!(
            verdict(BUDGET)
                .unwrap()
                .contains("280,000 bytes: 0 to spare")
        );
        let text = verdict(BUDGET + 1).unwrap_err().to_string();
        assert!(text.contains("280,001 bytes gzipped, 1 over"), "{text}");
    }

    #[test]
    fn repetition_compresses() {
        let size = gzipped_size(&[7; 10_000]).unwrap();
        assert!(size < 100, "{size}");
    }
}
