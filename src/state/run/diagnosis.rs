//! Diagnoses after a lane why its requests failed. Most runs need none, so it is loaded later
//! (see `view::later`).

use futures::future::LocalBoxFuture;
use leptos::wasm_split::wasm_split;

use crate::browser::document::permissions;
use crate::browser::fetch::probe;
use crate::browser::fetch::target::Target;
use crate::browser::timing::clock::BrowserClock;
use crate::state::run::lane_events::fold;
use crate::state::run::lane_handles::LaneHandles;
use crate::state::run::run_error::RunError;
use crate::state::store::Store;
use playground_core::analysis::diagnosis::Diagnosis;
use playground_core::analysis::shortage::short_of_resources;
use playground_core::experiment::url::ParsedUrl;
use playground_core::run::event::{RunEvent, RunEventKind};
use playground_core::run::outcome::{NetworkCause, Outcome, OutcomeKind};
use playground_core::run::request::Attempt;
use playground_core::session::comparison::Comparison;
use playground_core::units::{LaneIndex, RequestIndex, Span, TimePoint};
use playground_engine::ports::Clock;

/// How long the next lane waits for the diagnosis.
const DIAGNOSIS_TIMEOUT: Span = Span::from_whole_ms(5_000);

/// Finds out what can be found out of the failures of a lane that has ended.
pub async fn diagnose(store: Store, lane: LaneIndex, handles: LaneHandles, started: TimePoint) {
    let has_failed = store.live.peek(|all| {
        let lane = all.lane(lane)?;
        Some(lane.run.counts().of(OutcomeKind::NetworkError) > 0)
    });
    if has_failed.flatten() == Some(true)
        // Without its part of the page the causes remain possible ones.
        && let Ok(explaining) = explain(store, lane, handles, started).await
    {
        explaining.await;
    }
}

#[wasm_split(parts, wasm_split_path = leptos::wasm_split, fallible)]
fn explain(
    store: Store,
    lane: LaneIndex,
    handles: LaneHandles,
    started: TimePoint,
) -> Result<LocalBoxFuture<'static, ()>, RunError> {
    Ok(Box::pin(async move {
        let short = store
            .live
            .peek(|all| Some(short_of_resources(&all.lane(lane)?.run)));
        for index in short.flatten().unwrap_or_default() {
            explained(store, lane, started, index, NetworkCause::BrowserShortage);
        }
        probe_failures(store, lane, &handles, started).await;
        note_permission(store, lane).await;
    }))
}

/// Requests one URL after the other, so that no server is overloaded; stops when the lane is
/// stopped.
async fn probe_failures(store: Store, lane: LaneIndex, handles: &LaneHandles, started: TimePoint) {
    let Target::Urls(urls) = &handles.target else {
        return;
    };
    let failed = store.live.peek(|all| {
        let unexplained = Some(Outcome::NetworkError(NetworkCause::NetworkOrCors));
        let requests = (0..).map(RequestIndex).zip(all.lane(lane)?.run.requests());
        let failed = requests.filter(|(_, request)| request.outcome() == unexplained);
        let with_url =
            |(index, _): (RequestIndex, _)| Some((index, urls.get(index.as_usize())?.clone()));
        Some(failed.filter_map(with_url).collect())
    });
    let Some(failed) = failed.flatten() else {
        return;
    };
    let diagnosis = Diagnosis::new(failed);
    let mut causes = Vec::new();
    let began = BrowserClock.now();
    for url in diagnosis.probes() {
        if handles.control.is_stopped() || BrowserClock.now() - began > DIAGNOSIS_TIMEOUT {
            break;
        }
        causes.push(probe::diagnose(url).await);
    }
    for (index, cause) in diagnosis.diagnose(&causes) {
        explained(store, lane, started, index, cause);
    }
}

fn explained(
    store: Store,
    lane: LaneIndex,
    started: TimePoint,
    index: RequestIndex,
    cause: NetworkCause,
) {
    let at = TimePoint::START + (BrowserClock.now() - started);
    let kind = RunEventKind::Explained(index, cause);
    fold(store, lane, RunEvent { at, kind });
}

/// Asks whether the page may connect to this computer, if a request to it failed.
async fn note_permission(store: Store, lane: LaneIndex) {
    let failed_here = store.live.peek(|all| has_failed_here(all, lane));
    if failed_here == Some(true) {
        let permission = permissions::loopback().await;
        store
            .live
            .update_lane(lane, |lane| lane.loopback_permission = permission);
    }
}

/// Whether a request to this computer failed for a cause that the browser does not say.
fn has_failed_here(all: &Comparison, lane: LaneIndex) -> bool {
    let requests = all.lane(lane).map(|lane| lane.run.requests());
    let mut requests = (0..).map(RequestIndex).zip(requests.unwrap_or_default());
    requests.any(|(index, request)| {
        request.attempts().any(Attempt::is_unexplained)
            && ParsedUrl::new(&all.url_of(lane, index)).is_loopback()
    })
}
