//! Bodies of responses: a text, a file of the page, or the lab's planned bytes, streamed.

use std::convert::Infallible;
use std::pin::Pin;
use std::rc::Rc;
use std::time::Duration;

use bytes::Bytes;
use futures::stream::unfold;
use http_body_util::{BodyExt, Full, StreamBody};
use hyper::body::{Body, Frame};
use playground_core::lab::answer::ResponsePlan;
use playground_core::lab::state::InFlight;
use playground_core::units::Span;
use tokio::time::{Instant, sleep_until};

use super::delivery::Delivery;

/// Any body this server sends.
pub type AnyBody = Pin<Box<dyn Body<Data = Bytes, Error = BodyEnd>>>;

/// Why a body ends early.
#[derive(Debug, thiserror::Error)]
pub enum BodyEnd {
    #[error("the body breaks off here, as planned")]
    AsPlanned,
    #[error("a file of the page cannot be read: {0}")]
    File(#[from] std::io::Error),
}

/// The most bytes passed to the connection at once, so that a large body needs little
/// memory.
const MAX_PIECE: usize = 65_536;
/// Bytes of readable text, the same as the service worker's.
static FILLER: [u8; MAX_PIECE] = [b'.'; MAX_PIECE];

/// A body of text.
pub fn text(text: impl Into<Bytes>) -> AnyBody {
    Box::pin(Full::new(text.into()).map_err(|never: Infallible| match never {}))
}

/// A request that is being answered. It is dropped with its answer, however that ends,
/// which counts the request as no longer in flight.
#[derive(Clone)]
pub struct Answering {
    arrived: Instant,
    _in_flight: Rc<InFlight>,
}

impl Answering {
    pub fn begin(arrived: Instant, in_flight: InFlight) -> Self {
        Self {
            arrived,
            _in_flight: Rc::new(in_flight),
        }
    }

    /// Time since the request arrived.
    pub fn elapsed(&self) -> Duration {
        self.arrived.elapsed()
    }

    /// Waits until this long after the arrival.
    pub async fn wait_until(&self, at: Span) {
        let at = Duration::try_from_secs_f64(at.ms() / 1_000.0).unwrap_or_default();
        sleep_until(self.arrived + at).await;
    }
}

/// The lab's body, piece by piece at the planned times. The connection takes each piece
/// when it has room; if the client disconnects, the rest is dropped.
pub fn planned(answering: Answering, plan: ResponsePlan, delivery: Delivery) -> AnyBody {
    let sending = Sending {
        answering,
        plan,
        delivery,
        next_chunk: 0,
        left: 0,
    };
    Box::pin(StreamBody::new(unfold(Some(sending), Sending::next)))
}

struct Sending {
    answering: Answering,
    plan: ResponsePlan,
    delivery: Delivery,
    next_chunk: u32,
    /// The unsent bytes of the current chunk.
    left: u64,
}

impl Sending {
    async fn next(sending: Option<Self>) -> Option<(Result<Frame<Bytes>, BodyEnd>, Option<Self>)> {
        let mut sending = sending?;
        while sending.left == 0 {
            let Some(chunk) = sending.plan.chunk(sending.next_chunk) else {
                sending.answering.wait_until(sending.plan.end_at()).await;
                if sending.plan.ends_whole {
                    return None;
                }
                // What the client does not have when the connection breaks is lost.
                sending.delivery.until_client_has_all().await;
                return Some((Err(BodyEnd::AsPlanned), None));
            };
            sending.answering.wait_until(chunk.at).await;
            sending.next_chunk += 1;
            sending.left = chunk.bytes;
        }
        let piece = usize::try_from(sending.left).map_or(MAX_PIECE, |left| left.min(MAX_PIECE));
        sending.left -= piece as u64;
        let frame = Frame::data(Bytes::from_static(&FILLER).slice(..piece));
        Some((Ok(frame), Some(sending)))
    }
}
