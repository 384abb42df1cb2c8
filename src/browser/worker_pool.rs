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

use super::clock::BrowserClock;
use super::page;
use super::worker_message::Greeting;
use crate::engine::ports::Clock;
use crate::model::units::Span;

/// The workers' script, beside the page.
const SCRIPT: &str = "fetch_worker_start.js";
/// How long one may take to start.
const PATIENCE: Span = Span::from_whole_ms(15_000);

/// There are no workers: the browser forbids them, or their script does not come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoWorkers;

/// Dropped, all its workers are gone.
#[derive(Debug)]
pub struct WorkerPool {
    greeting: Greeting,
    free: RefCell<Vec<PooledWorker>>,
    reaches_lab: Cell<bool>,
}

impl WorkerPool {
    /// Starts so many workers, and waits until all of them are there.
    ///
    /// # Errors
    /// One of them is not to be had.
    pub async fn start(workers: u32, greeting: Greeting) -> Result<Self, NoWorkers> {
        let pool = Self {
            greeting,
            free: RefCell::default(),
            reaches_lab: Cell::new(false),
        };
        // All of them start at once; that one is heard after another costs nothing.
        let starting: Result<Vec<_>, _> = (0..workers).map(|_| PooledWorker::new()).collect();
        let starting = starting?;
        for worker in &starting {
            worker.soon().await?;
            worker.tell(&pool.greeting.to_js());
        }
        for worker in starting {
            pool.hear(&worker).await?;
            pool.give_back(worker);
        }
        Ok(pool)
    }

    /// Whether a blocking request of theirs reaches the lab.
    pub fn reaches_lab(&self) -> bool {
        self.reaches_lab.get()
    }

    /// A worker that does nothing: a free one, or a new one in the place of one that
    /// is no more. Whoever takes it and drops it has ended it.
    ///
    /// # Errors
    /// None is to be had.
    pub async fn take(&self) -> Result<PooledWorker, NoWorkers> {
        loop {
            let free = self.free.borrow_mut().pop();
            match free {
                Some(worker) if worker.is_broken() => {}
                Some(worker) => return Ok(worker),
                None => break,
            }
        }
        let worker = PooledWorker::new()?;
        worker.soon().await?;
        worker.tell(&self.greeting.to_js());
        self.hear(&worker).await?;
        Ok(worker)
    }

    pub fn give_back(&self, worker: PooledWorker) {
        self.free.borrow_mut().push(worker);
    }

    /// Takes its answer to the greeting.
    async fn hear(&self, worker: &PooledWorker) -> Result<(), NoWorkers> {
        let reaches_lab = worker.soon().await?.as_bool();
        self.reaches_lab.set(reaches_lab == Some(true));
        Ok(())
    }
}

/// A worker. Dropped, it is ended, whatever it does.
#[derive(Debug)]
pub struct PooledWorker {
    worker: Worker,
    mail: Rc<Mail>,
    _listener: Closure<dyn Fn(MessageEvent)>,
}

/// What came from a worker and was not looked at yet.
#[derive(Debug, Default)]
struct Mail {
    messages: RefCell<VecDeque<JsValue>>,
    is_broken: Cell<bool>,
    changed: Notify,
}

impl PooledWorker {
    fn new() -> Result<Self, NoWorkers> {
        let script = format!("{}{SCRIPT}", page::folder());
        let worker = Worker::new(&script).map_err(|_| NoWorkers)?;
        let mail = Rc::<Mail>::default();
        let listener = {
            let mail = Rc::clone(&mail);
            // Of errors, too: what has thrown once is not to be trusted again.
            Closure::<dyn Fn(_)>::new(move |event: MessageEvent| {
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
