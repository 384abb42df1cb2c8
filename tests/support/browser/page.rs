//! The page a test looks at: going there, running scripts in it, waiting for the app.

use super::console::ConsoleLog;
use super::devtools;
use super::element::PageElement;
use super::wait::wait_until_at;
use fantoccini::{Client, Locator};
use serde_json::Value;
use std::panic::Location;
use std::path::PathBuf;
use std::sync::{Arc, Mutex as BlockingMutex, PoisonError};
use std::time::Duration;
use tokio::sync::Mutex;

/// How long the app may take to be ready: an unoptimised build is large, and its first compile slow.
const APP_START: Duration = Duration::from_secs(60);

/// A handle of the browser's page; clones are the same page.
#[derive(Clone)]
pub struct Page {
    client: Client,
    pub(super) console: Arc<Mutex<ConsoleLog>>,
    /// Where this page has been: what it stored is stored there.
    origins: Arc<BlockingMutex<Vec<String>>>,
}

impl Page {
    /// `process_log`: the browser's own log, where it writes one.
    pub(super) fn new(client: Client, process_log: Option<PathBuf>) -> Self {
        Self {
            client,
            console: Arc::new(Mutex::new(ConsoleLog::new(process_log))),
            origins: Arc::default(),
        }
    }

    /// The WebDriver client, for what this library does not offer.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// Goes to an address and waits until it has loaded.
    pub async fn goto(&self, url: &str) {
        self.try_goto(url)
            .await
            .unwrap_or_else(|error| panic!("cannot open {url}: {error}"));
    }

    /// [`Self::goto`] where the address may well not answer, as when offline.
    pub async fn try_goto(&self, url: &str) -> Result<(), String> {
        self.remember_origin(url);
        self.client
            .goto(url)
            .await
            .map_err(|error| error.to_string())
    }

    fn remember_origin(&self, url: &str) {
        let Ok(url) = url.parse::<url::Url>() else {
            return;
        };
        let origin = url.origin().ascii_serialization();
        let mut origins = self.lock_origins();
        if !origins.contains(&origin) {
            origins.push(origin);
        }
    }

    /// The origins of the addresses that a test went to.
    pub(super) fn origins(&self) -> Vec<String> {
        self.lock_origins().clone()
    }

    fn lock_origins(&self) -> std::sync::MutexGuard<'_, Vec<String>> {
        self.origins.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Goes to an address and waits until the app's console API is there.
    #[track_caller]
    pub fn open_app(&self, url: &str) -> impl Future<Output = ()> {
        let caller = Location::caller();
        async move {
            self.goto(url).await;
            self.until_app_ready_at(caller).await;
        }
    }

    pub async fn reload(&self) {
        self.client.refresh().await.expect("the page reloads");
    }

    /// Waits until `window.wasmBindings` offers the console API.
    #[track_caller]
    pub fn until_app_ready(&self) -> impl Future<Output = ()> {
        self.until_app_ready_at(Location::caller())
    }

    async fn until_app_ready_at(&self, caller: &'static Location<'static>) {
        let ready = "typeof window.wasmBindings?.runExperiment === 'function'";
        let awaited = "the app to be ready (window.wasmBindings.runExperiment)";
        let look = async || match self.evaluate(ready).await {
            Value::Bool(true) => Ok(()),
            _ => Err(format!(
                "{}, console: {:?}",
                self.evaluate("location.href").await,
                self.console_problems().await
            )),
        };
        wait_until_at(caller, awaited, look, APP_START).await;
    }

    /// Runs a script with `arguments`; what it returns comes back.
    pub async fn execute(&self, script: &str, arguments: Vec<Value>) -> Value {
        self.try_execute(script, arguments)
            .await
            .unwrap_or_else(|error| panic!("script failed: {error}\n{script}"))
    }

    pub async fn try_execute(&self, script: &str, arguments: Vec<Value>) -> Result<Value, String> {
        self.client
            .execute(script, arguments)
            .await
            .map_err(|error| error.to_string())
    }

    /// Runs a script that calls its last argument when it is done.
    pub async fn execute_async(&self, script: &str, arguments: Vec<Value>) -> Value {
        let result = self.client.execute_async(script, arguments).await;
        result.unwrap_or_else(|error| panic!("script failed: {error}\n{script}"))
    }

    /// The value of one expression; a promise is awaited.
    pub async fn evaluate(&self, expression: &str) -> Value {
        self.execute(&format!("return ({expression});"), vec![])
            .await
    }

    /// Waits until an expression is truthy, and returns its value.
    #[track_caller]
    pub fn until(&self, expression: &str, timeout: Duration) -> impl Future<Output = Value> {
        let caller = Location::caller();
        async move {
            let look = async || match self.evaluate(expression).await {
                value @ (Value::Null | Value::Bool(false)) => Err(value),
                value if value == 0 || value == "" => Err(value),
                value => Ok(value),
            };
            wait_until_at(caller, format!("`{expression}` in the page"), look, timeout).await
        }
    }

    /// Waits until a service worker answers for this page: only then is it there offline.
    #[track_caller]
    pub fn until_controlled_by_service_worker(&self) -> impl Future<Output = ()> {
        let waiting = self.until(
            "navigator.serviceWorker?.controller?.state === 'activated'",
            APP_START,
        );
        async move { drop(waiting.await) }
    }

    /// The text a person can read on the page.
    pub async fn text(&self) -> String {
        self.evaluate("document.body.innerText")
            .await
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }

    pub async fn title(&self) -> String {
        self.client.title().await.expect("a page has a title")
    }

    /// The first element a CSS selector finds, for what has no role of its own, such as a canvas.
    pub async fn by_css(&self, selector: &str) -> Option<PageElement> {
        let found = self.client.find(Locator::Css(selector)).await;
        match found {
            Ok(handle) => Some(PageElement::of_selector(self.clone(), handle, selector).await),
            Err(error) if error.is_no_such_element() => None,
            Err(error) => panic!("looking for {selector}: {error}"),
        }
    }

    /// Sends a command of the debugging protocol to the page.
    pub async fn devtools(&self, command: &str, parameters: Value) -> Value {
        self.try_devtools(command, parameters)
            .await
            .unwrap_or_else(|error| panic!("{command}: {error}"))
    }

    pub async fn try_devtools(&self, command: &str, parameters: Value) -> Result<Value, String> {
        devtools::devtools(&self.client, command, parameters)
            .await
            .map_err(|error| error.to_string())
    }
}
