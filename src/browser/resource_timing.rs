//! What the browser tells of an exchange: Resource Timing
//! (<https://www.w3.org/TR/resource-timing/>).

use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::PerformanceResourceTiming;

use playground_core::run::browser_times::{BrowserTimes, ExchangePoints, Protocol};
use playground_core::units::TimePoint;

/// An entry as the browser has it: points in ms, 0 where one is hidden or was never
/// reached.
#[derive(Clone, Debug)]
pub struct RawTimes {
    /// The end of redirects, of the host's lookup its start and end, of the connection
    /// its start, its encryption's start and its end, the request's start, the
    /// response's.
    points: [f64; 8],
    protocol: String,
}

impl RawTimes {
    pub fn of(entry: &PerformanceResourceTiming) -> Self {
        Self {
            points: [
                entry.redirect_end(),
                entry.domain_lookup_start(),
                entry.domain_lookup_end(),
                entry.connect_start(),
                entry.secure_connection_start(),
                entry.connect_end(),
                entry.request_start(),
                entry.response_start(),
            ],
            protocol: entry.next_hop_protocol(),
        }
    }

    /// The same by a clock that shows so many ms more.
    #[must_use]
    pub fn later_by(mut self, ms: f64) -> Self {
        for point in self.points.iter_mut().filter(|point| **point > 0.0) {
            *point += ms;
        }
        self
    }

    /// When the response's first byte was there.
    pub fn response_start(&self) -> Option<TimePoint> {
        let [.., head] = self.points;
        (head > 0.0).then(|| TimePoint::from_ms(head))
    }

    /// For another thread.
    pub fn to_js(&self) -> JsValue {
        let fields: Array = self.points.iter().copied().map(JsValue::from_f64).collect();
        fields.push(&JsValue::from_str(&self.protocol));
        fields.into()
    }

    /// From another thread.
    pub fn read(message: &JsValue) -> Option<Self> {
        let fields = message.dyn_ref::<Array>()?;
        let mut points = [0.0; 8];
        for (place, point) in (0..).zip(&mut points) {
            *point = fields.get(place).as_f64()?;
        }
        let protocol = fields.get(8).as_string()?;
        Some(Self { points, protocol })
    }

    /// What it tells, counted from `origin` on the page's clock.
    pub fn times(&self, origin: TimePoint) -> BrowserTimes {
        let point = |ms: f64| TimePoint::START + (TimePoint::from_ms(ms) - origin);
        let told = |ms: f64| (ms > 0.0).then(|| point(ms));
        let [
            redirected,
            lookup_start,
            lookup_end,
            connect_start,
            secure,
            connect_end,
            sent,
            head,
        ] = self.points;
        BrowserTimes {
            protocol: Protocol::from_id(&self.protocol),
            points: (sent > 0.0 && head > 0.0).then(|| ExchangePoints {
                redirects_end: told(redirected),
                lookup_start: point(lookup_start),
                lookup_end: point(lookup_end),
                connect_start: point(connect_start),
                secure_start: told(secure),
                connect_end: point(connect_end),
                request_start: point(sent),
                response_start: point(head),
            }),
        }
    }
}
