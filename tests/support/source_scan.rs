//! Reads Rust sources just well enough to hold them to the rules of the house:
//! tokens without comments and texts, and the paths that begin at the crate.

/// A piece of source: a name, a number, `::` or a single sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token<'a> {
    pub text: &'a str,
    /// Counted from 1.
    pub line: usize,
}

/// The tokens of a source, without comments, texts, characters and lifetimes.
pub fn tokens(source: &str) -> Vec<Token<'_>> {
    let mut found = Vec::new();
    let mut line = 1;
    let mut rest = source;
    while let Some(first) = rest.chars().next() {
        let (length, is_token) = next_piece(rest, first);
        let (text, after) = rest.split_at(length);
        if is_token {
            found.push(Token { text, line });
        }
        line += text.matches('\n').count();
        rest = after;
    }
    found
}

/// Length of what stands at the beginning, and whether it is a token.
fn next_piece(rest: &str, first: char) -> (usize, bool) {
    if first.is_whitespace() {
        (first.len_utf8(), false)
    } else if rest.starts_with("//") {
        (rest.find('\n').unwrap_or(rest.len()), false)
    } else if rest.starts_with("/*") {
        (block_comment(rest), false)
    } else if let Some(length) = text_literal(rest) {
        (length, false)
    } else if first == '\'' {
        (character_or_lifetime(rest), false)
    } else if is_of_name(first) {
        (name(rest), true)
    } else if rest.starts_with("::") {
        (2, true)
    } else {
        (first.len_utf8(), true)
    }
}

fn is_of_name(sign: char) -> bool {
    sign.is_alphanumeric() || sign == '_'
}

fn name(rest: &str) -> usize {
    rest.find(|sign| !is_of_name(sign)).unwrap_or(rest.len())
}

/// Block comments nest.
fn block_comment(rest: &str) -> usize {
    let mut depth = 0;
    let mut at = 0;
    while at < rest.len() {
        if rest[at..].starts_with("/*") {
            depth += 1;
            at += 2;
        } else if rest[at..].starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += rest[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    rest.len()
}

/// The length of `"…"`, `r#"…"#`, `b"…"`, `br"…"` or `c"…"`.
fn text_literal(rest: &str) -> Option<usize> {
    let prefix = rest.find(|sign: char| !"rbc".contains(sign))?;
    let hashes = rest[prefix..].find(|sign| sign != '#')?;
    let opening = prefix + hashes;
    if !rest[opening..].starts_with('"') || prefix > 2 {
        return None;
    }
    let body = &rest[opening + 1..];
    if rest[..prefix].contains('r') {
        let end = format!("\"{}", "#".repeat(hashes));
        let length = body.find(&end).map_or(body.len(), |at| at + end.len());
        return Some(opening + 1 + length);
    }
    let mut escaped = false;
    for (at, sign) in body.char_indices() {
        match sign {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return Some(opening + 1 + at + 1),
            _ => {}
        }
    }
    Some(rest.len())
}

/// `'x'` and `'\n'` are characters, `'a` is a lifetime.
fn character_or_lifetime(rest: &str) -> usize {
    let body = &rest[1..];
    let mut signs = body.char_indices();
    match signs.next() {
        Some((_, '\\')) => {
            let end = body[2..].find('\'');
            end.map_or(rest.len(), |at| 1 + 2 + at + 1)
        }
        Some(_) => match signs.next() {
            Some((at, '\'')) => 1 + at + 1,
            _ => 1 + name(body),
        },
        None => 1,
    }
}

/// A path that begins at the crate's root, and the module it goes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reference<'a> {
    /// `*` where it brings in everything.
    pub module: &'a str,
    pub line: usize,
}

/// Every path that begins at the crate's root: `crate::x`, the crate's own name,
/// `super::super::x` from as deep as the file is, and groups of them.
pub fn crate_references<'a>(path: &str, tokens: &[Token<'a>]) -> Vec<Reference<'a>> {
    let depth = module_depth(path);
    let text = |at: usize| tokens.get(at).map_or("", |token| token.text);
    let mut found = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let begins = at == 0 || text(at - 1) != "::" || text(at.saturating_sub(2)) == "self";
        match token.text {
            "crate" | "fetch_playground" if text(at + 1) == "::" => {
                heads(tokens, at + 2, &mut found);
            }
            "crate" if text(at + 1) == "as" => found.push(Reference {
                module: "*",
                line: token.line,
            }),
            "super" if begins => {
                let supers = (0..)
                    .take_while(|step| {
                        text(at + 2 * step) == "super" && text(at + 2 * step + 1) == "::"
                    })
                    .count();
                if supers == depth {
                    heads(tokens, at + 2 * supers, &mut found);
                }
            }
            _ => {}
        }
    }
    found
}

/// How many modules deep a file of `src/` is: `src/model/run.rs` is 2 deep, and
/// `src/model/mod.rs` is the module `model` itself.
fn module_depth(path: &str) -> usize {
    let folders = path.matches('/').count().saturating_sub(1);
    match path.rsplit('/').next() {
        Some("mod.rs" | "lib.rs" | "main.rs") => folders,
        _ => folders + 1,
    }
}

/// The first name of a path, or of each path in a group.
fn heads<'a>(tokens: &[Token<'a>], at: usize, found: &mut Vec<Reference<'a>>) {
    let Some(&first) = tokens.get(at) else {
        return;
    };
    if first.text != "{" {
        found.push(Reference {
            module: first.text,
            line: first.line,
        });
        return;
    }
    let mut depth = 1;
    let mut expects_head = true;
    for token in &tokens[at + 1..] {
        match token.text {
            "{" => depth += 1,
            "}" => depth -= 1,
            "," if depth == 1 => {
                expects_head = true;
                continue;
            }
            head if depth == 1 && expects_head => found.push(Reference {
                module: head,
                line: token.line,
            }),
            _ => {}
        }
        expects_head = false;
        if depth == 0 {
            return;
        }
    }
}

/// Lines of `#[wasm_bindgen]` attributes that export something: those in front
/// of anything but an `extern` block, whose items are imports.
pub fn export_lines(tokens: &[Token<'_>]) -> Vec<usize> {
    let text = |at: usize| tokens.get(at).map_or("", |token| token.text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let is_attribute = text(at) == "#" && text(at + 1) == "[" && text(at + 2) == "wasm_bindgen";
        if !is_attribute {
            at += 1;
            continue;
        }
        let line = tokens[at].line;
        while text(at) == "#" {
            at = after_brackets(tokens, at + 1);
        }
        let block = at + usize::from(text(at) == "unsafe");
        if text(block) == "extern" && text(block + 1) == "{" {
            at = after_brackets(tokens, block + 1);
        } else {
            found.push(line);
        }
    }
    found
}

/// Where a bracketed piece that begins here has ended.
fn after_brackets(tokens: &[Token<'_>], from: usize) -> usize {
    let mut depth = 0_u32;
    for (at, token) in tokens.iter().enumerate().skip(from) {
        match token.text {
            "[" | "{" | "(" => depth += 1,
            "]" | "}" | ")" => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return at + 1;
        }
    }
    tokens.len()
}
