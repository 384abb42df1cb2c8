//! Labs that are not there: the scripted ones of `page.js`, and addresses where none is.

use std::rc::Rc;

use fetch_playground::browser::fetch::body::BrowserBody;
use fetch_playground::browser::fetch::browser_fetch::{BrowserFetch, FetchTransport};
use fetch_playground::browser::fetch::follow_up::BrowserFollowUp;
use fetch_playground::browser::fetch::requests::LaneRequests;
use fetch_playground::browser::fetch::responses::Responses;
use fetch_playground::browser::fetch::target::Target;
use fetch_playground::browser::lab::client::Lab;
use playground_core::experiment::plan::Plan;
use playground_core::experiment::workload::Workload;
use playground_core::lab::address::LabKey;
use playground_core::run::outcome::NetworkCause;
use playground_core::units::{AttemptNumber, RequestIndex, RunId};
use playground_engine::ports::{Body, BodyBroken, Fetch, Response};

pub const KEY: LabKey = LabKey {
    run: RunId(7),
    request: RequestIndex(0),
    attempt: AttemptNumber::FIRST,
};

pub type BrowserResponse = Response<BrowserBody, BrowserFollowUp>;

/// A lab below this address.
pub fn lab_at(address: &str) -> Lab {
    let navigator = web_sys::window().expect("a page has a window").navigator();
    Lab::new(address, navigator.service_worker())
}

/// The scripted lab that answers in this way.
pub fn lab(how: &str) -> Lab {
    lab_at(&format!("https://scripted.invalid/{how}/"))
}

/// Sends one request of a run.
pub async fn fetch_from(lab: Lab) -> Result<BrowserResponse, NetworkCause> {
    fetch_keeping(Target::Lab(lab), &Rc::default()).await
}

/// The same from any target, the response kept.
pub async fn fetch_keeping(
    target: Target,
    responses: &Rc<Responses>,
) -> Result<BrowserResponse, NetworkCause> {
    let fetch = BrowserFetch {
        requests: LaneRequests {
            target,
            run: KEY.run,
            plan: Rc::new(Plan::new(Workload::default())),
            responses: Rc::clone(responses),
            pace: None,
        },
        transport: FetchTransport::Awaited,
    };
    let response = fetch.fetch(KEY.request, KEY.attempt).await;
    response.map_err(|failure| failure.cause)
}

/// The response of the scripted lab that answers in this way.
pub async fn respond(how: &str) -> BrowserResponse {
    let response = fetch_from(lab(how)).await;
    response.unwrap_or_else(|cause| panic!("{how} did not answer: {cause:?}"))
}

/// Reads a body to its end, proper or not: the lengths of its pieces.
pub async fn read(body: &mut BrowserBody) -> (Vec<u64>, Result<(), BodyBroken>) {
    let mut lengths = Vec::new();
    loop {
        match body.next_chunk().await {
            Ok(Some(length)) => lengths.push(length),
            Ok(None) => return (lengths, Ok(())),
            Err(broken) => return (lengths, Err(broken)),
        }
    }
}
