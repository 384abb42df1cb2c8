//! What words of the trade mean, for who meets them in a lesson for the first time.

/// A word, and its meaning in a sentence or two. What stands between backticks is code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    pub word: &'static str,
    pub meaning: &'static str,
}

impl Word {
    /// Its name in documents.
    pub const fn name(self) -> &'static str {
        self.word
    }
}

const fn word(word: &'static str, meaning: &'static str) -> Word {
    Word { word, meaning }
}

/// All that lessons explain.
pub const WORDS: [Word; 27] = [
    word(
        "lane",
        "One way to run the requests, with its time and its bars.",
    ),
    word(
        "async",
        "Said of a program that does other things while it waits for an answer.",
    ),
    word(
        "await",
        "Go on here once the answer is there, and let other tasks have the thread until then.",
    ),
    word(
        "task",
        "Something the program has begun and will go on with: a request that is awaited, for one.",
    ),
    word(
        "thread",
        "Works through a program step by step. It does one thing at a time.",
    ),
    word(
        "event loop",
        "How one thread serves many tasks: it takes up whichever can go on, and waits for none of them alone.",
    ),
    word(
        "Web Worker",
        "A thread that a page has beside its own. It cannot draw the page.",
    ),
    word(
        "blocked",
        "Said of a thread that waits and does nothing else meanwhile.",
    ),
    word(
        "freeze",
        "The time from one picture of the page to the next. At 60 pictures a second that is 17 ms, which nobody sees.",
    ),
    word("limit", "How many requests may be under way at once."),
    word(
        "in flight",
        "Sent or begun by the program and not yet done, wherever it waits meanwhile.",
    ),
    word(
        "semaphore",
        "Hands out a fixed number of permits, and makes others wait.",
    ),
    word(
        "permit",
        "The right to be under way. There are as many as the limit; whoever ends gives one back.",
    ),
    word("capacity", "How many requests a server works on at once."),
    word(
        "503",
        "A server's answer for: too much to do, ask again later.",
    ),
    word("500", "A server's answer for: something broke here."),
    word("404", "A server's answer for: there is no such page."),
    word(
        "timeout",
        "How long a request may take before it is given up.",
    ),
    word("backoff", "A pause before the next try."),
    word("jitter", "The part of a pause that is drawn by lot."),
    word(
        "lock",
        "Only one at a time may hold it. The others wait until it is given back; `drop(guard)` gives it back.",
    ),
    word(
        "`join_all`",
        "Starts all it is given and awaits them all. In Python: `asyncio.gather`; in JavaScript: `Promise.allSettled`.",
    ),
    word(
        "`try_join_all`",
        "The same, but it returns at the first failure, and drops the rest.",
    ),
    word(
        "`Result`",
        "Either an answer or an error, as a value. A `?` behind it returns the error to the caller.",
    ),
    word(
        "HTTP/1.1",
        "How browsers and servers speak: on each connection one request after the other.",
    ),
    word(
        "HTTP/2",
        "Its successor: many requests side by side on one connection. The server offers it, the browser takes it; programs stay as they are.",
    ),
    word("service", "A server that other programs ask."),
];
