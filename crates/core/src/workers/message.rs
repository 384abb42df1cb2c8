//! The messages between the page and its fetch workers. A worker's times are on its own
//! clock.

use super::packet::{DecodeError, Packet, Reader};
use super::raw_times::{RawPoints, RawTimes};
use crate::experiment::status::StatusMeaning;
use crate::units::TimePoint;

/// From the page to a worker.
#[derive(Clone, Debug, PartialEq)]
pub enum ToWorker {
    /// The first message.
    Connect(Handshake),
    /// One attempt.
    Run(Job),
}

/// From a worker to the page.
#[derive(Clone, Debug, PartialEq)]
pub enum FromWorker {
    /// Its program is loaded, and it listens.
    Listening,
    /// The answer to [`ToWorker::Connect`].
    Connected(Connected),
    /// A job's exchange has ended.
    Ended(Reply),
    /// A job's computation has ended; it comes after [`Self::Ended`].
    Computed(ComputeResult),
}

/// What a worker needs to know before its first job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handshake {
    /// An address of the lab, to try a blocking request; `None` where none can reach it.
    pub ping: Option<String>,
    /// Whether it will have to compute.
    pub computes: bool,
}

/// A worker's clock, and how it can fetch.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Connected {
    /// Its time origin in ms since 1970.
    pub time_origin: f64,
    /// What its clock shows, in ms.
    pub now: f64,
    /// Whether its blocking requests reach the lab.
    pub reaches_lab: bool,
}

/// One attempt for a worker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// `None` where there is only something to be computed.
    pub exchange: Option<Exchange>,
    /// How much is computed after a success; 0 for nothing.
    pub units: u32,
}

/// What a worker fetches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exchange {
    pub url: String,
    /// Whether the thread blocks until the response is there.
    pub is_blocking: bool,
    pub body_limit_bytes: u64,
}

/// How a job's exchange ended.
#[derive(Clone, Debug, PartialEq)]
pub struct Reply {
    pub ended: TimePoint,
    pub result: ExchangeResult,
    /// What the browser measured of the exchange, if it tells.
    pub times: Option<RawTimes>,
}

/// What came of an exchange.
#[derive(Clone, Debug, PartialEq)]
pub enum ExchangeResult {
    /// The job had none.
    Skipped,
    Response(WorkerResponse),
    Failed(WorkerFailure),
}

/// A response that a worker has read, or as much of it as is allowed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WorkerResponse {
    pub status: u16,
    /// When the head was there; `None` where that is not known.
    pub responded: Option<TimePoint>,
    pub bytes: u64,
    /// Whether its body broke off.
    pub is_broken: bool,
    /// Names and values.
    pub headers: Vec<(String, String)>,
    /// The beginning of the body.
    pub first_bytes: Option<Vec<u8>>,
    /// Where it came from in the end, if the request was redirected.
    pub redirected_to: Option<String>,
}

/// Why an exchange has no response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WorkerFailure {
    /// A blocking request failed, which does not say how.
    Unknown,
    /// `fetch` rejected as for any network error.
    Network,
    /// The browser would not send it.
    Refused,
}

/// What a worker has computed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ComputeResult {
    pub at: TimePoint,
    pub found: u32,
}

impl ExchangeResult {
    /// Whether what follows a success is done.
    pub fn is_success(&self) -> bool {
        match self {
            Self::Skipped => true,
            Self::Response(response) => {
                !response.is_broken && StatusMeaning::new(response.status).is_success()
            }
            Self::Failed(_) => false,
        }
    }
}

impl WorkerFailure {
    /// In the order of their codes.
    pub const ALL: [Self; 3] = [Self::Unknown, Self::Network, Self::Refused];
}

impl ToWorker {
    pub fn encode(&self) -> Packet {
        match self {
            Self::Connect(Handshake { ping, computes }) => Packet::new(0)
                .flag(*computes)
                .optional(ping.as_deref(), Packet::text),
            Self::Run(Job { exchange, units }) => Packet::new(1).whole((*units).into()).optional(
                exchange.as_ref(),
                |packet, exchange| {
                    packet
                        .text(&exchange.url)
                        .flag(exchange.is_blocking)
                        .whole(exchange.body_limit_bytes)
                },
            ),
        }
    }

