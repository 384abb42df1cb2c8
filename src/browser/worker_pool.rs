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

use super::clock::{BrowserClock, performance_now, time_origin};
use super::page;
use super::resource_timing::RawTimes;
use super::worker_message::{Answer, Handshake};
use playground_core::units::{Span, TimePoint};
use playground_engine::ports::Clock;

/// The workers' script, beside the page.
const SCRIPT: &str = "fetch_worker_start.js";
/// How long one may take to start.
const PATIENCE: Span = Span::from_whole_ms(15_000);

/// Of the type that promises have, too: each other type brings its own code.
type Listener = Closure<dyn FnMut(JsValue)>;

/// There are no workers: the browser forbids them, or their script does not come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoWorkers;

/// Dropped, all its workers are gone.
#[derive(Debug)]
pub struct WorkerPool {
    greeting: Handshake,
    free: RefCell<Vec<PooledWorker>>,
    reaches_lab: bool,
}

impl WorkerPool {
    /// Starts so many workers, and waits until all of them are there.
    ///
    /// # Errors
    /// One of them is not to be had.
    pub async fn start(workers: u32, greeting: Handshake) -> Result<Self, NoWorkers> {
        let mut pool = Self {
            greeting,
            free: RefCell::default(),
            reaches_lab: true,
        };
        // All of them start at once; that one is heard after another costs nothing.
        let starting: Result<Vec<_>, _> = (0..workers).map(|_| PooledWorker::new()).collect();
        let mut starting = starting?;
        for worker in &mut starting {
            worker.greet(&pool.greeting).await?;
        }
        for mut worker in starting {
            pool.reaches_lab &= worker.hear().await?;
            pool.give_back(worker);
        }
        Ok(pool)
    }

    /// Whether a blocking request of theirs reaches the lab.
    pub const fn reaches_lab(&self) -> bool {
        self.reaches_lab
    }

    /// Waits until one is free; a new one starts in the place of one that is no more.
    /// Where none is to be had, taking one will say so.
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

    /// A worker that does nothing. Whoever takes it and drops it has ended it.
    pub fn take(&self) -> Option<PooledWorker> {
        self.free.borrow_mut().pop()
    }

    pub fn give_back(&self, worker: PooledWorker) {
        self.free.borrow_mut().push(worker);
    }

    async fn start_one(&self) -> Result<PooledWorker, NoWorkers> {
        let mut worker = PooledWorker::new()?;
        worker.greet(&self.greeting).await?;
        worker.hear().await?;
        Ok(worker)
    }
}

/// A worker. Dropped, it is ended, whatever it does.
#[derive(Debug)]
pub struct PooledWorker {
    worker: Worker,
    mail: Rc<Inbox>,
    /// When it was greeted, on the page's clock.
    greeted: f64,
    /// How many ms the page's clock shows more than its own.
    behind: f64,
    _listener: Listener,
}

/// What came from a worker and was not looked at yet.
#[derive(Debug, Default)]
struct Inbox {
    messages: RefCell<VecDeque<JsValue>>,
    is_broken: Cell<bool>,
    changed: Notify,
}

impl PooledWorker {
    fn new() -> Result<Self, NoWorkers> {
        let script = format!("{}{SCRIPT}", page::folder());
        let worker = Worker::new(&script).map_err(|_| NoWorkers)?;
        let mail = Rc::<Inbox>::default();
        let listener = {
            let mail = Rc::clone(&mail);
            // Of errors, too: what has thrown once is not to be trusted again.
            Listener::new(move |event: JsValue| {
                let event: MessageEvent = event.unchecked_into();
                if event.type_() == "message" {
                    mail.messages.borrow_mut().push_back(event.data());
                } else {
                    mail.is_broken.set(true);
                }
                mail.changed.notify_one();
            })
        };
        let function = listener.as_ref().unchecked_ref();
        worker.set_onmessage(Some(function));
        worker.set_onerror(Some(function));
        Ok(Self {
            worker,
            mail,
            greeted: 0.0,
            behind: 0.0,
            _listener: listener,
        })
    }

    pub fn tell(&self, message: &JsValue) {
        // It fails only for what cannot be copied; numbers and texts can.
        let _told = self.worker.post_message(message);
    }

    /// What it says next; `None` where it crashed.
    pub async fn next(&self) -> Option<JsValue> {
        loop {
            if self.is_broken() {
                return None;
            }
            if let Some(message) = self.mail.messages.borrow_mut().pop_front() {
                return Some(message);
            }
            self.mail.changed.notified().await;
        }
    }

    /// Waits until it is there, and greets it.
    async fn greet(&mut self, greeting: &Handshake) -> Result<(), NoWorkers> {
        self.soon().await?;
        self.greeted = performance_now();
        self.tell(&greeting.to_js());
        Ok(())
    }

    /// Takes its answer to the greeting: whether a blocking request reached the lab.
    async fn hear(&mut self) -> Result<bool, NoWorkers> {
        let answer = self.soon().await?;
        let answer = Answer::read(&answer).ok_or(NoWorkers)?;
        // Their origins may have drifted apart, if the machine slept in between. It was
        // answered after the greeting, and before now.
        let (least, most) = (self.greeted - answer.now, performance_now() - answer.now);
        self.behind = (answer.time_origin - time_origin()).max(least).min(most);
        Ok(answer.reaches_lab)
    }

    /// A point of its clock on the page's: after this one, and not later than now.
    pub fn on_page(&self, point: TimePoint, after: TimePoint) -> TimePoint {
        let point = TimePoint::from_ms(point.ms() + self.behind);
        point.min(BrowserClock.now()).max(after)
    }

    /// What its browser told of an exchange, on the page's clock.
    pub fn times_on_page(&self, times: RawTimes) -> RawTimes {
        times.later_by(self.behind)
    }

    /// What it says next, while it starts.
    async fn soon(&self) -> Result<JsValue, NoWorkers> {
        match select(pin!(self.next()), pin!(BrowserClock.sleep(PATIENCE))).await {
            Either::Left((message, _)) => message.ok_or(NoWorkers),
            Either::Right(_) => Err(NoWorkers),
        }
    }

    fn is_broken(&self) -> bool {
        self.mail.is_broken.get()
    }
}

impl Drop for PooledWorker {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}
