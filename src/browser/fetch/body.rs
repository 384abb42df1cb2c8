//! A response's body, in each of its states.

use std::rc::Rc;

use js_sys::Uint8Array;
use web_sys::{ReadableStreamDefaultReader, Response};

use super::abort::AbortGuard;
use super::responses::Responses;
use crate::browser::http::body_stream::{body_reader, read_piece};
use playground_core::units::RequestIndex;
use playground_engine::ports::{Body, BodyBroken, When};

/// A response's body; dropping it ends the exchange.
#[derive(Debug)]
pub enum BrowserBody {
    /// Read as it comes.
    Streamed(StreamedBody),
    /// Read already, by a worker or a blocking request.
    Buffered(BufferedBody),
    /// The response has none, or nothing was sent.
    Empty,
}

/// A body that is read from its stream.
#[derive(Debug)]
pub struct StreamedBody {
    reader: ReadableStreamDefaultReader,
    guard: AbortGuard,
    /// Where the first piece is kept, until it has come.
    keep_first: Option<(Rc<Responses>, RequestIndex)>,
}

/// A body that came before its bytes could be counted one by one.
#[derive(Debug)]
pub struct BufferedBody {
    received_at: When,
    /// Its length, until that was returned; `None` for an empty one.
    bytes: Option<u64>,
    is_broken: bool,
}

impl BrowserBody {
    /// The body of a response that the guard's request got.
    pub fn from_response(
        response: &Response,
        mut guard: AbortGuard,
        responses: Rc<Responses>,
        index: RequestIndex,
    ) -> Self {
        if let Some(reader) = body_reader(response) {
            Self::Streamed(StreamedBody {
                reader,
                guard,
                keep_first: Some((responses, index)),
            })
        } else {
            guard.disarm();
            Self::Empty
        }
    }
}

impl BufferedBody {
    pub fn new(received_at: When, bytes: u64, is_broken: bool) -> Self {
        Self {
            received_at,
            bytes: Some(bytes).filter(|bytes| *bytes > 0),
            is_broken,
        }
    }

    fn next_chunk(&mut self) -> Result<Option<u64>, BodyBroken> {
        match self.bytes.take() {
            None if self.is_broken => Err(BodyBroken),
            bytes => Ok(bytes),
        }
    }
}

impl StreamedBody {
    async fn next_chunk(&mut self) -> Result<Option<u64>, BodyBroken> {
        let piece = read_piece(&self.reader).await;
        if let Ok(Some(piece)) = &piece {
            if let Some((responses, index)) = self.keep_first.take() {
                responses.keep_bytes(index, piece);
            }
        } else {
            self.guard.disarm();
        }
        let length = |piece: Uint8Array| u64::from(piece.byte_length());
        piece.map(|piece| piece.map(length))
    }
}

impl Body for BrowserBody {
    async fn next_chunk(&mut self) -> Result<Option<u64>, BodyBroken> {
        match self {
            Self::Streamed(body) => body.next_chunk().await,
            Self::Buffered(body) => body.next_chunk(),
            Self::Empty => Ok(None),
        }
    }

    fn received_at(&self) -> When {
        match self {
            Self::Buffered(body) => body.received_at,
            Self::Streamed(_) | Self::Empty => When::Now,
        }
    }
}
