//! Reads entries of Resource Timing (<https://www.w3.org/TR/resource-timing/>).

use web_sys::PerformanceResourceTiming;

use playground_core::workers::raw_times::{RawPoints, RawTimes};

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
