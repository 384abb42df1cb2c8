//! One line of a list of addresses: where its address ends, and what people write in it that
//! is none.

use crate::wording::characters::invisible_name;

/// The text that a pattern has where each request has its index.
pub const INDEX: &str = "{i}";

/// What looks like a pattern in a line that is fetched as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LikelyPlaceholder {
    /// Counted from 1.
    pub line: u32,
    /// For example `{n}`.
    pub text: String,
}

/// The address in a line, without the spaces around it and a comment after it: that begins
/// with a `#` at the start of the line or after a space, since one within an address begins
/// its fragment. Empty where there is none.
pub fn address_in(line: &str) -> &str {
    let is_blank = |c: char| c.is_whitespace() || invisible_name(c).is_some();
    let is_comment = |&(at, _): &(usize, &str)| line[..at].chars().next_back().is_none_or(is_blank);
    let comment = line.match_indices('#').find(is_comment);
    let text = comment.map_or(line, |(at, _)| &line[..at]).trim();
    if text.chars().all(is_blank) { "" } else { text }
}

/// Whether a second address begins in it: after a space or, before the query, after a comma or
/// a semicolon. An address may contain another, but hardly after these.
pub fn has_several(text: &str) -> bool {
    let begins_address = |text: &str| {
        ["http://", "https://"].into_iter().any(|scheme| {
            let start = text.get(..scheme.len());
            start.is_some_and(|start| start.eq_ignore_ascii_case(scheme))
        })
    };
    let query = text.find('?').unwrap_or(text.len());
    let separates = |&(at, c): &(usize, char)| {
        (c.is_whitespace() || (at < query && matches!(c, ',' | ';')))
            && begins_address(&text[at + c.len_utf8()..])
    };
    begins_address(text) && text.char_indices().any(|separator| separates(&separator))
}

/// What looks like the place of a number in an address, and is none: `{n}`, `%7Bi%7D`,
/// `{0..9}` or `[1-9]`, where this page knows `{i}`.
pub fn likely_placeholder(text: &str) -> Option<&str> {
    const MAX_LENGTH: usize = 20;
    let is_name = |inner: &str| {
        inner.len() <= MAX_LENGTH
            && inner
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || " _-.:".contains(c))
    };
    let is_range = |inner: &str| {
        let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        let ends = inner.split_once('-');
        ends.is_some_and(|(first, last)| is_number(first) && is_number(last))
    };
    let between = |open: &'static str, close: &str, fits: &dyn Fn(&str) -> bool| {
        text.match_indices(open).find_map(|(from, _)| {
            let (inner, _) = text[from + open.len()..].split_once(close)?;
            let whole = &text[from..from + open.len() + inner.len() + close.len()];
            (fits(inner) && whole != INDEX).then_some(whole)
        })
    };
    between("{", "}", &is_name)
        .or_else(|| between("%7B", "%7D", &is_name))
        .or_else(|| between("%7b", "%7d", &is_name))
        .or_else(|| between("[", "]", &is_range))
}
