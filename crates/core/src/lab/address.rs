//! The addresses of the lab, and what they say.

use std::fmt;

use super::counter::CounterCall;
use super::query::{AddressError, Query};
use crate::experiment::plan::{Answer, Plan};
use crate::experiment::ranges;
use crate::experiment::workload::{Capacity, OverflowPolicy};
use crate::units::{AttemptNumber, RequestIndex, RunId};

/// The lab's folder below the page's own.
pub const FOLDER: &str = "lab/";

/// The lab's folder on a lab server. It differs from [`FOLDER`], so that a page
/// loaded from that server reaches it without its service worker intercepting.
pub const SERVER_FOLDER: &str = "lab-server/";

/// Shortest time between two chunks: below about 4 ms browsers clamp timers.
const CHUNK_INTERVAL_MS: u32 = 10;
/// Longest chunk, so that a large body is never in memory as a whole.
const CHUNK_BYTES: u64 = 65_536;

/// What a request to the lab asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LabCall {
    /// `work?…`: an answer as planned.
    Work(LabRequest),
    /// `counter?…`: reads or writes the number that a run's requests share. It is not counted.
    Counter(CounterCall),
    /// `stats?run=…`: the counters of a run.
    Stats(RunId),
    /// `ping`: whether the lab is reachable. It is not counted.
    Ping,
}

/// The attempt of a request of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LabKey {
    pub run: RunId,
    pub request: RequestIndex,
    pub attempt: AttemptNumber,
}

/// One request to the lab.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LabRequest {
    pub key: LabKey,
    /// From the request's arrival, or from the end of its wait in the queue, to the
    /// response's head.
    pub delay_ms: u32,
    pub answer: Answer,
    /// Length of the whole body.
    pub bytes: u64,
    /// How many pieces a whole body comes in.
    pub chunks: u32,
    /// From the head to the whole body's last byte.
    pub transfer_ms: u32,
    pub retry_after_seconds: Option<u32>,
    /// How many requests of its run are worked on at once; `None` if unlimited.
    pub capacity: Option<Capacity>,
}

impl LabRequest {
    /// The request that asks the lab for what is planned.
    pub fn from_plan(key: LabKey, plan: &Plan) -> Self {
        let planned = plan.attempt(key.request, key.attempt);
        let by_time = planned.transfer_ms.div_ceil(CHUNK_INTERVAL_MS);
        let by_length = planned.body_bytes.div_ceil(CHUNK_BYTES) as u32;
        let most = planned.body_bytes.clamp(1, u64::from(u32::MAX)) as u32;
        Self {
            key,
            delay_ms: planned.delay_ms,
            answer: planned.answer,
            bytes: planned.body_bytes,
            chunks: by_time.max(by_length).clamp(1, most),
            transfer_ms: planned.transfer_ms,
            retry_after_seconds: planned.retry_after_seconds,
            capacity: plan.workload().capacity,
        }
    }
}

/// The values of `beyond`, for requests beyond the capacity.
const BEYOND: [(&str, OverflowPolicy); 3] = [
    ("wait", OverflowPolicy::Wait),
    ("429", OverflowPolicy::TooManyRequests),
    ("503", OverflowPolicy::Unavailable),
];

/// The values of `end`, for the kinds of answer.
const ENDINGS: [(&str, Ending); 3] = [
    ("whole", Ending::Whole),
    ("broken", Ending::Broken),
    ("never", Ending::Never),
];

#[derive(Clone, Copy, PartialEq)]
enum Ending {
    Whole,
    Broken,
    Never,
}

impl LabCall {
    /// Reads what follows the lab's folder in an address, as in `stats?run=7`.
    ///
    /// # Errors
    /// It is not an address of the lab.
    pub fn parse(path_and_query: &str) -> Result<Self, AddressError> {
        let (path, query) = path_and_query
            .split_once('?')
            .unwrap_or((path_and_query, ""));
        let mut query = Query::parse(query);
        let call = match path {
            "work" => Self::Work(parse_request(&mut query)?),
            "counter" => Self::Counter(CounterCall::parse(&mut query)?),
            "stats" => Self::Stats(RunId(query.number("run")?)),
            "ping" => Self::Ping,
            _ => return Err(AddressError::UnknownPath(path.to_owned())),
        };
        query.finish()?;
        Ok(call)
    }
}

