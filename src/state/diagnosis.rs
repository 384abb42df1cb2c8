//! Finds out after a lane why requests came to nothing.

use super::run_lane::fold;
use super::store::Store;
use crate::browser::clock::BrowserClock;
use crate::browser::probe;
use crate::browser::target::Target;
use playground_core::analysis::diagnosis::Diagnosis;
use playground_core::run::event::{RunEvent, RunEventKind};
use playground_core::run::outcome::{NetworkCause, Outcome};
use playground_core::units::{RequestIndex, Span, TimePoint};
use playground_engine::ports::Clock;

/// How long the next lane waits for it.
const PATIENCE: Span = Span::from_whole_ms(5_000);

/// Asks one address after the other, so that nobody is pressed; a lane that was
/// stopped is left as it is.
pub async fn explain_failures(store: Store, place: usize, target: &Target, started: TimePoint) {
    let Target::Urls(urls) = target else {
        return;
    };
    let failed = store.peek(|all| {
        let lane = all.lanes.get(place)?;
        let unexplained = Some(Outcome::NetworkError(NetworkCause::NetworkOrCors));
        let requests = (0..).map(RequestIndex).zip(lane.run.requests());
        let failed = requests.filter(|(_, request)| request.outcome() == unexplained);
        let with_url =
            |(index, _): (RequestIndex, _)| Some((index, urls.get(index.as_usize())?.clone()));
        Some((failed.filter_map(with_url).collect(), lane.control.clone()))
    });
    let Some((failed, control)) = failed.flatten() else {
        return;
    };
    let inquiry = Diagnosis::about(failed);
    let mut causes = Vec::new();
    let began = BrowserClock.now();
    for url in inquiry.asked() {
        if control.is_stopped() || BrowserClock.now() - began > PATIENCE {
            break;
        }
        causes.push(probe::diagnose(url).await);
    }
    let comparison = store.comparison();
    for (index, cause) in inquiry.diagnose(&causes) {
        let at = TimePoint::START + (BrowserClock.now() - started);
        let kind = RunEventKind::Explained(index, cause);
        fold(store, &comparison, place, RunEvent { at, kind });
    }
}
