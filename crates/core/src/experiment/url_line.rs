//! One line of a list of addresses: where its address ends, and what people write in it that
//! is none.

use crate::wording::characters::invisible_name;

/// The text that a pattern has where each request has its index.
pub const INDEX: &str = "{i}";

/// The address in a line, without the spaces around it and a comment after it: that begins
/// with a `#` at the start of the line or after a space, since one within an address begins
/// its fragment. Empty where there is none.
pub fn address_in(line: &str) -> &str {
    let (mut end, mut after_blank, mut has_address) = (line.len(), true, false);
    for (at, c) in line.char_indices() {
        if c == '#' && after_blank {
            end = at;
            break;
        }
        after_blank = c.is_whitespace() || invisible_name(c).is_some();
        has_address |= !after_blank;
    }
    let address = line.get(..end).filter(|_| has_address);
    address.unwrap_or_default().trim()
}

/// Whether a second address begins in it: after a space or, before the query, after a comma or
/// a semicolon. An address may contain another, but hardly after these.
pub fn has_several(text: &str) -> bool {
    let mut rest = text.as_bytes();
    let mut is_in_query = false;
    if !begins_address(rest) {
        return false;
    }
    while let [first, after @ ..] = rest {
        is_in_query |= *first == b'?';
        let separates = match first {
            b' ' | b'\t' => true,
            b',' | b';' => !is_in_query,
            _ => false,
        };
        if separates && begins_address(after) {
            return true;
        }
        rest = after;
    }
    false
}

fn begins_address(text: &[u8]) -> bool {
    let begins = |scheme: &str| {
        let start = text.get(..scheme.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(scheme.as_bytes()))
    };
    begins("http://") || begins("https://")
}

/// What looks like the place of a number in an address, and is none: `{n}`, `%7Bi%7D`,
/// `{0..9}` or `[1-9]`, where this page knows `{i}`.
pub fn likely_placeholder(text: &str) -> Option<&str> {
    const MAX_LENGTH: usize = 20;
    let bytes = text.as_bytes();
    (0..bytes.len()).find_map(|from| {
        let rest = bytes.get(from..)?;
        let (open, close) = match rest {
            [b'{', ..] => (1, "}"),
            [b'[', ..] => (1, "]"),
            [b'%', b'7', b'B' | b'b', ..] => (3, "%7D"),
            _ => return None,
        };
        let (mut at, mut dashes, mut is_range) = (open, 0, true);
        while let Some(byte) = rest.get(at) {
            match byte {
                b'0'..=b'9' => {}
                b'-' => dashes += 1,
                b'a'..=b'z' | b'A'..=b'Z' | b' ' | b'_' | b'.' | b':' => is_range = false,
                _ => break,
            }
            at += 1;
        }
        // Brackets are common in queries: only two numbers in them are a range.
        is_range &= dashes == 1 && rest.get(open) != Some(&b'-') && rest.get(at - 1) != Some(&b'-');
        let end = at + close.len();
        let closes = rest.get(at..end)?.eq_ignore_ascii_case(close.as_bytes());
        let placeholder = text.get(from..from + end)?;
        let fits = at - open <= MAX_LENGTH && (is_range || close != "]");
        (closes && fits && placeholder != INDEX).then_some(placeholder)
    })
}
