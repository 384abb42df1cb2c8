//! Technical terms, explained for a student who meets them in a lesson for the first time.

/// A term and its meaning in a sentence or two. Text between backticks is code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    pub name: &'static str,
    pub meaning: &'static str,
}

impl Term {
    /// Its name in documents.
    pub const fn name(self) -> &'static str {
        self.name
    }
}

const fn term(name: &'static str, meaning: &'static str) -> Term {
    Term { name, meaning }
}

/// Every term that a lesson explains.
pub const TERMS: [Term; 27] = [
    term(
        "lane",
        "One way to run the requests, with its own time and bars.",
    ),
    term(
        "async",
        "Describes a program that does other things while it waits for an answer.",
    ),
    term(
        "await",
        "Continue here once the answer arrives, and let other tasks use the thread until then.",
    ),
    term(
        "task",
        "Something the program has started and will continue, such as a request that it awaits.",
    ),
    term(
        "thread",
        "Runs a program step by step. It does one thing at a time.",
    ),
    term(
        "event loop",
        "How one thread serves many tasks: it continues any task that is ready, and never waits for a single one.",
    ),
    term(
        "Web Worker",
        "An extra thread of a page. It cannot draw the page.",
    ),
    term(
        "blocked",
        "Describes a thread that waits and does nothing else.",
    ),
    term(
        "freeze",
        "A long gap between two frames, in which the page does not respond. At 60 frames per second the normal gap is 17 ms, which is too short to notice.",
    ),
    term("limit", "How many requests may be in flight at once."),
    term(
        "in flight",
        "Sent or started by the program and not yet ended, wherever it waits.",
    ),
    term(
        "semaphore",
        "Hands out a fixed number of permits; tasks without a permit wait.",
    ),
    term(
        "permit",
        "The right to be in flight. There are as many as the limit; a request gives its permit back when it ends.",
    ),
    term("capacity", "How many requests a server works on at once."),
    term(
        "503",
        "A server's answer that means: overloaded, try again later.",
    ),
    term(
        "500",
        "A server's answer that means: an error in the server.",
    ),
    term(
        "404",
        "A server's answer that means: there is no such page.",
    ),
    term(
        "timeout",
        "How long a request may take before the program gives up on it.",
    ),
    term("backoff", "A pause before the next attempt."),
    term("jitter", "The random part of a pause."),
    term(
        "lock",
        "Only one task at a time can hold it; the others wait until it is released. `drop(guard)` releases it.",
    ),
    term(
        "`join_all`",
        "Starts all the tasks it is given and awaits them all. In Python: `asyncio.gather`; in JavaScript: `Promise.allSettled`.",
    ),
    term(
        "`try_join_all`",
        "The same, but it returns at the first failure and drops the other tasks.",
    ),
    term(
        "`Result`",
        "Either an answer or an error, as a value. A `?` after it returns the error to the caller.",
    ),
    term(
        "HTTP/1.1",
        "A protocol between browsers and servers: each connection carries one request after the other.",
    ),
    term(
        "HTTP/2",
        "The successor of HTTP/1.1: one connection carries many requests side by side. Server and browser agree on it; programs need no change.",
    ),
    term("service", "A server that other programs send requests to."),
];
