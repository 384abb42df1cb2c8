//! How a request ends. Each request ends in exactly one outcome.

use crate::experiment::status::StatusMeaning;
use crate::named::named_enum;
use crate::units::Span;

/// How an attempt, and with its last attempt the request, ended.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Outcome {
    /// A status from 200 to 299, and the whole body.
    Succeeded,
    /// Another status.
    HttpError { status: u16 },
    /// The attempt took longer than the policy's timeout, as far as the page can tell:
    /// where it was busy then, it could not look.
    TimedOut { after: Span, page_was_busy: bool },
    /// No usable response came.
    NetworkError(NetworkCause),
    /// The response began, and its body broke off.
    BodyBroken { after_bytes: u64 },
    /// The body was longer than what the page reads.
    TooLarge { limit_bytes: u64 },
    /// It was cancelled.
    Cancelled(CancelledBy),
}

impl Outcome {
    /// Whether another attempt might succeed: after some statuses, a timeout, a
    /// network error or a broken body it might; after 404 or a body that is too large it will
    /// not.
    pub const fn is_retryable(&self) -> bool {
        match self {
            Self::HttpError { status } => StatusMeaning::new(*status).is_retryable(),
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
            Self::TimedOut {
                page_was_busy: true,
                ..
            } => format!("{} while the page was busy", self.kind().title()),
            Self::Succeeded
            | Self::TimedOut { .. }
            | Self::BodyBroken { .. }
            | Self::TooLarge { .. }
            | Self::Cancelled(_) => self.kind().title().to_owned(),
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

named_enum! {
    /// Why no usable response came, as far as a page can know.
    #[derive(PartialOrd, Ord)]
    pub enum NetworkCause {
        /// `fetch` rejected: unreachable, refused, reset, or forbidden by CORS;
        /// browsers do not say which.
        NetworkOrCors { name: "networkOrCors", title: "unreachable, or forbidden by CORS" }
        /// The same, where CORS is not the reason: the server is a lab, or nothing
        /// came when it was asked once more either.
        Unreachable { name: "unreachable", title: "unreachable" }
        /// The server is there, and does not let this page read its response.
        ForbiddenByCors { name: "forbiddenByCors", title: "forbidden by CORS" }
        /// The server redirected it to another address, and that request failed.
        RedirectedThenFailed { name: "redirectedThenFailed", title: "redirected, then failed" }
        /// The server did answer when it was asked once more.
        AnsweredLater { name: "answeredLater", title: "failed, then answered" }
        /// The browser had too many requests open, and refused this one.
        BrowserShortage { name: "browserShortage", title: "too many requests for the browser" }
        /// The browser says that it has no network.
        Offline { name: "offline", title: "offline" }
        /// Something answered that is not the lab: its header is missing.
        NotTheLab { name: "notTheLab", title: "not the lab" }
        /// A blocking request failed, and the browser does not say how.
        Unknown {
            name: "unknown",
            formerly: "untold",
            title: "failed, and the browser does not say how"
        }
        /// The worker that waited for it crashed, or could not be started.
        WorkerLost { name: "workerLost", title: "its worker crashed" }
        /// The browser would not send it at all (not an address, a forbidden scheme).
        Refused { name: "refused", title: "refused by the browser" }
    }
}

impl NetworkCause {
    /// Whether another attempt might succeed.
    pub const fn may_pass(self) -> bool {
        match self {
            Self::NotTheLab | Self::Refused => false,
            Self::NetworkOrCors
            | Self::Unreachable
            | Self::ForbiddenByCors
            | Self::RedirectedThenFailed
            | Self::AnsweredLater
            | Self::BrowserShortage
            | Self::Offline
            | Self::Unknown
            | Self::WorkerLost => true,
        }
    }
}

named_enum! {
    /// What ended a request before its time.
    pub enum CancelledBy {
        /// ■ was pressed.
        User { name: "user" }
        /// Another request failed, and the policy is *fail fast*.
        FailFast { name: "failFast" }
        /// The page's program crashed.
        Crash { name: "crash" }
        /// The browser gave the page no workers.
        NoWorkers { name: "noWorkers" }
    }
}

named_enum! {
    /// An outcome without its details: requests are counted by it.
    #[derive(Hash, PartialOrd, Ord)]
    pub enum OutcomeKind {
        Succeeded { name: "succeeded", title: "Succeeded" }
        HttpError { name: "httpError", title: "HTTP error" }
        TimedOut { name: "timedOut", title: "Timed out" }
        NetworkError { name: "networkError", title: "Network error" }
        BodyBroken { name: "bodyBroken", title: "Body broken" }
        TooLarge { name: "tooLarge", title: "Too large" }
        Cancelled { name: "cancelled", title: "Cancelled" }
    }
}

impl OutcomeKind {
    /// Neither a success nor cancelled on purpose.
    pub const fn is_failure(self) -> bool {
        match self {
            Self::Succeeded | Self::Cancelled => false,
            Self::HttpError
            | Self::TimedOut
            | Self::NetworkError
            | Self::BodyBroken
            | Self::TooLarge => true,
        }
    }
}

/// The number of requests that ended in each way.
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
