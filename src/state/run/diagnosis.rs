//! Diagnoses after a lane why its requests failed.

use crate::browser::fetch::probe;
use crate::browser::fetch::target::Target;
use crate::browser::timing::clock::BrowserClock;
use crate::state::run::lane_events::fold;
use crate::state::run::lane_handles::LaneHandles;
use crate::state::store::Store;
use playground_core::analysis::diagnosis::Diagnosis;
use playground_core::run::event::{RunEvent, RunEventKind};
use playground_core::run::outcome::{NetworkCause, Outcome};
use playground_core::units::{LaneIndex, RequestIndex, Span, TimePoint};
use playground_engine::ports::Clock;

/// How long the next lane waits for the diagnosis.
const DIAGNOSIS_TIMEOUT: Span = Span::from_whole_ms(5_000);

/// Requests one URL after the other, so that no server is overloaded; stops when the lane is
/// stopped.
pub async fn explain_failures(
    store: Store,
    lane: LaneIndex,
    handles: &LaneHandles,
    started: TimePoint,
) {
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
        let at = TimePoint::START + (BrowserClock.now() - started);
        let kind = RunEventKind::Explained(index, cause);
        fold(store, lane, RunEvent { at, kind });
    }
}
