//! How a lane treats requests that are late, fail, or share something.

use crate::units::Span;
use crate::wording::numbers::format_span;

/// What the first failure does to the rest of the lane.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OnError {
    /// Each failure is a value; the rest go on.
    #[default]
    Collect,
    /// The first failure cancels the rest, and nothing starts after it.
    FailFast,
}

impl OnError {
    pub const ALL: [Self; 2] = [Self::Collect, Self::FailFast];

    /// Its name in documents.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Collect => "collect",
            Self::FailFast => "failFast",
        }
    }

    /// Its name on screen.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Collect => "collect",
            Self::FailFast => "fail fast",
        }
    }
}

/// How long a failed request waits before its next attempt.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Backoff {
    /// Not at all.
    None,
    /// Twice as long each time, and all requests as long as each other.
    Exponential,
    /// The same, but half of each wait is drawn by lot, so that requests which failed
    /// together do not come back together.
    #[default]
    Jittered,
}

impl Backoff {
    pub const ALL: [Self; 3] = [Self::None, Self::Exponential, Self::Jittered];

    /// Its name in documents.
    pub const fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Exponential => "exponential",
            Self::Jittered => "jittered",
        }
    }

    /// Its name on screen.
    pub const fn title(self) -> &'static str {
        match self {
            Self::None => "no backoff",
            Self::Exponential => "backoff without jitter",
            Self::Jittered => "backoff with jitter",
        }
    }
}

/// What a request holds the lane's one lock for, where its requests update what they
/// share.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lock {
    /// Nothing: updates run into each other.
    #[default]
    None,
    /// The update alone, from its read to its write.
    Update,
    /// All of it, from the dispatch to the end.
    Request,
}

impl Lock {
    pub const ALL: [Self; 3] = [Self::None, Self::Update, Self::Request];

    /// Its name in documents.
    pub const fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Update => "update",
            Self::Request => "request",
        }
    }

    /// Its name on screen.
    pub const fn title(self) -> &'static str {
        match self {
            Self::None => "no lock",
            Self::Update => "lock around the update",
            Self::Request => "lock around everything",
        }
    }
}

/// How a lane treats requests that are late, fail, or share something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Policy {
    /// How long one attempt may take, from dispatch to its last byte.
    pub timeout_ms: u32,
    /// How many more attempts a failed request gets.
    pub retries: u32,
    pub backoff: Backoff,
    pub on_error: OnError,
    pub lock: Lock,
}

impl Policy {
    /// What holds where nothing is chosen.
    pub const DEFAULT: Self = Self {
        timeout_ms: 5_000,
        retries: 0,
        backoff: Backoff::Jittered,
        on_error: OnError::Collect,
        lock: Lock::None,
    };
}

impl Default for Policy {
    fn default() -> Self {
        Self::DEFAULT
    }
}

/// What is other for one lane than for the rest of its experiment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PolicyOverrides {
    pub timeout_ms: Option<u32>,
    pub retries: Option<u32>,
    pub backoff: Option<Backoff>,
    pub on_error: Option<OnError>,
    pub lock: Option<Lock>,
}

impl PolicyOverrides {
    /// The lane's policy, among lanes that have this one.
    pub fn over(&self, all: &Policy) -> Policy {
        Policy {
            timeout_ms: self.timeout_ms.unwrap_or(all.timeout_ms),
            retries: self.retries.unwrap_or(all.retries),
            backoff: self.backoff.unwrap_or(all.backoff),
            on_error: self.on_error.unwrap_or(all.on_error),
            lock: self.lock.unwrap_or(all.lock),
        }
    }

    /// What is other, in words.
    pub fn words(&self) -> Vec<String> {
        let timeout = self
            .timeout_ms
            .map(|ms| format!("timeout {}", format_span(Span::from_whole_ms(ms))));
        let retries = self.retries.map(|retries| match retries {
            0 => "no retries".to_owned(),
            1 => "1 retry".to_owned(),
            more => format!("{more} retries"),
        });
        let named = [
            self.backoff.map(Backoff::title),
            self.on_error.map(OnError::title),
            self.lock.map(Lock::title),
        ];
        let named = named.into_iter().flatten().map(str::to_owned);
        [timeout, retries]
            .into_iter()
            .flatten()
            .chain(named)
            .collect()
    }
}
