//! Documents that must be refused.

use playground_core::documents::experiment;
use serde_json::Value;

use crate::urls::StandardUrls;

/// The message with which a document is refused.
#[track_caller]
pub fn refused(document: &str) -> String {
    let document = serde_json::from_str(document).expect("the test writes JSON");
    let document: Value = document;
    match experiment::read(document.clone(), &StandardUrls::default()) {
        Ok(experiment) => panic!("{document} was accepted as {experiment:?}"),
        Err(refusal) => refusal.to_string(),
    }
}

#[track_caller]
pub fn assert_refused(document: &Value, expected: &str) {
    assert_eq!(refused(&document.to_string()), expected);
}
