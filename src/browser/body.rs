//! A response's body, whoever reads it, and what is made of it.

use std::rc::Rc;

use js_sys::Uint8Array;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{ReadableStreamDefaultReader, ReadableStreamReadResult, Response as JsResponse};

use super::abort::AbortGuard;
use super::answers::Answers;
use super::computing;
use super::updating::Update;
use super::worker_fetch::WorkerLease;
use playground_core::units::RequestIndex;
use playground_engine::ports::{Body, BodyBroken, Computed, Failure, When};

/// A response's body, read as it comes; dropping it ends the exchange.
#[derive(Debug)]
pub struct BrowserBody {
    /// `None` for a response without a body.
    pub reader: Option<ReadableStreamDefaultReader>,
    pub guard: Option<AbortGuard>,
    /// Who keeps its first piece, until that has come.
    pub keep: Option<(Rc<Answers>, RequestIndex)>,
    /// What is computed in the end.
    pub units: u32,
    /// What is updated in the end.
    pub update: Option<Update>,
    /// It was read already.
    pub told: Option<BufferedBody>,
}

/// A body that was read before anyone could tell of it.
#[derive(Debug)]
pub struct BufferedBody {
    pub came: When,
    /// Its length, until that was said.
    pub bytes: Option<u64>,
    pub is_broken: bool,
    /// The worker that read it, and will compute; otherwise the page does.
    pub by: Option<WorkerLease>,
    /// Whether it computes in the place of an exchange.
    pub simulates_fetch: bool,
}

impl BrowserBody {
    /// Of no response: there is something to be computed.
    pub const fn nothing(units: u32) -> Self {
        Self {
            reader: None,
            guard: None,
            keep: None,
            units,
            update: None,
            told: None,
        }
    }
}

impl Body for BrowserBody {
    async fn next_chunk(&mut self) -> Result<Option<u64>, BodyBroken> {
        if let Some(told) = &mut self.told {
            return match told.bytes.take() {
                None if told.is_broken => Err(BodyBroken),
                bytes => Ok(bytes),
            };
        }
        let piece = match &self.reader {
            Some(reader) => read_piece(reader).await,
            None => Ok(None),
        };
        match &piece {
            Ok(Some(piece)) => {
                if let Some((answers, index)) = self.keep.take() {
                    answers.keep_bytes(index, piece);
                }
            }
            Ok(None) | Err(BodyBroken) => {
                if let Some(guard) = &mut self.guard {
                    guard.disarm();
                }
            }
        }
        Ok(piece?.map(|piece| u64::from(piece.byte_length())))
    }

    fn came(&self) -> When {
        self.told.as_ref().map_or(When::Now, |told| told.came)
    }

    fn simulates_fetch(&self) -> bool {
        self.told.as_ref().is_some_and(|told| told.simulates_fetch)
    }

    async fn wait_until_idle(&mut self) -> Result<When, Failure> {
        match &self.told {
            // A worker has nothing else to do.
            Some(told) if told.by.is_some() => Ok(told.came),
            // A page that blocks has waited already.
            Some(_) => Ok(When::Now),
            // Whoever updates waits for others, not for this thread.
            None if self.update.is_some() => Ok(When::Now),
            None => Ok(computing::wait_until_idle().await),
        }
    }

    async fn compute(&mut self) -> Result<Computed, Failure> {
        if let Some(update) = &self.update {
            return update.run().await;
        }
        match self.told.as_mut().and_then(|told| told.by.as_mut()) {
            Some(worker) => worker.computed().await,
            None => Ok(computing::compute_here(self.units)),
        }
    }
}

/// `None` for a response without a body.
pub fn reader_of(response: &JsResponse) -> Option<ReadableStreamDefaultReader> {
    response.body()?.get_reader().dyn_into().ok()
}

/// The next piece of a body; `None` at its end.
///
/// # Errors
/// It broke off.
pub async fn read_piece(
    reader: &ReadableStreamDefaultReader,
) -> Result<Option<Uint8Array>, BodyBroken> {
    let read = JsFuture::from(reader.read()).await;
    let result: ReadableStreamReadResult = read.map_err(|_| BodyBroken)?.unchecked_into();
    if result.get_done() == Some(true) {
        return Ok(None);
    }
    let piece = result.get_value().dyn_into();
    piece.map(Some).map_err(|_| BodyBroken)
}
