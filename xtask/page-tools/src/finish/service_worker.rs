//! Tells the service worker which build it belongs to.

use anyhow::{Result, bail};
use serde_json::json;

use super::SERVICE_WORKER;
use crate::files::{PAGE, is_later};

/// The places to fill in. All are valid JavaScript by themselves, so that the
/// template can be linted and read like any other file.
const BUILD_ID: &str = "\"__BUILD_ID__\"";
const BUILD_FILES: &str = "[\"__BUILD_FILES__\"]";
const LATER_FILES: &str = "[\"__LATER_FILES__\"]";

/// The service worker with the build's id and the files to keep for offline use.
pub fn filled(template: &str, build_id: &str, files: &[&str]) -> Result<String> {
    for token in [BUILD_ID, BUILD_FILES, LATER_FILES] {
        if !template.contains(token) {
            bail!(
                "{SERVICE_WORKER} has no {token} to fill in: put it back, with double quotes, as \
                 the offline cache cannot tell builds apart without it"
            );
        }
    }
    Ok(template
        .replace(BUILD_ID, &json!(build_id).to_string())
        .replace(BUILD_FILES, &url_list(files, false))
        .replace(LATER_FILES, &url_list(files, true)))
}

/// The URLs of the files, but for the worker itself: the browser keeps and updates that one on
/// its own. The page is fetched under its folder's URL.
fn url_list(files: &[&str], later: bool) -> String {
    let urls: Vec<&str> = files
        .iter()
        .filter(|file| **file != SERVICE_WORKER && is_later(file) == later)
        .map(|file| if *file == PAGE { "./" } else { file })
        .collect();
    json!(urls).to_string()
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
    fn only_the_pages_own_index_is_the_folder() {
        assert_eq!(
            url_list(&["help/index.html"], false),
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
    fn names_are_escaped() {
        assert_eq!(url_list(&["a\"b.js"], false), r#"["a\"b.js"]"#);
    }
}
