//! Telling the service worker which build it belongs to.

use super::{PAGE, SERVICE_WORKER, is_later};
use crate::failure::Failure;

/// The places to fill in. All are valid JavaScript by themselves, so that the
/// template can be linted and read like any other file.
const BUILD_ID: &str = "\"__BUILD_ID__\"";
const BUILD_FILES: &str = "[\"__BUILD_FILES__\"]";
const LATER_FILES: &str = "[\"__LATER_FILES__\"]";

/// The service worker with the build's id and the files to keep for offline use.
pub fn filled(template: &str, build_id: &str, files: &[&str]) -> Result<String, Failure> {
    for token in [BUILD_ID, BUILD_FILES, LATER_FILES] {
        if !template.contains(token) {
            return Err(Failure::new(
                format!("{SERVICE_WORKER} has no {token} to fill in"),
                "Put it back, with double quotes: without it the offline cache cannot tell builds apart.",
            ));
        }
    }
    Ok(without_comments(template)
        .replace(BUILD_ID, &json_string(build_id))
        .replace(BUILD_FILES, &json_list(files, false))
        .replace(LATER_FILES, &json_list(files, true)))
}

/// The script without the lines that only explain it: every first visit loads it.
fn without_comments(script: &str) -> String {
    let lines = script.lines();
    let code = lines.filter(|line| !line.trim_start().starts_with("//"));
    code.flat_map(|line| [line, "\n"]).collect()
}

/// Everything but the worker itself: the browser keeps and updates that one on
/// its own. The page is fetched under its folder's URL.
fn json_list(files: &[&str], later: bool) -> String {
    let urls: Vec<String> = files
        .iter()
        .filter(|file| **file != SERVICE_WORKER && is_later(file) == later)
        .map(|file| json_string(if *file == PAGE { "./" } else { file }))
        .collect();
    format!("[{}]", urls.join(","))
}

fn json_string(text: &str) -> String {
    let mut quoted = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            c if c.is_control() => quoted.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEMPLATE: &str = "const BUILD = \"__BUILD_ID__\";\n\
         const FILES = [\"__BUILD_FILES__\"];\nconst LATER = [\"__LATER_FILES__\"];\n";

    #[test]
    fn the_id_and_the_files_are_filled_in() {
        let files = [
            "app.js",
            "fetch_worker.js",
            "index.html",
            "service_worker.js",
            "sub/x.wasm",
        ];
        assert_eq!(
            filled(TEMPLATE, "0123456789abcdef", &files).unwrap(),
            "const BUILD = \"0123456789abcdef\";\nconst FILES = [\"app.js\",\"./\",\"sub/x.wasm\"];\n\
             const LATER = [\"fetch_worker.js\"];\n"
        );
    }

    #[test]
    fn only_code_is_published() {
        let script = format!("// Why.\n{TEMPLATE}  // More.\nfetch(\"//x\");\n");
        assert_eq!(
            filled(&script, "0", &[]).unwrap(),
            "const BUILD = \"0\";\nconst FILES = [];\nconst LATER = [];\nfetch(\"//x\");\n"
        );
    }

    #[test]
    fn only_the_pages_own_index_is_the_folder() {
        assert_eq!(
            json_list(&["help/index.html"], false),
            "[\"help/index.html\"]"
        );
    }

    #[test]
    fn a_template_without_a_token_is_refused_by_name() {
        let without_files = TEMPLATE.replace("__BUILD_FILES__", "");
        let text = filled(&without_files, "0", &[]).unwrap_err().to_string();
        assert!(text.contains("no [\"__BUILD_FILES__\"]"), "{text}");
        let without_id = TEMPLATE.replace("__BUILD_ID__", "");
        let text = filled(&without_id, "0", &[]).unwrap_err().to_string();
        assert!(text.contains("no \"__BUILD_ID__\""), "{text}");
    }

    #[test]
    fn strings_are_escaped() {
        assert_eq!(json_string("a\"b\\c\n"), r#""a\"b\\c\u000a""#);
    }
}
