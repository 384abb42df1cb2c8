//! The engine's `Fetch`, by the browser's.

use super::body::BrowserBody;
use super::follow_up::BrowserFollowUp;
use super::requests::LaneRequests;
use super::worker_fetch::WorkerFetch;
use super::{awaited, blocking};
use crate::browser::timing::clock::BrowserClock;
use crate::browser::timing::resource_timing::response_end;
use crate::browser::timing::turns::next_turn;
use playground_core::run::deadline::Lateness;
use playground_core::units::{AttemptNumber, RequestIndex, Span, TimePoint};
use playground_engine::ports::{Clock, Fetch, FetchResult};

/// Sends the requests of one run.
#[derive(Clone, Debug)]
pub struct BrowserFetch {
    pub requests: LaneRequests,
    pub transport: FetchTransport,
}

/// Which thread waits for the responses, and how.
#[derive(Clone, Debug, Default)]
pub enum FetchTransport {
    /// The page awaits them on its event loop.
    #[default]
    Awaited,
    /// Workers wait for one each.
    Workers(WorkerFetch),
    /// The page blocks on each, at most until its timeout.
    Blocking { timeout: Span },
}

impl Fetch for BrowserFetch {
    type Body = BrowserBody;
    type FollowUp = BrowserFollowUp;

    async fn ready(&self) {
        match &self.transport {
            FetchTransport::Workers(workers) => workers.pool.ready().await,
            // Responses that came together are read before the next requests are sent: with
            // hundreds in flight, a run takes three quarters of the time.
            FetchTransport::Awaited => next_turn().await,
            FetchTransport::Blocking { .. } => {}
        }
    }

    async fn fetch(&self, index: RequestIndex, attempt: AttemptNumber) -> FetchResult<Self> {
        let requests = &self.requests;
        let key = requests.key(index, attempt);
        match &self.transport {
            FetchTransport::Awaited => awaited::fetch(requests, key).await,
            FetchTransport::Workers(workers) => workers.fetch(requests, key).await,
            FetchTransport::Blocking { timeout } => blocking::fetch(requests, key, *timeout).await,
        }
    }

    fn blocks_page(&self) -> bool {
        matches!(self.transport, FetchTransport::Blocking { .. })
    }

    /// A response comes in several events, and other requests may compute in between.
    async fn catch_up(&self, lateness: Lateness) {
        const TURNS: u32 = 10;
        const TURN: Span = Span::from_whole_ms(10);
        for _ in 0..TURNS {
            match lateness {
                Lateness::OnTime | Lateness::Short => next_turn().await,
                Lateness::Long => BrowserClock.sleep(TURN).await,
            }
        }
    }

    async fn received_at(&self, index: RequestIndex, attempt: AttemptNumber) -> Option<TimePoint> {
        let requests = &self.requests;
        response_end(&requests.url(requests.key(index, attempt))).await
    }
}
