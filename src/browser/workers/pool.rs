//! A pool of Web Workers, each a thread of its own that takes one request at a time.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::pin::pin;
use std::rc::Rc;

use futures::future::{Either, select};
use tokio::sync::Notify;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageEvent, Worker};

use super::message;
use crate::browser::document::page;
use crate::browser::timing::clock::BrowserClock;
use crate::browser::timing::performance::{performance_now, time_origin};
use playground_core::units::{Span, TimePoint};
use playground_core::workers::message::{Connected, FromWorker, Handshake, ToWorker};
use playground_core::workers::raw_times::RawTimes;
use playground_engine::ports::Clock;

/// The workers' script, beside the page.
const SCRIPT: &str = "fetch_worker_start.js";
/// How long one may take to start.
const START_TIMEOUT: Span = Span::from_whole_ms(15_000);

/// The type that promises use, too: each other closure type adds code of its own.
type Listener = Closure<dyn FnMut(JsValue)>;

/// There are no workers: the browser forbids them, or their script did not load.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoWorkers;

/// Free workers. Dropping the pool ends them.
#[derive(Debug)]
pub struct WorkerPool {
    handshake: Handshake,
    /// How many were started so far.
    started: Cell<u32>,
    free: RefCell<Vec<PooledWorker>>,
    reaches_lab: bool,
}

impl WorkerPool {
    /// Starts this many workers, and waits until all of them are connected.
    ///
    /// # Errors
    /// One of them did not start.
    pub async fn start(workers: u32, handshake: Handshake) -> Result<Self, NoWorkers> {
        let mut pool = Self {
            handshake,
            started: Cell::default(),
            free: RefCell::default(),
            reaches_lab: true,
        };
        // All of them start at once; waiting for one after another costs nothing.
        let starting: Result<Vec<_>, _> = (0..workers).map(|_| pool.start_worker()).collect();
        let mut starting = starting?;
        for worker in &mut starting {
            worker.connect(&pool.handshake).await?;
        }
        for mut worker in starting {
            pool.reaches_lab &= worker.connected().await?;
            pool.give_back(worker);
        }
        Ok(pool)
    }

    /// Whether a blocking request of theirs reaches the lab.
    pub const fn reaches_lab(&self) -> bool {
        self.reaches_lab
    }

    /// Waits until one is free; a new one replaces one that has crashed. Where none can
    /// be started, [`Self::take`] returns `None`.
    pub async fn ready(&self) {
        let is_ready = {
            let mut free = self.free.borrow_mut();
            free.retain(|worker| !worker.is_broken());
            !free.is_empty()
        };
        if !is_ready && let Ok(worker) = self.start_one().await {
            self.give_back(worker);
        }
    }

    /// A free worker. Dropping it ends it.
    pub fn take(&self) -> Option<PooledWorker> {
        self.free.borrow_mut().pop()
    }

    pub fn give_back(&self, worker: PooledWorker) {
        self.free.borrow_mut().push(worker);
    }

    /// Starts a worker with a URL of its own: of workers that start from one URL at the same
    /// time, WebKit puts only the first under the service worker, and the others ask the
    /// network for what only the lab can answer (measured in WebKitGTK 2.50).
    fn start_worker(&self) -> Result<PooledWorker, NoWorkers> {
        let number = self.started.get();
        self.started.set(number + 1);
        PooledWorker::new(&format!("{}{SCRIPT}?worker={number}", page::folder()))
    }

    async fn start_one(&self) -> Result<PooledWorker, NoWorkers> {
        let mut worker = self.start_worker()?;
        worker.connect(&self.handshake).await?;
        worker.connected().await?;
        Ok(worker)
    }
}

/// A worker. Dropping it ends it, whatever it does.
#[derive(Debug)]
pub struct PooledWorker {
    worker: Worker,
    inbox: Rc<Inbox>,
    /// When the handshake was sent, in ms on the page's clock.
    handshake_at: f64,
    /// How many ms the page's clock shows more than the worker's.
    clock_offset: f64,
    _listener: Listener,
}

