//! Makes style sheets and wasm-bindgen's JavaScript shorter. Trunk's own minifier
//! would do the same, but stumbles over the one line that is rewritten here.

use minify_js::{Session, TopLevelMode};

/// The line that ends wasm-bindgen's modules, and the same in two statements.
const EXPORTS: (&str, &str) = (
    "export { initSync, __wbg_init as default };",
    "export { initSync };\nexport default __wbg_init;",
);

/// The style sheet in fewer bytes; `None` where that cannot be done.
pub fn shorter_style(sheet: &str) -> Option<String> {
    let minified = minifier::css::minify(sheet).ok()?.to_string();
    let minified = minified.trim().to_owned();
    // A sum without spaces is no sum in CSS; within `calc()` they are kept.
    let keeps_sums = minified.matches('+').count() == minified.matches(" + ").count();
    (keeps_sums && minified.len() < sheet.len()).then_some(minified)
}

/// The script in fewer bytes; `None` where that cannot be done.
pub fn shorter_script(script: &str) -> Option<String> {
    let script = script.replace(EXPORTS.0, EXPORTS.1);
    let mode = if script.contains("\nexport ") {
        TopLevelMode::Module
    } else {
        TopLevelMode::Global
    };
    // It is known to panic on some scripts, which is no reason to have no page.
    let minified = std::panic::catch_unwind(|| {
        let mut minified = Vec::new();
        minify_js::minify(&Session::new(), mode, script.as_bytes(), &mut minified)
            .ok()
            .map(|()| minified)
    });
    let minified = String::from_utf8(minified.ok()??).ok()?;
    (minified.len() < script.len()).then_some(minified)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_module_keeps_its_exports() {
        let module = "// A comment.\nfunction initSync() { return 1; }\n\
             async function __wbg_init() { return initSync(); }\n\
             export function answer() { return 2; }\n\
             export { initSync, __wbg_init as default };\n";
        let minified = shorter_script(module).unwrap();
        assert!(!minified.contains("comment"), "{minified}");
        for name in ["initSync", "answer", "default"] {
            assert!(minified.contains(name), "{minified}");
        }
    }

    #[test]
    fn a_style_sheet_keeps_its_meaning() {
        let sheet = "/* Why. */\n.a > .b {\n  width: calc(100% - 2px);\n}\n\
             @media (max-width: 40rem) {\n  .c :hover {\n    margin: 0 auto;\n  }\n}\n";
        assert_eq!(
            shorter_style(sheet).unwrap(),
            ".a>.b{width:calc(100% - 2px);}@media (max-width:40rem){.c :hover{margin:0 auto;}}"
        );
    }

    #[test]
    fn a_style_sheet_that_would_lose_a_sum_is_left_alone() {
        assert_eq!(shorter_style("a { width: min(1px + 2px, 3px); }"), None);
        let page = include_str!("../../../style.css");
        assert!(shorter_style(page).is_some(), "put sums into calc()");
    }

    #[test]
    fn what_is_no_script_is_left_alone() {
        assert_eq!(shorter_script("function ("), None);
    }
}
