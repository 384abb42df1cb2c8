//! What there is to know of the user's own addresses before they are run.

use crate::experiment::url_list::UrlList;
use crate::wording::numbers::group_digits;

/// More refused lines would bury the page.
const MAX_REFUSED: usize = 100;

/// How many there are, on how many hosts, and whether some repeat.
pub fn notes(list: &UrlList) -> Vec<String> {
    let mut notes = Vec::new();
    let addresses = list.requests(0);
    if addresses > 0 {
        let hosts = list.hosts().len();
        notes.push(format!(
            "{} on {}.",
            count(u64::from(addresses), "address", "addresses"),
            count(hosts as u64, "host", "hosts")
        ));
    }
    if list.repeated() > 0 {
        notes.push(format!(
            "{} an earlier one. Each is fetched separately, bypassing the cache: none is answered \
             by another's copy, and none waits for another.",
            count(u64::from(list.repeated()), "line repeats", "lines repeat")
        ));
    }
    notes
}

/// The lines that are left out, each with its reason.
pub fn refused(list: &UrlList) -> Vec<String> {
    let all = list.refused();
    let shown = all.iter().take(MAX_REFUSED).map(ToString::to_string);
    let mut lines: Vec<_> = shown.collect();
    let more = all.len().saturating_sub(MAX_REFUSED);
    if more > 0 {
        lines.push(format!("And {} more lines.", group_digits(more as u64)));
    }
    lines
}

fn count(number: u64, one: &str, more: &str) -> String {
    if number == 1 {
        format!("1 {one}")
    } else {
        format!("{} {more}", group_digits(number))
    }
}