    /// # Errors
    /// It is not such a message.
    pub fn decode(packet: Packet) -> Result<Self, DecodeError> {
        let mut reader = Reader::new(packet);
        let message = match reader.whole::<u32>()? {
            0 => Self::Connect(Handshake {
                computes: reader.flag()?,
                ping: reader.optional(Reader::text)?,
            }),
            1 => Self::Run(Job {
                units: reader.whole()?,
                exchange: reader.optional(|reader| {
                    Ok(Exchange {
                        url: reader.text()?,
                        is_blocking: reader.flag()?,
                        body_limit_bytes: reader.whole()?,
                    })
                })?,
            }),
            tag => return Err(DecodeError::UnknownTag(tag.into())),
        };
        reader.finish(message)
    }
}

impl FromWorker {
    pub fn encode(self) -> Packet {
        match self {
            Self::Listening => Packet::new(0),
            Self::Connected(Connected {
                time_origin,
                now,
                reaches_lab,
            }) => Packet::new(1)
                .number(time_origin)
                .number(now)
                .flag(reaches_lab),
            Self::Ended(Reply {
                ended,
                result,
                times,
            }) => {
                let packet = Packet::new(2)
                    .number(ended.ms())
                    .optional(times, write_times);
                write_result(packet, result)
            }
            Self::Computed(ComputeResult { at, found }) => {
                Packet::new(3).number(at.ms()).whole(found.into())
            }
        }
    }

    /// # Errors
    /// It is not such a message.
    pub fn decode(packet: Packet) -> Result<Self, DecodeError> {
        let mut reader = Reader::new(packet);
        let message = match reader.whole::<u32>()? {
            0 => Self::Listening,
            1 => Self::Connected(Connected {
                time_origin: reader.number()?,
                now: reader.number()?,
                reaches_lab: reader.flag()?,
            }),
            2 => Self::Ended(Reply {
                ended: TimePoint::from_ms(reader.number()?),
                times: reader.optional(read_times)?,
                result: read_result(&mut reader)?,
            }),
            3 => Self::Computed(ComputeResult {
                at: TimePoint::from_ms(reader.number()?),
                found: reader.whole()?,
            }),
            tag => return Err(DecodeError::UnknownTag(tag.into())),
        };
        reader.finish(message)
    }
}

fn write_times(packet: Packet, times: RawTimes) -> Packet {
    let points = times.points.to_array().into_iter();
    points.fold(packet, Packet::number).text(&times.protocol)
}

fn read_times(reader: &mut Reader) -> Result<RawTimes, DecodeError> {
    let mut points = [0.0; RawPoints::COUNT];
    for point in &mut points {
        *point = reader.number()?;
    }
    Ok(RawTimes {
        points: RawPoints::from_array(points),
        protocol: reader.text()?,
    })
}

fn write_result(packet: Packet, result: ExchangeResult) -> Packet {
    let response = match result {
        ExchangeResult::Skipped => return packet.whole(0),
        ExchangeResult::Failed(failure) => return packet.whole(1).whole(failure as u64),
        ExchangeResult::Response(response) => response,
    };
    let packet = packet
        .whole(2)
        .whole(response.status.into())
        .optional(response.responded.map(TimePoint::ms), Packet::number)
        .whole(response.bytes)
        .flag(response.is_broken)
        .optional(response.redirected_to.as_deref(), Packet::text)
        .whole(response.headers.len() as u64);
    let packet = response
        .headers
        .iter()
        .fold(packet, |packet, (name, value)| {
            packet.text(name).text(value)
        });
    Packet {
        bytes: response.first_bytes,
        ..packet
    }
}

fn read_result(reader: &mut Reader) -> Result<ExchangeResult, DecodeError> {
    Ok(match reader.whole::<u32>()? {
        0 => ExchangeResult::Skipped,
        1 => {
            let code = reader.whole::<usize>()?;
            let failure = WorkerFailure::ALL.get(code).copied();
            ExchangeResult::Failed(failure.ok_or(DecodeError::OutOfRange(code as f64))?)
        }
        2 => ExchangeResult::Response(WorkerResponse {
            status: reader.whole()?,
            responded: reader.optional(Reader::number)?.map(TimePoint::from_ms),
            bytes: reader.whole()?,
            is_broken: reader.flag()?,
            redirected_to: reader.optional(Reader::text)?,
            headers: (0..reader.whole::<u32>()?)
                .map(|_| Ok((reader.text()?, reader.text()?)))
                .collect::<Result<_, _>>()?,
            first_bytes: reader.bytes(),
        }),
        tag => return Err(DecodeError::UnknownTag(tag.into())),
    })
}
