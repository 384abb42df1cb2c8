//! Bodies that are not as they should be come out as what they are, and are never more than text.

use super::error_cases::{Case, run_cases};
use super::misbehaving_server::MisbehavingServer;
use super::visit::Visit;
use serde_json::{Value, json};

#[tokio::test]
async fn a_body_is_shown_as_text_and_never_as_a_page() {
    let misbehaving = MisbehavingServer::start();
    let visit = Visit::start().await;
    let shown = "<script>window.__executed=1</script>";
    let cases: &[Case] = &[(
        misbehaving.url("page"),
        None,
        &["text/html", "retry-after 7", shown, "hidden by the server"],
    )];
    run_cases(&visit, cases, json!({})).await;
    assert_eq!(
        visit.page.evaluate("window.__executed ?? null").await,
        Value::Null
    );
}
