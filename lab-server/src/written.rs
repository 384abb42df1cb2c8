//! Tells whether a connection has written all that it was given. A response that is to break off
//! needs it: HTTP/2 drops the unwritten frames of a stream that it resets, its head included.

use std::cell::Cell;
use std::io;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::sync::Notify;

/// Follows what one connection writes.
#[derive(Clone, Debug, Default)]
pub struct Written(Rc<State>);

#[derive(Debug, Default)]
struct State {
    /// How often nothing was left to write.
    flushes: Cell<u64>,
    /// Whether nothing is left now.
    is_flushed: Cell<bool>,
    flushed: Notify,
}

impl Written {
    /// Waits until the connection has written what it was given before.
    pub async fn until_all_is(&self) {
        let before = self.0.flushes.get();
        loop {
            let flushed = self.0.flushed.notified();
            // A flush between two writes is not the last one.
            if self.0.flushes.get() > before && self.0.is_flushed.get() {
                return;
            }
            flushed.await;
        }
    }
}

/// A connection that is followed.
#[derive(Debug)]
pub struct Followed<S> {
    stream: S,
    written: Written,
}

impl<S> Followed<S> {
    pub const fn new(stream: S, written: Written) -> Self {
        Self { stream, written }
    }

    pub fn into_inner(self) -> S {
        self.stream
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Followed<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, buffer)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Followed<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.written.0.is_flushed.set(false);
        Pin::new(&mut self.stream).poll_write(cx, bytes)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.written.0.is_flushed.set(false);
        Pin::new(&mut self.stream).poll_write_vectored(cx, slices)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        ready!(Pin::new(&mut self.stream).poll_flush(cx))?;
        let state = &self.written.0;
        state.flushes.set(state.flushes.get() + 1);
        state.is_flushed.set(true);
        state.flushed.notify_waiters();
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