/// Prints what [`LabCall::parse`] reads.
impl fmt::Display for LabCall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Work(request) => write_request(f, request),
            Self::Counter(call) => call.fmt(f),
            Self::Stats(run) => write!(f, "stats?run={run}"),
            Self::Ping => f.write_str("ping"),
        }
    }
}

/// Reads the parameters that name an attempt.
pub fn parse_key(query: &mut Query<'_>) -> Result<LabKey, AddressError> {
    Ok(LabKey {
        run: RunId(query.number("run")?),
        request: RequestIndex(query.number("request")?),
        attempt: AttemptNumber(query.number("attempt")?),
    })
}

impl fmt::Display for LabKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            run,
            request,
            attempt,
        } = self;
        write!(f, "run={run}&request={request}&attempt={}", attempt.0)
    }
}

fn parse_request(query: &mut Query<'_>) -> Result<LabRequest, AddressError> {
    let status = query.optional_number("status")?.unwrap_or(200);
    if !(200..=599).contains(&status) {
        let value = status.to_string();
        return Err(AddressError::Invalid {
            name: "status",
            value,
        });
    }
    let bytes: u64 = query.number("bytes")?;
    // A piece has at least one byte: pieces without end would keep the lab busy.
    let most_chunks = bytes.clamp(1, u64::from(u32::MAX)) as u32;
    Ok(LabRequest {
        key: parse_key(query)?,
        delay_ms: query.number("delay")?,
        answer: match query.word("end", &ENDINGS)? {
            Ending::Whole => Answer::Whole { status },
            Ending::Broken => Answer::Broken,
            Ending::Never => Answer::Never,
        },
        bytes,
        chunks: query.number::<u32>("chunks")?.clamp(1, most_chunks),
        transfer_ms: query.number("transfer")?,
        retry_after_seconds: query.optional_number("retryAfter")?,
        capacity: parse_capacity(query)?,
    })
}

fn parse_capacity(query: &mut Query<'_>) -> Result<Option<Capacity>, AddressError> {
    let Some(requests) = query.optional_number::<u32>("capacity")? else {
        return Ok(None);
    };
    if !ranges::CAPACITY.contains(u64::from(requests)) {
        let value = requests.to_string();
        return Err(AddressError::Invalid {
            name: "capacity",
            value,
        });
    }
    let beyond = query.word("beyond", &BEYOND)?;
    Ok(Some(Capacity { requests, beyond }))
}

fn write_request(f: &mut fmt::Formatter<'_>, request: &LabRequest) -> fmt::Result {
    let LabRequest {
        key,
        delay_ms,
        bytes,
        chunks,
        transfer_ms,
        ..
    } = request;
    write!(
        f,
        "work?{key}&delay={delay_ms}&bytes={bytes}&chunks={chunks}&transfer={transfer_ms}"
    )?;
    let (ending, status) = match request.answer {
        Answer::Whole { status } => (Ending::Whole, status),
        Answer::Broken => (Ending::Broken, 200),
        Answer::Never => (Ending::Never, 200),
    };
    if status != 200 {
        write!(f, "&status={status}")?;
    }
    for (word, meaning) in ENDINGS {
        if meaning == ending {
            write!(f, "&end={word}")?;
        }
    }
    if let Some(seconds) = request.retry_after_seconds {
        write!(f, "&retryAfter={seconds}")?;
    }
    let Some(Capacity { requests, beyond }) = request.capacity else {
        return Ok(());
    };
    write!(f, "&capacity={requests}")?;
    for (word, meaning) in BEYOND {
        if meaning == beyond {
            write!(f, "&beyond={word}")?;
        }
    }
    Ok(())
}
