//! The rules of the house, applied to one source file.

use super::source_scan::{Token, crate_references, export_lines, tokens};

/// Longest file in `src/`.
const MOST_LINES: usize = 300;

/// The crates that touch JavaScript.
const BROWSER_CRATES: [&str; 9] = [
    "web_sys",
    "js_sys",
    "gloo",
    "gloo_timers",
    "gloo_net",
    "gloo_events",
    "gloo_file",
    "wasm_streams",
    "wasm_bindgen_futures",
];

/// Where a file stands in the house.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Floor {
    Model,
    /// `lab`, `timeline` and `export`: pure too, and may use the model.
    Pure,
    /// `lessons`: pure, above the documents it is written in.
    Lessons,
    Engine,
    Browser,
    State,
    View,
    /// `main.rs` and `bin/`.
    Entry,
    /// `lib.rs`, which only names the modules.
    Root,
}

impl Floor {
    /// `None` for a folder the design does not know.
    pub fn of(path: &str) -> Option<Self> {
        Some(match path.strip_prefix("src/")?.split('/').next()? {
            "model" => Self::Model,
            "lab" | "timeline" | "export" => Self::Pure,
            "lessons" => Self::Lessons,
            "engine" => Self::Engine,
            "browser" => Self::Browser,
            "state" => Self::State,
            "view" => Self::View,
            "main.rs" | "bin" => Self::Entry,
            "lib.rs" => Self::Root,
            _ => return None,
        })
    }

    /// The crate's modules that a file on this floor may use.
    const fn may_use(self) -> &'static [&'static str] {
        match self {
            Self::Model => &["model"],
            Self::Pure => &["model", "lab", "timeline", "export"],
            Self::Lessons => &["model", "lab", "timeline", "export", "lessons"],
            Self::Engine => &["model", "lab", "timeline", "export", "engine"],
            Self::Browser => &["model", "lab", "timeline", "export", "engine", "browser"],
            Self::State => &[
                "model", "lab", "timeline", "export", "lessons", "engine", "browser", "state",
            ],
            Self::View | Self::Entry | Self::Root => &[
                "model", "lab", "timeline", "export", "lessons", "engine", "browser", "state",
                "view",
            ],
        }
    }

    /// Whether a file on this floor may name a crate or use a keyword.
    fn may_name(self, word: &str) -> bool {
        match word {
            "async" | "await" | "futures" | "tokio" => {
                !matches!(self, Self::Model | Self::Pure | Self::Lessons)
            }
            "wasm_bindgen" => matches!(self, Self::Browser | Self::Entry),
            "leptos" => matches!(self, Self::State | Self::View | Self::Entry),
            word => self == Self::Browser || !BROWSER_CRATES.contains(&word),
        }
    }
}

/// What is against the rules in a file, each with its place.
pub fn offences(path: &str, source: &str) -> Vec<String> {
    let Some(floor) = Floor::of(path) else {
        return vec![format!("{path}: the design knows no such place")];
    };
    let tokens = tokens(source);
    let mut found = Vec::new();
    let mut report = |line: usize, what: &str| found.push(format!("{path}:{line}: {what}"));

    for reference in crate_references(path, &tokens) {
        let is_module = Floor::View.may_use().contains(&reference.module);
        let is_allowed = floor.may_use().contains(&reference.module);
        if reference.module == "*" || is_module && !is_allowed {
            let what = format!("{floor:?} may not use crate::{}", reference.module);
            report(reference.line, &what);
        }
    }
    for token in &tokens {
        if !floor.may_name(token.text) {
            report(
                token.line,
                &format!("{floor:?} may not name {}", token.text),
            );
        }
    }
    if floor != Floor::Entry {
        for line in export_lines(&tokens) {
            report(
                line,
                "exports live in the entries, or every binary carries them",
            );
        }
    }
    for words in tokens.windows(3) {
        if let [".", "unwrap" | "expect", "("] = words.iter().map(text_of).collect::<Vec<_>>()[..] {
            report(words[1].line, "code that runs for people does not unwrap");
        }
    }
    for words in tokens.windows(2) {
        if let ["todo" | "unimplemented", "!"] = words.iter().map(text_of).collect::<Vec<_>>()[..] {
            report(words[0].line, "what is not built is not there");
        }
    }
    for (number, line) in (1..).zip(source.lines()) {
        for mark in ["TODO", "FIXME"] {
            if line
                .match_indices(mark)
                .any(|(at, _)| !line[at + mark.len()..].starts_with('('))
            {
                report(number, "a bare mark: name the issue, as in MARK(#12)");
            }
        }
    }
    let lines = source.lines().count();
    if lines > MOST_LINES {
        report(lines, "too long: look for the second thing the file is");
    }
    found
}

const fn text_of<'a>(token: &Token<'a>) -> &'a str {
    token.text
}

/// The rules find this in such a source.
#[track_caller]
pub fn assert_found(path: &str, source: &str, what: &str) {
    let found = offences(path, source);
    assert!(
        found.iter().any(|offence| offence.contains(what)),
        "{source:?} in {path} gave {found:?}"
    );
}

/// The rules find nothing in such a source.
#[track_caller]
pub fn assert_clean(path: &str, source: &str) {
    assert_eq!(
        offences(path, source),
        Vec::<String>::new(),
        "{source:?} in {path}"
    );
}
