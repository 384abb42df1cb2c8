//! How a request ends. Each request ends in exactly one outcome.

use crate::experiment::retry::is_retryable_status;
use crate::units::Span;

/// How an attempt, and with its last attempt the request, ended.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Outcome {
    /// A status below 400, and the whole body.
    Succeeded,
    /// A status of 400 or above.
    HttpError { status: u16 },
    /// The attempt took longer than the policy's timeout.
    TimedOut { after: Span },
    /// No usable response came.
    NetworkError(NetworkCause),
    /// The response began, and its body broke off.
    BodyBroken { after_bytes: u64 },
    /// The body was longer than what the page reads.
    TooLarge { limit_bytes: u64 },
    /// Somebody ended it.
    Cancelled(CancelledBy),
}

/// Why no usable response came, as far as a page can know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NetworkCause {
    /// `fetch` rejected: unreachable, refused, reset, or forbidden by CORS;
    /// browsers do not say which.
    NetworkOrCors,
    /// The same, where CORS is not the reason: the server is a lab, or nothing
    /// came when it was asked once more either.
    Unreachable,
    /// The server is there, and does not let this page read what it says.
    ForbiddenByCors,
    /// It sent the request on to another address, and that did not end well.
    RedirectedThenFailed,
    /// It did answer when it was asked once more.
    AnsweredLater,
    /// The browser says that it has no network.
    Offline,
    /// Something answered that is not the lab: its header is missing.
    NotTheLab,
    /// A blocking request failed, and such a one does not tell how.
    Untold,
    /// The worker that waited for it crashed, or could not be started.
    WorkerLost,
    /// The browser would not send it at all (not an address, a forbidden scheme).
    Refused,
}

impl NetworkCause {
    pub const ALL: [Self; 10] = [
        Self::NetworkOrCors,
        Self::Unreachable,
        Self::ForbiddenByCors,
        Self::RedirectedThenFailed,
        Self::AnsweredLater,
        Self::Offline,
        Self::NotTheLab,
        Self::Untold,
        Self::WorkerLost,
        Self::Refused,
    ];

    /// The cause's name in documents.
    pub const fn name(self) -> &'static str {
        match self {
            Self::NetworkOrCors => "networkOrCors",
            Self::Unreachable => "unreachable",
            Self::ForbiddenByCors => "forbiddenByCors",
            Self::RedirectedThenFailed => "redirectedThenFailed",
            Self::AnsweredLater => "answeredLater",
            Self::Offline => "offline",
            Self::NotTheLab => "notTheLab",
            Self::Untold => "untold",
            Self::WorkerLost => "workerLost",
            Self::Refused => "refused",
        }
    }

    /// The cause's name on screen, in the middle of a line.
    pub const fn title(self) -> &'static str {
        match self {
            Self::NetworkOrCors => "unreachable, or forbidden by CORS",
            Self::Unreachable => "unreachable",
            Self::ForbiddenByCors => "forbidden by CORS",
            Self::RedirectedThenFailed => "redirected, then failed",
            Self::AnsweredLater => "failed, then answered",
            Self::Offline => "offline",
            Self::NotTheLab => "not the lab",
            Self::Untold => "failed, and the browser does not say how",
            Self::WorkerLost => "its worker crashed",
            Self::Refused => "refused by the browser",
        }
    }

    /// Whether another attempt might end better.
    pub const fn may_pass(self) -> bool {
        !matches!(self, Self::NotTheLab | Self::Refused)
    }
}

/// Who ended a request before its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CancelledBy {
    /// ■ was pressed.
    User,
    /// Another request failed, and the policy is *fail fast*.
    FailFast,
    /// The page's program crashed.
    Crash,
    /// The browser gave the page no workers.
    NoWorkers,
}

impl CancelledBy {
    pub const ALL: [Self; 4] = [Self::User, Self::FailFast, Self::Crash, Self::NoWorkers];

    /// Its name in documents.
    pub const fn name(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::FailFast => "failFast",
            Self::Crash => "crash",
            Self::NoWorkers => "noWorkers",
        }
    }
}

/// An outcome without its details: what counts are kept by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum OutcomeKind {
    Succeeded,
    HttpError,
    TimedOut,
    NetworkError,
    BodyBroken,
    TooLarge,
    Cancelled,
}

impl OutcomeKind {
    pub const ALL: [Self; 7] = [
        Self::Succeeded,
        Self::HttpError,
        Self::TimedOut,
        Self::NetworkError,
        Self::BodyBroken,
        Self::TooLarge,
        Self::Cancelled,
    ];

    /// The kind's name in documents.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Succeeded => "succeeded",
            Self::HttpError => "httpError",
            Self::TimedOut => "timedOut",
            Self::NetworkError => "networkError",
            Self::BodyBroken => "bodyBroken",
            Self::TooLarge => "tooLarge",
            Self::Cancelled => "cancelled",
        }
    }

    /// The kind's name on screen.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Succeeded => "Succeeded",
            Self::HttpError => "HTTP error",
            Self::TimedOut => "Timed out",
            Self::NetworkError => "Network error",
            Self::BodyBroken => "Body broken",
            Self::TooLarge => "Too large",
            Self::Cancelled => "Cancelled",
        }
    }

    /// Neither a success nor somebody's wish.
    pub const fn is_failure(self) -> bool {
        !matches!(self, Self::Succeeded | Self::Cancelled)
    }
}

impl Outcome {
    /// Whether another attempt might end better: 429, 5xx, timeout, network error
    /// and a broken body may pass; 404 and a body that is too large will not.
    pub const fn is_retryable(&self) -> bool {
        match self {
            Self::HttpError { status } => is_retryable_status(*status),
            Self::TimedOut { .. } | Self::BodyBroken { .. } => true,
            Self::NetworkError(cause) => cause.may_pass(),
            Self::Succeeded | Self::TooLarge { .. } | Self::Cancelled(_) => false,
        }
    }

    /// How it ended, on screen.
    pub fn title(&self) -> String {
        match self {
            Self::HttpError { status } => format!("HTTP error {status}"),
            Self::NetworkError(cause) => format!("Network error: {}", cause.title()),
            other => other.kind().title().to_owned(),
        }
    }

    pub const fn kind(&self) -> OutcomeKind {
        match self {
            Self::Succeeded => OutcomeKind::Succeeded,
            Self::HttpError { .. } => OutcomeKind::HttpError,
            Self::TimedOut { .. } => OutcomeKind::TimedOut,
            Self::NetworkError(_) => OutcomeKind::NetworkError,
            Self::BodyBroken { .. } => OutcomeKind::BodyBroken,
            Self::TooLarge { .. } => OutcomeKind::TooLarge,
            Self::Cancelled(_) => OutcomeKind::Cancelled,
        }
    }
}

/// How many requests ended in which way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OutcomeCounts([u32; OutcomeKind::ALL.len()]);

impl OutcomeCounts {
    pub const fn of(&self, kind: OutcomeKind) -> u32 {
        self.0[kind as usize]
    }

    pub fn add(&mut self, kind: OutcomeKind) {
        self.0[kind as usize] += 1;
    }

    pub fn total(&self) -> u32 {
        self.0.iter().sum()
    }

    /// Requests that neither succeeded nor were cancelled.
    pub fn failures(&self) -> u32 {
        OutcomeKind::ALL
            .into_iter()
            .filter(|kind| kind.is_failure())
            .map(|kind| self.of(kind))
            .sum()
    }
}
