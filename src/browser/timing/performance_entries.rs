//! The browser's performance entries, taken as they come, so that its buffer of 250
//! entries does not matter.

use std::rc::Rc;

use js_sys::{Array, JsString, Reflect};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    PerformanceEntry, PerformanceObserver, PerformanceObserverEntryList, PerformanceObserverInit,
    PerformanceResourceTiming,
};

use super::resource_timing::raw_times;
use playground_core::run::browser_times::BrowserTimes;
use playground_core::run::heartbeat::Freeze;
use playground_core::units::{Span, TimePoint};

/// The type that promises use, too: each other closure type adds code of its own.
type Listener = Closure<dyn FnMut(JsValue)>;

/// Takes the browser's entries for as long as it lives.
pub struct PerformanceEntries {
    observer: PerformanceObserver,
    take: Rc<dyn Fn(Array)>,
    _listener: Listener,
}

impl PerformanceEntries {
    /// Hands over each exchange that ends: the address that was fetched, and its times,
    /// counted from `origin` on the page's clock. `None` where the browser has no such
    /// entries.
    pub fn watch_exchanges(
        origin: TimePoint,
        take: impl Fn(&str, BrowserTimes) + 'static,
    ) -> Option<Self> {
        let take = Rc::new(move |entries: Array| {
            for entry in entries.iter() {
                let entry: PerformanceResourceTiming = entry.unchecked_into();
                take(&entry.name(), raw_times(&entry).times(origin));
            }
        });
        Self::watch("resource", take)
    }

    /// Hands over the tasks that kept the page's thread for 50 ms or more, of those that
    /// began after `origin` (<https://www.w3.org/TR/longtasks-1/>), and none at once.
    /// `None` where the browser never reports any.
    pub fn watch_long_tasks(
        origin: TimePoint,
        take: impl Fn(Vec<Freeze>) + 'static,
    ) -> Option<Self> {
        const KIND: &str = "longtask";
        if !is_supported(KIND) {
            return None;
        }
        take(Vec::new());
        let take = Rc::new(move |entries: Array| {
            let tasks = entries.iter().filter_map(|entry| {
                let entry: PerformanceEntry = entry.unchecked_into();
                let began = Span::from_ms(entry.start_time() - origin.ms());
                let from = TimePoint::START + began;
                let to = from + Span::from_ms(entry.duration());
                (began >= Span::ZERO).then_some(Freeze { from, to })
            });
            take(tasks.collect());
        });
        Self::watch(KIND, take)
    }

    fn watch(kind: &str, take: Rc<dyn Fn(Array)>) -> Option<Self> {
        let on_entries = Rc::clone(&take);
        let listener = Listener::new(move |list: JsValue| {
            let list: PerformanceObserverEntryList = list.unchecked_into();
            on_entries(list.get_entries());
        });
        let observer = PerformanceObserver::new(listener.as_ref().unchecked_ref()).ok()?;
        let kinds = Array::of1(&JsString::from(kind));
        observer.observe(&PerformanceObserverInit::new(&kinds));
        Some(Self {
            observer,
            take,
            _listener: listener,
        })
    }

    /// Takes the entries that the browser has not delivered yet.
    pub fn take_pending(&self) {
        (self.take)(self.observer.take_records());
    }
}

/// Whether the browser has such entries.
fn is_supported(kind: &str) -> bool {
    let observer = Reflect::get(&js_sys::global(), &"PerformanceObserver".into());
    let kinds = observer.and_then(|it| Reflect::get(&it, &"supportedEntryTypes".into()));
    let kinds = kinds.ok().and_then(|kinds| kinds.dyn_into::<Array>().ok());
    kinds.is_some_and(|kinds| kinds.includes(&kind.into(), 0))
}

impl Drop for PerformanceEntries {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}
