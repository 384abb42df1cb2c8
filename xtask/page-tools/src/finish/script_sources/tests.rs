//! What counts as an inline script, and what the policy then says.

use super::*;

/// The example of the specification of content security policy.
const SCRIPT: &str = "alert('Hello, world.');";
const SOURCE: &str = "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='";

fn page(policy_and_scripts: &str) -> String {
    format!(
        "<!DOCTYPE html><meta http-equiv=\"Content-Security-Policy\" \
         content=\"script-src 'self' __SCRIPT_SOURCES__\">{policy_and_scripts}"
    )
}

#[test]
fn an_inline_script_is_allowed_by_its_checksum() {
    let filled = filled(&page(&format!("<script type=module>{SCRIPT}</script>"))).unwrap();
    assert!(
        filled.contains(&format!("content=\"script-src 'self' {SOURCE}\"")),
        "{filled}"
    );
}

#[test]
fn every_script_gets_a_source_of_its_own() {
    let filled = filled(&page("<script>a</script><SCRIPT async>b</SCRIPT>")).unwrap();
    assert_eq!(filled.matches("'sha256-").count(), 2, "{filled}");
}

#[test]
fn a_page_without_inline_scripts_allows_none() {
    let filled = filled(&page("<script src=app.js></script>")).unwrap();
    assert!(
        filled.contains("content=\"script-src 'self' \""),
        "{filled}"
    );
}

/// As Trunk 0.21 adds it, shortened.
const RELOAD: &str = "\"use strict\";\n(function () {\n    const address = '{{__TRUNK_ADDRESS__}}';\n    \
    const base = '{{__TRUNK_WS_BASE__}}';\n})()\n";

#[test]
fn under_trunk_serve_the_reload_script_has_a_checksum_too() {
    for reload in [RELOAD.to_owned(), RELOAD.replace('\'', "`")] {
        let html = page(&format!(
            "<script>{SCRIPT}</script><script>{reload}</script>"
        ));
        let left = filled(&html).unwrap();
        assert!(!left.contains("unsafe-inline"), "{left}");
        // When it is served, Trunk fills in what is left, and the script stays as it is.
        let served = left.replace("{{__TRUNK_WS_BASE__}}", "/");
        assert!(!served.contains("{{"), "{served}");
        assert_eq!(inline_scripts(&served), inline_scripts(&left));
        for script in inline_scripts(&served) {
            assert!(served.contains(&source_of(script)), "{script} in {served}");
        }
        assert!(
            served.contains("const address = window.location.host;"),
            "{served}"
        );
        assert!(served.contains("<script data-base=\"/\">if ("), "{served}");
        assert!(
            served.contains("const base = document.currentScript.dataset.base;"),
            "{served}"
        );
    }
}

#[test]
fn what_another_trunk_fills_in_makes_checksums_impossible() {
    let reload = RELOAD.replace("ADDRESS", "HOST");
    let html = page(&format!(
        "<script>{SCRIPT}</script><script>{reload}</script>"
    ));
    let filled = filled(&html).unwrap();
    assert!(
        filled.contains("script-src 'self' 'unsafe-inline'\""),
        "{filled}"
    );
    assert!(!filled.contains("sha256"), "{filled}");
}

#[test]
fn single_quotes_around_the_policy_are_not_ended_early() {
    let html = format!("<meta content='script-src __SCRIPT_SOURCES__'><script>{SCRIPT}</script>");
    let filled = filled(&html).unwrap();
    let escaped = SOURCE.replace('\'', "&#39;");
    assert!(
        filled.contains(&format!("content='script-src {escaped}'>")),
        "{filled}"
    );
}

#[test]
fn a_page_without_the_token_is_refused() {
    let text = filled("<script>a</script>").unwrap_err().to_string();
    assert!(text.contains("no __SCRIPT_SOURCES__"), "{text}");
}

#[test]
fn the_content_is_taken_exactly() {
    let html = "<p><script\n type='module' data-x=\"a > b\">\n 1 < 2 \n</script >";
    assert_eq!(inline_scripts(html), ["\n 1 < 2 \n"]);
}

#[test]
fn only_a_real_end_tag_ends_a_script() {
    let html = "<script>'</scripture>' + '<script>'</script><script>b</script>";
    assert_eq!(inline_scripts(html), ["'</scripture>' + '<script>'", "b"]);
}

#[test]
fn comments_and_other_tags_are_no_scripts() {
    let html = "<!-- <script>a</script> --><scripts>b</scripts><p title='<script>'>c";
    assert_eq!(inline_scripts(html), Vec::<&str>::new());
}

#[test]
fn src_counts_as_an_attribute_only() {
    assert!(has_src("<script src=\"a.js\">"));
    assert!(has_src("<script defer src>"));
    assert!(!has_src("<script data-src=a.js>"));
    assert!(!has_src("<script title=\"my src=x\">"));
}

#[test]
fn line_ends_are_hashed_as_the_browser_reads_them() {
    assert_eq!(source_of("a\r\nb\rc"), source_of("a\nb\nc"));
    assert_eq!(source_of(SCRIPT), SOURCE);
}
