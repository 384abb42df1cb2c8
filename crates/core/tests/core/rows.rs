//! Assertions over tables of cases, which report every wrong row.

use std::fmt::{Debug, Display};

/// Asserts that in every row the second value equals the third. The first names the row.
#[track_caller]
pub fn assert_rows<Name: Display, T: PartialEq + Debug>(
    rows: impl IntoIterator<Item = (Name, T, T)>,
) {
    let wrong = rows.into_iter().filter(|(_, is, expected)| is != expected);
    let wrong: Vec<_> = wrong
        .map(|(name, is, expected)| format!("{name}\n    is: {is:?}\n    should be: {expected:?}"))
        .collect();
    let wrong_rows = wrong.len();
    assert!(
        wrong.is_empty(),
        "{wrong_rows} wrong rows:\n{}",
        wrong.join("\n")
    );
}
