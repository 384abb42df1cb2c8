//! What went wrong in Firefox or WebKit without anybody looking.
//!
//! Firefox keeps the last 250 messages of all its pages and workers, service workers too, where its
//! own interface reads them; the driver lets a script into that. WebKit's driver has no console:
//! a page of it is asked to note what it reports to itself, from then on.

use super::devtools::SessionCommand;
use super::engine::Engine;
use super::engine_browser::EngineBrowser;
use serde_json::{Value, json};

/// Each message as `category: text`, without warnings and those of the browser's own scripts.
const TAKE_FIREFOX: &str = "
    const errors = Services.console.getMessageArray().flatMap(message => {
        if (!(message instanceof Ci.nsIScriptError)) return [];
        const is_warning = message.flags & Ci.nsIScriptError.warningFlag;
        const {category, errorMessage, sourceName} = message;
        const is_own = category.startsWith('chrome') || /^(chrome|resource|moz-)/.test(sourceName);
        return is_warning || is_own ? [] : [`${category}: ${errorMessage} (${sourceName})`];
    });
    Services.console.reset();
    return errors;";

const NOTE_WEBKIT: &str = "
    window.__problems = [];
    const note = (kind, text) => window.__problems.push(`${kind}: ${text}`);
    addEventListener('error', event => note('error', event.message));
    addEventListener('unhandledrejection', event => note('unhandled rejection', event.reason));
    const error = console.error;
    console.error = (...said) => { note('console', said.join(' ')); error.apply(console, said); };";

impl EngineBrowser {
    /// Takes note of errors from now on; to be repeated after each load.
    pub async fn watch_console(&self) {
        match self.engine() {
            Engine::Firefox => drop(self.console_errors().await),
            Engine::WebKit => drop(self.page().execute(NOTE_WEBKIT, vec![]).await),
        }
    }

    /// The errors since [`Self::watch_console`] or the last call.
    pub async fn console_errors(&self) -> Vec<String> {
        let page = self.page();
        let errors = match self.engine() {
            Engine::Firefox => {
                self.enter("chrome").await;
                let errors = page.execute(TAKE_FIREFOX, vec![]).await;
                self.enter("content").await;
                errors
            }
            Engine::WebKit => page.evaluate("window.__problems?.splice(0) ?? []").await,
        };
        let errors = errors.as_array().into_iter().flatten();
        errors
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect()
    }

    /// Of Firefox: whether scripts are the browser's own or the page's.
    async fn enter(&self, context: &str) {
        let command = SessionCommand {
            path: "moz/context",
            body: json!({"context": context}),
        };
        let entered = self.page().client().issue_cmd(command).await;
        entered.unwrap_or_else(|error| panic!("scripts of {context}: {error}"));
    }
}
