//! Reads entries of Resource Timing (<https://www.w3.org/TR/resource-timing/>).

use js_sys::{Function, Reflect};
use wasm_bindgen::JsCast;
use web_sys::PerformanceResourceTiming;

use super::clock::BrowserClock;
use super::performance::PERFORMANCE;
use playground_core::units::{Span, TimePoint};
use playground_core::workers::raw_times::{RawPoints, RawTimes};
use playground_engine::ports::Clock;

/// The entry's points and protocol.
pub fn raw_times(entry: &PerformanceResourceTiming) -> RawTimes {
    RawTimes {
        points: RawPoints {
            redirect_end: entry.redirect_end(),
            lookup_start: entry.domain_lookup_start(),
            lookup_end: entry.domain_lookup_end(),
            connect_start: entry.connect_start(),
            secure_start: entry.secure_connection_start(),
            connect_end: entry.connect_end(),
            request_start: entry.request_start(),
            response_start: entry.response_start(),
        },
        protocol: entry.next_hop_protocol(),
    }
}

/// Has this global keep the latest entries. By itself a browser keeps the first 250 and
/// drops the rest.
pub fn keep_latest_entries() {
    /// More than are in flight at once, but for the largest runs.
    const KEPT: u32 = 1_000;
    PERFORMANCE.with(|performance| {
        performance.clear_resource_timings();
        performance.set_resource_timing_buffer_size(KEPT);
        let clear = Reflect::get(performance, &"clearResourceTimings".into());
        let clear = clear
            .ok()
            .and_then(|clear| clear.dyn_into::<Function>().ok());
        let clear = clear.map(|clear| clear.bind0(performance));
        performance.set_onresourcetimingbufferfull(clear.as_ref());
    });
}

/// When the last byte came of the exchange with this address, which has ended. Every server
/// lets the browser tell this one. The entry may come a moment after the exchange.
pub async fn response_end(url: &str) -> Option<TimePoint> {
    const MAX_TRIES: u32 = 5;
    for _ in 0..MAX_TRIES {
        let entries = PERFORMANCE.with(|performance| performance.get_entries_by_name(url));
        if let Ok(entry) = entries.pop().dyn_into::<PerformanceResourceTiming>() {
            return Some(TimePoint::from_ms(entry.response_end()));
        }
        BrowserClock.sleep(Span::ZERO).await;
    }
    None
}
