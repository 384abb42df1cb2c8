//! Allows exactly the page's own inline scripts in its content security policy, by the checksum
//! of each.

use anyhow::{Context, Result};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

/// The place to fill in, inside `<meta http-equiv="Content-Security-Policy">`.
const TOKEN: &str = "__SCRIPT_SOURCES__";

/// Trunk's reload script, which `trunk serve` adds, carries such places until Trunk fills them in
/// while serving: no checksum could be right.
const FILLED_IN_WHEN_SERVED: &str = "{{__TRUNK_";
const ADDRESS: &str = "{{__TRUNK_ADDRESS__}}";
const BASE: &str = "{{__TRUNK_WS_BASE__}}";

/// The page with its policy completed.
///
/// This reads the page as Trunk leaves it, after minification: the checksums
/// are over what the browser will see.
pub fn filled(html: &str) -> Result<String> {
    let html = &with_settled_reload(html);
    let position = html.find(TOKEN).with_context(|| {
        format!(
            "index.html has no {TOKEN} to fill in: put it into the script-src of the content \
             security policy, or the browser refuses Trunk's start script"
        )
    })?;
    let sources = sources_of(&inline_scripts(html));
    // A minifier may choose single quotes, which the sources would end early.
    let attribute = html[..position].rfind("content=").map(|at| &html[at + 8..]);
    let sources = match attribute.and_then(|value| value.chars().next()) {
        Some('"') => sources,
        _ => sources.replace('\'', "&#39;").replace(' ', "&#32;"),
    };
    Ok(html.replace(TOKEN, &sources))
}

/// The page with a reload script that is the same in every place: what is filled in when it is
/// served is in an attribute, and where it is not, as on a static host, the script does nothing.
fn with_settled_reload(html: &str) -> String {
    let scripts = inline_scripts(html);
    let mut unsettled = scripts.iter().filter(|script| script.contains(BASE));
    let Some((before, after)) = unsettled.next().and_then(|script| {
        let (before, after) = html.split_once(script)?;
        Some((before.strip_suffix('>')?, after))
    }) else {
        return html.to_owned();
    };
    let script = &html[before.len() + 1..html.len() - after.len()];
    let quoted = |text: &str, place: &str, value: &str| {
        // A minifier may choose other quotes.
        let quotes = ["'", "\"", "`"].into_iter();
        quotes.fold(text.to_owned(), |text, quote| {
            text.replace(&format!("{quote}{place}{quote}"), value)
        })
    };
    let script = quoted(script, ADDRESS, "window.location.host");
    let script = quoted(&script, BASE, "document.currentScript.dataset.base");
    format!(
        "{before} data-base=\"{BASE}\">if (!document.currentScript.dataset.base.startsWith(\"{{\")) \
         {{{script}}}{after}"
    )
}

fn sources_of(scripts: &[&str]) -> String {
    if scripts
        .iter()
        .any(|script| script.contains(FILLED_IN_WHEN_SERVED))
    {
        // Another version of Trunk. Browsers ignore this one beside a checksum.
        return "'unsafe-inline'".to_owned();
    }
    let sources: Vec<String> = scripts.iter().map(|script| source_of(script)).collect();
    sources.join(" ")
}

/// Browsers turn every line end into `\n` before they hash.
fn source_of(script: &str) -> String {
    let script = script.replace("\r\n", "\n").replace('\r', "\n");
    let checksum = STANDARD.encode(Sha256::digest(script.as_bytes()));
    format!("'sha256-{checksum}'")
}

/// The text of every script element without a `src`.
///
/// Not a whole HTML parser: it knows comments, quoted attributes and that
/// nothing but `</script` ends a script, which is all our own page needs.
fn inline_scripts(html: &str) -> Vec<&str> {
    // ASCII case folding keeps every byte position.
    let folded = html.to_ascii_lowercase();
    let mut scripts = Vec::new();
    let mut at = 0;
    while let Some(tag) = folded[at..].find('<').map(|found| at + found) {
        if folded[tag..].starts_with("<!--") {
            at = folded[tag..]
                .find("-->")
                .map_or(html.len(), |end| tag + end + 3);
            continue;
        }
        let end_of_tag = tag_end(&folded, tag);
        at = end_of_tag;
        if !is_tag(&folded[tag..], "<script") {
            continue;
        }
        let close = script_end(&folded, end_of_tag);
        if !has_src(&folded[tag..end_of_tag]) {
            scripts.push(&html[end_of_tag..close]);
        }
        at = close;
    }
    scripts
}

fn is_tag(text: &str, tag: &str) -> bool {
    text.strip_prefix(tag)
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_whitespace() || "/>".contains(c)))
}

/// Just after the `>` that ends the tag, not counting those inside quotes.
fn tag_end(html: &str, start: usize) -> usize {
    let mut quote = None;
    for (offset, character) in html[start..].char_indices() {
        match (quote, character) {
            (None, '>') => return start + offset + 1,
            (None, '"' | '\'') => quote = Some(character),
            (Some(open), c) if open == c => quote = None,
            _ => {}
        }
    }
    html.len()
}

fn script_end(folded: &str, start: usize) -> usize {
    folded[start..]
        .match_indices("</script")
        .map(|(offset, _)| start + offset)
        .find(|position| is_tag(&folded[*position..], "</script"))
        .unwrap_or(folded.len())
}

/// Whether a tag has a `src` attribute, whatever its other attributes contain.
fn has_src(tag: &str) -> bool {
    let mut names = String::new();
    let mut quote = None;
    for character in tag.chars() {
        match (quote, character) {
            (None, '"' | '\'') => quote = Some(character),
            (Some(open), c) if open == c => quote = None,
            (None, c) => names.push(c),
            _ => {}
        }
    }
    names
        .split(|c: char| c.is_ascii_whitespace() || "/>".contains(c))
        .any(|name| name == "src" || name.starts_with("src="))
}

#[cfg(test)]
mod tests;
