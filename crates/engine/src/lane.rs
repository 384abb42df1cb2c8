//! What a lane is run with.

use super::control::LaneControl;
use super::host_limits::HostLimits;
use playground_core::experiment::Policy;
use playground_core::experiment::plan::Plan;
use playground_core::units::TimePoint;

/// One lane to be run. Every strategy on the page's event loop is this, with its own
/// limit: sequential is a limit of 1, and in batches the limit is a batch's size.
///
/// # Examples
/// A fetch that answers at once, and a clock that stands still:
/// ```
/// use std::cell::Cell;
/// use std::future::pending;
///
/// use futures::FutureExt;
/// use playground_core::experiment::Policy;
/// use playground_core::experiment::plan::Plan;
/// use playground_core::experiment::workload::Workload;
/// use playground_core::run::event::{Ending, RunEvent, RunEventKind, Step};
/// use playground_core::units::{AttemptNumber, RequestIndex, Span, TimePoint};
/// use playground_engine::control::LaneControl;
/// use playground_engine::host_limits::HostLimits;
/// use playground_engine::lane::Lane;
/// use playground_engine::ports::{
///     Body, BodyBroken, Clock, Computed, Failure, Fetch, FetchResult, FollowUp, Head, Response, When,
/// };
///
/// struct StoppedClock;
/// impl Clock for StoppedClock {
///     fn now(&self) -> TimePoint {
///         TimePoint::START
///     }
///     async fn sleep(&self, _: Span) {
///         pending().await
///     }
/// }
///
/// struct EmptyBody;
/// impl Body for EmptyBody {
///     async fn next_chunk(&mut self) -> Result<Option<u64>, BodyBroken> {
///         Ok(None)
///     }
/// }
///
/// /// Nothing is computed here, so there is no value of this type.
/// enum NoFollowUp {}
/// impl FollowUp for NoFollowUp {
///     async fn wait_until_idle(&mut self) -> Result<When, Failure> {
///         match *self {}
///     }
///     async fn run(&mut self) -> Result<Computed, Failure> {
///         match *self {}
///     }
/// }
///
/// struct InstantFetch;
/// impl Fetch for InstantFetch {
///     type Body = EmptyBody;
///     type FollowUp = NoFollowUp;
///     async fn fetch(&self, _: RequestIndex, _: AttemptNumber) -> FetchResult<Self> {
///         Ok(Response {
///             head: Some(Head { status: 200, at: When::Now }),
///             retry_after: None,
///             body: EmptyBody,
///             follow_up: None,
///         })
///     }
/// }
///
/// let plan = Plan::new(Workload { requests: 20, ..Workload::default() });
/// let ended = Cell::new(0);
/// let lane = Lane {
///     plan: &plan,
///     policy: Policy::default(),
///     started: TimePoint::START,
///     limit: 5,
///     batch_size: None,
///     host_limits: &HostLimits::default(),
///     body_limit_bytes: 1_000_000,
///     fetch: &InstantFetch,
///     clock: &StoppedClock,
///     control: &LaneControl::new(),
///     on_event: |event: RunEvent| {
///         if let RunEventKind::Request(_, Step::Ended(_)) = event.kind {
///             ended.set(ended.get() + 1);
///         }
///     },
/// };
/// assert_eq!(lane.run().now_or_never(), Some(Ending::Completed));
/// assert_eq!(ended.get(), 20);
/// ```
pub struct Lane<'a, F, C, E> {
    pub plan: &'a Plan,
    pub policy: Policy,
    /// When it starts, by the clock; its events count from here.
    pub started: TimePoint,
    /// How many requests may be in flight at first.
    pub limit: u32,
    /// How many requests start together and are waited for together; `None` where each starts
    /// as soon as it has a permit.
    pub batch_size: Option<u32>,
    /// The limits of single hosts, whatever the lane's limit allows.
    pub host_limits: &'a HostLimits,
    /// The longest body that is read to its end.
    pub body_limit_bytes: u64,
    pub fetch: &'a F,
    pub clock: &'a C,
    pub control: &'a LaneControl,
    /// Takes each event as it happens. It must not run the lane's own future.
    pub on_event: E,
}
