//! What the browser tells of its exchanges: Resource Timing, taken as it comes,
//! so that its buffer of 250 entries does not matter.

use std::rc::Rc;

use js_sys::{Array, JsString};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{
    PerformanceObserver, PerformanceObserverEntryList, PerformanceObserverInit,
    PerformanceResourceTiming,
};

use crate::model::browser_times::{BrowserTimes, ExchangePoints, Protocol};
use crate::model::units::TimePoint;

/// Takes the browser's entries for as long as it lives.
pub struct ResourceTimings {
    observer: PerformanceObserver,
    take: Rc<dyn Fn(Array)>,
    _listener: Closure<dyn Fn(PerformanceObserverEntryList)>,
}

impl ResourceTimings {
    /// Hands each entry over: the address that was fetched, and its times, counted
    /// from `origin` on the page's clock. `None` where the browser has no Resource
    /// Timing.
    pub fn watch(origin: TimePoint, take: impl Fn(&str, BrowserTimes) + 'static) -> Option<Self> {
        let take = Rc::new(move |entries: Array| {
            for entry in entries.iter() {
                let entry: PerformanceResourceTiming = entry.unchecked_into();
                take(&entry.name(), times_of(&entry, origin));
            }
        });
        let told = Rc::clone(&take);
        let listener = Closure::<dyn Fn(_)>::new(move |list: PerformanceObserverEntryList| {
            told(list.get_entries());
        });
        let observer = PerformanceObserver::new(listener.as_ref().unchecked_ref()).ok()?;
        let kinds = Array::of1(&JsString::from("resource"));
        let wanted = PerformanceObserverInit::new(&kinds);
        observer.observe(&wanted);
        Some(Self {
            observer,
            take,
            _listener: listener,
        })
    }

    /// Takes what the browser has noted and not told yet.
    pub fn take_noted(&self) {
        (self.take)(self.observer.take_records());
    }
}

impl Drop for ResourceTimings {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// A point that is hidden, or was never reached, reads 0 there.
fn times_of(entry: &PerformanceResourceTiming, origin: TimePoint) -> BrowserTimes {
    let point = |ms: f64| TimePoint::START + (TimePoint::from_ms(ms) - origin);
    let (sent, head) = (entry.request_start(), entry.response_start());
    let secure = entry.secure_connection_start();
    let redirected = entry.redirect_end();
    let is_told = sent > 0.0 && head > 0.0;
    BrowserTimes {
        protocol: Protocol::from_id(&entry.next_hop_protocol()),
        points: is_told.then(|| ExchangePoints {
            redirects_end: (redirected > 0.0).then(|| point(redirected)),
            lookup_start: point(entry.domain_lookup_start()),
            lookup_end: point(entry.domain_lookup_end()),
            connect_start: point(entry.connect_start()),
            secure_start: (secure > 0.0).then(|| point(secure)),
            connect_end: point(entry.connect_end()),
            request_start: point(sent),
            response_start: point(head),
        }),
    }
}
