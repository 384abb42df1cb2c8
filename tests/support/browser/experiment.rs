//! Running experiments by the page's console API, as a person at the console would.

use super::page::Page;
use serde_json::{Value, json};

/// Settles into one text: WebDriver's own conversion is slow for large reports, and knows no `NaN`.
const SETTLE: &str = "
    // Firefox runs these scripts beside the page: its errors are of another class there.
    const isError = value => Object.prototype.toString.call(value) === '[object Error]';
    const settle = promise => promise.then(
        value => JSON.stringify({ok: value === undefined ? null : value}),
        error => JSON.stringify({error: isError(error) ? error.message : 'no Error, but ' + String(error)}));
    const call = (name, ...values) => Promise.resolve().then(() => window.wasmBindings[name](...values));
";

/// An experiment that runs while the test looks at the page.
#[must_use = "ask for its result, or the test ends while it runs"]
pub struct StartedExperiment {
    page: Page,
    number: u64,
}

impl Page {
    /// `await wasmBindings.defaultExperiment()`.
    pub async fn default_experiment(&self) -> Value {
        let script = format!("{SETTLE} settle(call('defaultExperiment')).then(arguments[0]);");
        settled(&self.execute_async(&script, vec![]).await)
            .expect("there is always a default experiment")
    }

    /// `await wasmBindings.runExperiment(experiment)`: the report, or the message of the refusal.
    /// A JSON string is passed as text. Nothing else can be asked of the page meanwhile; see
    /// [`Self::start_experiment`].
    pub async fn run_experiment(&self, experiment: Value) -> Result<Value, String> {
        let script =
            format!("{SETTLE} settle(call('runExperiment', arguments[0])).then(arguments[1]);");
        settled(&self.execute_async(&script, vec![experiment]).await)
    }

    /// `await wasmBindings.showReport(await wasmBindings.readReport(report))`, or the message
    /// of the refusal.
    pub async fn show_report(&self, report: Value) -> Result<Value, String> {
        let script = format!(
            "{SETTLE} const read = call('readReport', arguments[0]);
            settle(read.then(handle => call('showReport', handle))).then(arguments[1]);"
        );
        settled(&self.execute_async(&script, vec![report]).await)
    }

    /// `await wasmBindings.showReport(handle)`, or the message of the refusal.
    pub async fn show_handle(&self, handle: Value) -> Result<Value, String> {
        let script =
            format!("{SETTLE} settle(call('showReport', arguments[0])).then(arguments[1]);");
        settled(&self.execute_async(&script, vec![handle]).await)
    }

    /// Starts an experiment and returns at once.
    pub async fn start_experiment(&self, experiment: Value) -> StartedExperiment {
        let keep = "const started = window.__startedExperiments ??= [];
            return started.push(settle(call('runExperiment', arguments[0]))) - 1;";
        let number = self
            .execute(&format!("{SETTLE} {keep}"), vec![experiment])
            .await;
        StartedExperiment {
            page: self.clone(),
            number: number.as_u64().expect("a number"),
        }
    }
}

impl StartedExperiment {
    /// Waits for the end: the report, or the message of the refusal.
    pub async fn result(self) -> Result<Value, String> {
        let script = "window.__startedExperiments[arguments[0]].then(arguments[1]);";
        settled(
            &self
                .page
                .execute_async(script, vec![json!(self.number)])
                .await,
        )
    }
}

fn settled(text: &Value) -> Result<Value, String> {
    let text = text.as_str().expect("a settled promise is sent as text");
    let mut answer: Value = serde_json::from_str(text).expect("a settled promise is sent as JSON");
    match answer.get("error") {
        Some(message) => Err(message.as_str().unwrap_or_default().to_owned()),
        None => Ok(answer["ok"].take()),
    }
}
