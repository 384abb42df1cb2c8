//! Chromium's debugging protocol and its log, by way of the driver's own extensions to WebDriver.

use axum::http::Method;
use fantoccini::Client;
use fantoccini::error::CmdError;
use fantoccini::wd::WebDriverCompatibleCommand;
use serde_json::{Value, json};
use url::{ParseError, Url};

/// A posted command of the session that WebDriver itself does not know.
#[derive(Debug)]
pub(super) struct SessionCommand {
    pub path: &'static str,
    pub body: Value,
}

impl WebDriverCompatibleCommand for SessionCommand {
    fn endpoint(&self, base_url: &Url, session_id: Option<&str>) -> Result<Url, ParseError> {
        let session = session_id.expect("commands are issued within a session");
        base_url.join(&format!("session/{session}/{}", self.path))
    }

    fn method_and_body(&self, _request_url: &Url) -> (Method, Option<String>) {
        (Method::POST, Some(self.body.to_string()))
    }
}

/// Sends one command of the debugging protocol to the page.
pub async fn devtools(
    client: &Client,
    command: &str,
    parameters: Value,
) -> Result<Value, CmdError> {
    let body = json!({"cmd": command, "params": parameters});
    client
        .issue_cmd(SessionCommand {
            path: "goog/cdp/execute",
            body,
        })
        .await
}

/// What was logged since the last call; the driver forgets what it hands out.
pub async fn take_browser_log(client: &Client) -> Result<Vec<Value>, CmdError> {
    let command = SessionCommand {
        path: "se/log",
        body: json!({"type": "browser"}),
    };
    match client.issue_cmd(command).await? {
        Value::Array(entries) => Ok(entries),
        other => Err(CmdError::NotW3C(other)),
    }
}