/// Messages of a worker that were not taken yet.
#[derive(Debug, Default)]
struct Inbox {
    messages: RefCell<VecDeque<JsValue>>,
    is_broken: Cell<bool>,
    changed: Notify,
}

impl PooledWorker {
    fn new(script: &str) -> Result<Self, NoWorkers> {
        let worker = Worker::new(script).map_err(|_| NoWorkers)?;
        let inbox = Rc::<Inbox>::default();
        let listener = {
            let inbox = Rc::clone(&inbox);
            // Of errors, too: what has thrown once cannot be relied on any more.
            Listener::new(move |event: JsValue| {
                let event: MessageEvent = event.unchecked_into();
                if event.type_() == "message" {
                    inbox.messages.borrow_mut().push_back(event.data());
                } else {
                    inbox.is_broken.set(true);
                }
                inbox.changed.notify_one();
            })
        };
        let function = listener.as_ref().unchecked_ref();
        worker.set_onmessage(Some(function));
        worker.set_onerror(Some(function));
        Ok(Self {
            worker,
            inbox,
            handshake_at: 0.0,
            clock_offset: 0.0,
            _listener: listener,
        })
    }

    pub fn send(&self, message: &ToWorker) {
        // It fails only for what cannot be copied; numbers and texts can.
        let _sent = self.worker.post_message(&message::to_js(&message.encode()));
    }

    /// Its next message; `None` where it crashed, or sent what is no message.
    pub async fn next(&self) -> Option<FromWorker> {
        loop {
            if self.is_broken() {
                return None;
            }
            let data = self.inbox.messages.borrow_mut().pop_front();
            if let Some(data) = data {
                return FromWorker::decode(message::from_js(&data)).ok();
            }
            self.inbox.changed.notified().await;
        }
    }

    /// Waits until it listens, and sends it the handshake.
    async fn connect(&mut self, handshake: &Handshake) -> Result<(), NoWorkers> {
        let FromWorker::Listening = self.next_at_start().await? else {
            return Err(NoWorkers);
        };
        self.handshake_at = performance_now();
        self.send(&ToWorker::Connect(handshake.clone()));
        Ok(())
    }

    /// Receives its answer to the handshake: whether a blocking request reached the lab.
    async fn connected(&mut self) -> Result<bool, NoWorkers> {
        let FromWorker::Connected(Connected {
            time_origin: its_origin,
            now: its_now,
            reaches_lab,
        }) = self.next_at_start().await?
        else {
            return Err(NoWorkers);
        };
        // The origins may have drifted apart, if the machine slept in between. The answer
        // was sent after the handshake, and before now.
        let (least, most) = (self.handshake_at - its_now, performance_now() - its_now);
        self.clock_offset = (its_origin - time_origin()).max(least).min(most);
        Ok(reaches_lab)
    }

    /// A point of its clock on the page's: after this one, and not later than now.
    pub fn on_page(&self, point: TimePoint, after: TimePoint) -> TimePoint {
        let point = TimePoint::from_ms(point.ms() + self.clock_offset);
        point.min(BrowserClock.now()).max(after)
    }

    /// What the browser measured of its exchange, on the page's clock.
    pub fn times_on_page(&self, times: RawTimes) -> RawTimes {
        times.later_by(self.clock_offset)
    }

    /// Its next message, while it starts.
    async fn next_at_start(&self) -> Result<FromWorker, NoWorkers> {
        match select(pin!(self.next()), pin!(BrowserClock.sleep(START_TIMEOUT))).await {
            Either::Left((message, _)) => message.ok_or(NoWorkers),
            Either::Right(_) => Err(NoWorkers),
        }
    }

    fn is_broken(&self) -> bool {
        self.inbox.is_broken.get()
    }
}

impl Drop for PooledWorker {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}
