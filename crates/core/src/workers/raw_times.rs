//! A Resource Timing entry (<https://www.w3.org/TR/resource-timing/>) as its own thread's
//! clock has it.

use crate::named::Named;
use crate::run::browser_times::{BrowserTimes, ExchangePoints, Protocol};
use crate::units::TimePoint;

/// An entry as the browser has it: points in ms since the thread's time origin, 0 where
/// one is hidden or was never reached.
#[derive(Clone, Debug, PartialEq)]
pub struct RawTimes {
    pub points: RawPoints,
    /// The protocol's id (ALPN); empty where it is hidden.
    pub protocol: String,
}

/// The points of an exchange, in the order in which they are reached.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RawPoints {
    pub redirect_end: f64,
    pub lookup_start: f64,
    pub lookup_end: f64,
    pub connect_start: f64,
    pub secure_start: f64,
    pub connect_end: f64,
    pub request_start: f64,
    pub response_start: f64,
}

impl RawPoints {
    /// How many there are.
    pub const COUNT: usize = 8;

    /// The points in order.
    pub const fn to_array(self) -> [f64; Self::COUNT] {
        [
            self.redirect_end,
            self.lookup_start,
            self.lookup_end,
            self.connect_start,
            self.secure_start,
            self.connect_end,
            self.request_start,
            self.response_start,
        ]
    }

    /// The points, given in order.
    pub const fn from_array(points: [f64; Self::COUNT]) -> Self {
        let [
            redirect_end,
            lookup_start,
            lookup_end,
            connect_start,
            secure_start,
            connect_end,
            request_start,
            response_start,
        ] = points;
        Self {
            redirect_end,
            lookup_start,
            lookup_end,
            connect_start,
            secure_start,
            connect_end,
            request_start,
            response_start,
        }
    }
}

impl RawTimes {
    /// The same on a clock that shows `ms` more.
    #[must_use]
    pub fn later_by(self, ms: f64) -> Self {
        let later = |point: f64| if point > 0.0 { point + ms } else { point };
        Self {
            points: RawPoints::from_array(self.points.to_array().map(later)),
            ..self
        }
    }

    /// When the response's first byte was there.
    pub fn response_start(&self) -> Option<TimePoint> {
        known(self.points.response_start)
    }

    /// The entry, counted from `origin` on the same clock.
    pub fn times(&self, origin: TimePoint) -> BrowserTimes {
        let point = |ms: f64| TimePoint::START + (TimePoint::from_ms(ms) - origin);
        let known = |ms: f64| known(ms).map(|_| point(ms));
        let points = &self.points;
        let is_known = points.request_start > 0.0 && points.response_start > 0.0;
        BrowserTimes {
            protocol: Protocol::from_name(&self.protocol),
            points: is_known.then(|| ExchangePoints {
                redirects_end: known(points.redirect_end),
                lookup_start: point(points.lookup_start),
                lookup_end: point(points.lookup_end),
                connect_start: point(points.connect_start),
                secure_start: known(points.secure_start),
                connect_end: point(points.connect_end),
                request_start: point(points.request_start),
                response_start: point(points.response_start),
            }),
        }
    }
}

fn known(ms: f64) -> Option<TimePoint> {
    (ms > 0.0).then(|| TimePoint::from_ms(ms))
}
