//! The answer to a request: the time of its head, the pieces of its body with their
//! times, and its end.

use super::address::LabRequest;
use crate::experiment::plan::Answer;
use crate::units::Span;

/// A response as the lab will send it. Times count from the request's arrival,
/// so that a late timer does not delay the next one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ResponsePlan {
    pub head_at: Span,
    pub status: u16,
    pub retry_after_seconds: Option<u32>,
    /// Length of the whole body, which a broken one does not reach.
    pub bytes: u64,
    /// The pieces that are sent.
    pub chunks_sent: u32,
    pub ends_whole: bool,
    chunks: u32,
    transfer: Span,
}

/// One piece of a body.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Chunk {
    pub at: Span,
    pub bytes: u64,
}

impl ResponsePlan {
    /// `None` if the lab never answers.
    pub fn for_request(request: &LabRequest) -> Option<Self> {
        let (status, ends_whole) = match request.answer {
            Answer::Whole { status } => (status, true),
            Answer::Broken => (200, false),
            Answer::Never => return None,
        };
        let chunks = request.chunks.max(1);
        Some(Self {
            head_at: Span::from_whole_ms(request.delay_ms),
            status,
            retry_after_seconds: request.retry_after_seconds,
            bytes: request.bytes,
            chunks_sent: if ends_whole { chunks } else { chunks / 2 },
            ends_whole,
            chunks,
            transfer: Span::from_whole_ms(request.transfer_ms),
        })
    }

    /// The same response, delayed by a wait in the queue.
    #[must_use]
    pub fn after(self, wait: Span) -> Self {
        Self {
            head_at: self.head_at + wait,
            ..self
        }
    }

    /// The piece at this place, counted from 0; each comes at the end of its
    /// share of the transfer time.
    pub fn chunk(&self, place: u32) -> Option<Chunk> {
        let (place, chunks) = (u64::from(place), u64::from(self.chunks));
        // bytes × pieces ÷ chunks, without the product: an address may name any length.
        let (each, rest) = (self.bytes / chunks, self.bytes % chunks);
        let until = |pieces: u64| each * pieces + rest * pieces / chunks;
        (place < u64::from(self.chunks_sent)).then(|| Chunk {
            at: self.head_at + self.transfer.times((place + 1) as f64 / chunks as f64),
            bytes: until(place + 1) - until(place),
        })
    }

    /// When the body ends, whole or broken.
    pub fn end_at(&self) -> Span {
        let share = if self.ends_whole { 1.0 } else { 0.5 };
        self.head_at + self.transfer.times(share)
    }

    /// Whether the whole body is there together with the head.
    pub fn is_immediate(&self) -> bool {
        self.ends_whole && self.chunks == 1 && self.transfer == Span::ZERO
    }
}
