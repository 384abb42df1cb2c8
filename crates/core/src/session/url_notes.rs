//! What there is to know of the user's own addresses before they are run.

use crate::experiment::ranges::shorten;
use crate::experiment::url_list::UrlList;
use crate::wording::numbers::format_count;

/// More refused lines would bury the page.
const MAX_REFUSED: usize = 100;

/// How many there are, on how many hosts, and whether some repeat. `requests`: how many are
/// wanted of a pattern; 0 where that is not known.
pub fn notes(list: &UrlList, requests: u32) -> Vec<String> {
    let mut notes = Vec::new();
    let addresses = list.requests(requests);
    if addresses > 0 {
        let hosts = list.hosts().len();
        let first = list.first_of_pattern();
        notes.push(format!(
            "{} on {}{}.",
            format_count(u64::from(addresses), "address", "addresses"),
            format_count(hosts as u64, "host", "hosts"),
            first.map_or_else(String::new, |first| format!(
                ", from {} on",
                shorten(&first)
            ))
        ));
    }
    if let Some((line, placeholder)) = list.placeholder() {
        notes.push(format!(
            "Line {line}: {placeholder} is sent as it is written. To number the requests, write {{i}} \
             in its place, and no other address."
        ));
    }
    if list.repeated() > 0 {
        notes.push(format!(
            "{} an earlier one. Each is fetched separately, bypassing the cache: none is answered \
             by another's copy, and none waits for another.",
            format_count(u64::from(list.repeated()), "line repeats", "lines repeat")
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
        let more = format_count(more as u64, "more line", "more lines");
        lines.push(format!("And {more}."));
    }
    lines
}
