//! What a page and its fetch workers say to each other, as arrays that browsers copy
//! from one thread to the other. A worker's times are on its own clock.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};

use super::resource_timing::RawTimes;
use playground_core::units::{Span, TimePoint};

/// The test suites' word: whoever is told so crashes.
pub const CRASH: &str = "crash";

/// What a worker is told first.
#[derive(Clone, Debug, PartialEq)]
pub struct Handshake {
    /// Where a blocking request is tried out; empty where there is no such place.
    pub ping: String,
    /// Whether it will have to compute.
    pub computes: bool,
}

/// What it answers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Answer {
    /// Its time origin, by the clock on the wall, in ms.
    pub time_origin: f64,
    /// What its clock shows, in ms.
    pub now: f64,
    /// Whether a blocking request of its reaches the lab.
    pub reaches_lab: bool,
}

/// One attempt for a worker.
#[derive(Clone, Debug, PartialEq)]
pub struct Job {
    /// Nothing is fetched where it is empty.
    pub url: String,
    /// Whether the thread is blocked until the answer is there.
    pub is_blocking: bool,
    pub body_limit: u64,
    /// What is computed after a success, if anything is.
    pub units: u32,
}

/// How an exchange ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReplyKind {
    /// All of it came, or as much as is read.
    Whole,
    BodyBroken,
    /// A blocking request failed, which does not say how.
    Untold,
    /// `fetch` rejected as for any network error.
    Failed,
    /// The browser would not send it.
    Refused,
}

impl ReplyKind {
    const ALL: [Self; 5] = [
        Self::Whole,
        Self::BodyBroken,
        Self::Untold,
        Self::Failed,
        Self::Refused,
    ];
}

/// What became of a job's exchange.
#[derive(Clone, Debug)]
pub struct Reply {
    pub kind: ReplyKind,
    pub status: u16,
    /// When the head was there, where that is known.
    pub responded: Option<TimePoint>,
    pub ended: TimePoint,
    pub bytes: u64,
    pub retry_after: Option<Span>,
    /// Names and values in turn.
    pub headers: Array,
    pub first_bytes: Option<Uint8Array>,
    pub redirected_to: Option<String>,
    pub times: Option<RawTimes>,
}

/// What was computed after that.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ComputeResult {
    pub at: TimePoint,
    pub found: u32,
}

impl Handshake {
    pub fn to_js(&self) -> JsValue {
        array([self.ping.as_str().into(), self.computes.into()])
    }

    pub fn read(message: &JsValue) -> Option<Self> {
        let fields = message.dyn_ref::<Array>()?;
        Some(Self {
            ping: fields.get(0).as_string()?,
            computes: fields.get(1).as_bool()?,
        })
    }
}

impl Answer {
    pub fn to_js(self) -> JsValue {
        array([
            self.time_origin.into(),
            self.now.into(),
            self.reaches_lab.into(),
        ])
    }

    pub fn read(message: &JsValue) -> Option<Self> {
        let fields = message.dyn_ref::<Array>()?;
        Some(Self {
            time_origin: fields.get(0).as_f64()?,
            now: fields.get(1).as_f64()?,
            reaches_lab: fields.get(2).as_bool()?,
        })
    }
}

impl Job {
    pub fn to_js(&self) -> JsValue {
        array([
            self.url.as_str().into(),
            self.is_blocking.into(),
            (self.body_limit as f64).into(),
            self.units.into(),
        ])
    }

    pub fn read(message: &JsValue) -> Option<Self> {
        let fields = message.dyn_ref::<Array>()?;
        Some(Self {
            url: fields.get(0).as_string()?,
            is_blocking: fields.get(1).as_bool()?,
            body_limit: fields.get(2).as_f64()? as u64,
            units: fields.get(3).as_f64()? as u32,
        })
    }
}

impl Reply {
    pub fn to_js(&self) -> JsValue {
        array([
            (self.kind as u32).into(),
            self.status.into(),
            self.responded.map(TimePoint::ms).into(),
            self.ended.ms().into(),
            (self.bytes as f64).into(),
            self.retry_after.map(Span::ms).into(),
            self.headers.clone().into(),
            self.first_bytes.clone().into(),
            self.redirected_to.clone().into(),
            self.times.as_ref().map(RawTimes::to_js).into(),
        ])
    }

    pub fn read(message: &JsValue) -> Option<Self> {
        let fields = message.dyn_ref::<Array>()?;
        let number = |place| fields.get(place).as_f64();
        Some(Self {
            kind: *ReplyKind::ALL.get(number(0)? as usize)?,
            status: number(1)? as u16,
            responded: number(2).map(TimePoint::from_ms),
            ended: TimePoint::from_ms(number(3)?),
            bytes: number(4)? as u64,
            retry_after: number(5).map(Span::from_ms),
            headers: fields.get(6).dyn_into().ok()?,
            first_bytes: fields.get(7).dyn_into().ok(),
            redirected_to: fields.get(8).as_string(),
            times: RawTimes::read(&fields.get(9)),
        })
    }
}

impl ComputeResult {
    pub fn to_js(self) -> JsValue {
        array([self.at.ms().into(), self.found.into()])
    }

    pub fn read(message: &JsValue) -> Option<Self> {
        let fields = message.dyn_ref::<Array>()?;
        Some(Self {
            at: TimePoint::from_ms(fields.get(0).as_f64()?),
            found: fields.get(1).as_f64()? as u32,
        })
    }
}

fn array<const N: usize>(fields: [JsValue; N]) -> JsValue {
    fields.iter().collect::<Array>().into()
}
