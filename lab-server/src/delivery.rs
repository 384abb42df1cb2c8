//! Tells whether the client has what a connection was given. A response that is to break off
//! needs it: HTTP/2 drops the unwritten frames of a stream that it resets, its head included,
//! and a browser that reads the head and the reset together reports no head either (seen in
//! Chromium).

use std::cell::{Cell, RefCell};
use std::io;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker, ready};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::sync::Notify;

use super::ping::{Acknowledgements, PING_LENGTH, ping};

/// Follows what one connection writes.
#[derive(Clone, Debug)]
pub struct Delivery(Rc<State>);

#[derive(Debug, Default)]
struct State {
    /// How often nothing was left to write.
    flushes: Cell<u64>,
    /// Whether nothing is left now.
    is_flushed: Cell<bool>,
    /// Over HTTP/1.1 there are none.
    pings: Option<Pings>,
    /// Wakes all that wait when something has changed.
    changed: Notify,
    /// Wakes the connection.
    connection: RefCell<Option<Waker>>,
}

impl State {
    fn wake_connection(&self) {
        if let Some(connection) = &*self.connection.borrow() {
            connection.wake_by_ref();
        }
    }
}

/// The numbers of pings: each acknowledges those before it too.
#[derive(Debug, Default)]
struct Pings {
    wanted: Cell<u64>,
    sent: Cell<u64>,
    acknowledged: Cell<u64>,
}

impl Delivery {
    pub fn over_http1() -> Self {
        Self(Rc::default())
    }

    pub fn over_http2() -> Self {
        Self(Rc::new(State {
            pings: Some(Pings::default()),
            ..State::default()
        }))
    }

    /// Waits until the client has what the connection was given before: over HTTP/1.1 until it
    /// is written, over HTTP/2 until the client has read it.
    pub async fn until_client_has_all(&self) {
        let state = &self.0;
        let before = state.flushes.get();
        // It may have nothing to write, and flushes when it is woken.
        state.wake_connection();
        // A flush between two writes is not the last one.
        self.until(|| state.flushes.get() > before && state.is_flushed.get())
            .await;
        if let Some(pings) = &state.pings {
            let number = pings.wanted.get() + 1;
            pings.wanted.set(number);
            state.wake_connection();
            self.until(|| pings.acknowledged.get() >= number).await;
        }
    }

    async fn until(&self, is_so: impl Fn() -> bool) {
        loop {
            let changed = self.0.changed.notified();
            if is_so() {
                return;
            }
            changed.await;
        }
    }
}

/// A connection that is followed.
#[derive(Debug)]
pub struct Followed<S> {
    stream: S,
    delivery: Delivery,
    /// What is left to write of a ping.
    unsent: Vec<u8>,
    read: Acknowledgements,
}

impl<S> Followed<S> {
    pub fn new(stream: S, delivery: Delivery) -> Self {
        Self {
            stream,
            delivery,
            unsent: Vec::with_capacity(PING_LENGTH),
            read: Acknowledgements::default(),
        }
    }

    pub fn into_inner(self) -> S {
        self.stream
    }
}

impl<S: AsyncWrite + Unpin> Followed<S> {
    /// Writes the rest of a ping: no other frame may begin within it.
    fn poll_unsent(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        while !self.unsent.is_empty() {
            let written = ready!(Pin::new(&mut self.stream).poll_write(cx, &self.unsent))?;
            if written == 0 {
                return Poll::Ready(Err(io::ErrorKind::WriteZero.into()));
            }
            self.unsent.drain(..written);
        }
        Poll::Ready(Ok(()))
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Followed<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = &mut *self;
        let state = &this.delivery.0;
        state.connection.replace(Some(cx.waker().clone()));
        let before = buffer.filled().len();
        ready!(Pin::new(&mut this.stream).poll_read(cx, buffer))?;
        if let Some(pings) = &state.pings
            && let Some(number) = this.read.last_in(&buffer.filled()[before..])
        {
            pings.acknowledged.set(number.min(pings.sent.get()));
            state.changed.notify_waiters();
        }
        Poll::Ready(Ok(()))
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Followed<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.delivery.0.is_flushed.set(false);
        ready!(self.poll_unsent(cx))?;
        Pin::new(&mut self.stream).poll_write(cx, bytes)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.delivery.0.is_flushed.set(false);
        ready!(self.poll_unsent(cx))?;
        Pin::new(&mut self.stream).poll_write_vectored(cx, slices)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    /// Called with whole frames written, so that a ping may follow.
    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = &mut *self;
        ready!(this.poll_unsent(cx))?;
        let state = Rc::clone(&this.delivery.0);
        if let Some(pings) = &state.pings {
            let number = pings.wanted.get();
            if pings.sent.replace(number) < number {
                this.unsent.extend(ping(number));
                ready!(this.poll_unsent(cx))?;
            }
        }
        ready!(Pin::new(&mut this.stream).poll_flush(cx))?;
        state.flushes.set(state.flushes.get() + 1);
        state.is_flushed.set(true);
        state.changed.notify_waiters();
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
