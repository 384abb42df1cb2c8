//! How a lane treats requests that are late, fail, or share something.

use crate::named::named_enum;
use crate::units::Span;
use crate::wording::numbers::format_span;

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

/// What one lane has different from the rest of its experiment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PolicyOverrides {
    pub timeout_ms: Option<u32>,
    pub retries: Option<u32>,
    pub backoff: Option<Backoff>,
    pub on_error: Option<OnError>,
    pub lock: Option<Lock>,
}

/// Overrides that leave nothing of another policy.
impl From<&Policy> for PolicyOverrides {
    fn from(policy: &Policy) -> Self {
        Self {
            timeout_ms: Some(policy.timeout_ms),
            retries: Some(policy.retries),
            backoff: Some(policy.backoff),
            on_error: Some(policy.on_error),
            lock: Some(policy.lock),
        }
    }
}

impl PolicyOverrides {
    /// The policy of a lane with these overrides, where the other lanes have this one.
    pub fn apply_to(&self, all: &Policy) -> Policy {
        Policy {
            timeout_ms: self.timeout_ms.unwrap_or(all.timeout_ms),
            retries: self.retries.unwrap_or(all.retries),
            backoff: self.backoff.unwrap_or(all.backoff),
            on_error: self.on_error.unwrap_or(all.on_error),
            lock: self.lock.unwrap_or(all.lock),
        }
    }

    /// Whether nothing is overridden.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Each override on screen, as in "no retries".
    pub fn labels(&self) -> Vec<String> {
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

named_enum! {
    /// What the first failure does to the rest of the lane.
    #[derive(Default)]
    pub enum OnError {
        /// Each failure is a value; the rest go on.
        #[default]
        Collect { name: "collect", title: "collect" }
        /// The first failure cancels the rest, and nothing starts after it.
        FailFast { name: "failFast", title: "fail fast" }
    }
}

named_enum! {
    /// How long a failed request waits before its next attempt.
    #[derive(Default)]
    pub enum Backoff {
        /// Not at all.
        None { name: "none", title: "no backoff" }
        /// Twice as long each time, and all requests as long as each other.
        Exponential { name: "exponential", title: "backoff without jitter" }
        /// The same, but half of each wait is random, so that requests which failed
        /// together do not come back together.
        #[default]
        Jittered { name: "jittered", title: "backoff with jitter" }
    }
}

named_enum! {
    /// What a request holds the lane's one lock for, where its requests update what they
    /// share.
    #[derive(Default)]
    pub enum Lock {
        /// Nothing: updates run into each other.
        #[default]
        None { name: "none", title: "no lock" }
        /// The update alone, from its read to its write.
        Update { name: "update", title: "lock around the update" }
        /// All of it, from the dispatch to the end.
        Request { name: "request", title: "lock around everything" }
    }
}
