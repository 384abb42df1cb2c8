//! Outcomes in words: what was tried, what went wrong, what to do next.

use super::decimal::format_fixed;
use super::outcome::{CancelledBy, NetworkCause, Outcome};
use super::ranges::group_digits;
use super::units::Span;

/// One sentence or two for a person; `None` for a success.
pub fn explain(outcome: &Outcome) -> Option<String> {
    Some(match outcome {
        Outcome::Succeeded => return None,
        Outcome::HttpError { status } => explain_status(*status),
        Outcome::TimedOut { after } => format!(
            "Timed out after {}: the answer was not complete by then. Raise the timeout, or look \
             at faults → hang and slow; by HTTP/1.1, a request may also have waited for a \
             connection all that time.",
            format_round_span(*after)
        ),
        Outcome::NetworkError(cause) => explain_network(*cause).to_owned(),
        Outcome::BodyBroken { after_bytes } => format!(
            "The body broke off after {} bytes: the response began, and the connection ended \
             before its last byte. Retry it, or look at faults → drop.",
            group_digits(*after_bytes)
        ),
        Outcome::TooLarge { limit_bytes } => format!(
            "The body was longer than the {} bytes this page reads, so reading stopped there. \
             Ask for less.",
            group_digits(*limit_bytes)
        ),
        Outcome::Cancelled(by) => match by {
            CancelledBy::User => "Cancelled: the run was stopped. Run it again to see its end.",
            CancelledBy::FailFast => {
                "Cancelled: another request failed, and “on error” is set to fail fast. \
                 Choose “collect” to let the rest go on."
            }
            CancelledBy::Crash => {
                "Cancelled: the page's program crashed before this request had ended. \
                 Reload the page and run again."
            }
        }
        .to_owned(),
    })
}

fn explain_status(status: u16) -> String {
    let (meaning, advice) = match status {
        404 => (
            "there is nothing at this address",
            "A retry will not help; look at faults → not found.",
        ),
        429 => (
            "the server asks for fewer requests at a time",
            "Lower the limit or allow retries, which wait as long as it asks; \
             look at faults → too many requests.",
        ),
        400..=499 => (
            "the server refused the request as it was sent",
            "Check the address; a retry will not help.",
        ),
        _ => (
            "the server failed while it answered",
            "Allow retries, or look at faults → server error.",
        ),
    };
    format!("The server answered {status}: {meaning}. {advice}")
}

const fn explain_network(cause: NetworkCause) -> &'static str {
    match cause {
        NetworkCause::Unreachable => {
            "The request was sent, and no usable answer came: the source is away, or the \
             connection broke before the answer began. Check that the source is still there \
             and run again; if it was the built-in lab, reload the page."
        }
        NetworkCause::NotTheLab => {
            "Something answered that is not the lab: its header Fetch-Playground-Lab is missing. \
             Reload the page if it is the built-in lab: its service worker is gone, and the web \
             server answered in its place. If it is a lab server, check what else uses its port."
        }
        NetworkCause::Refused => {
            "The browser would not send the request: the address is not one it can fetch. \
             Check it and run again."
        }
    }
}

/// A length that was set, not measured: `5 s`, where a measured one is `5.0 s`.
fn format_round_span(span: Span) -> String {
    format_span(span).replace(".0 s", " s")
}

/// A measured length as the page writes it: `85 ms`, `1.2 s`, `12.0 s`, `3 min 20 s`.
pub fn format_span(span: Span) -> String {
    let ms = span.ms().max(0.0);
    let seconds = libm::round(ms / 1_000.0) as u64;
    let minutes = libm::round(ms / 60_000.0) as u64;
    if ms < 999.5 {
        format!("{} ms", format_fixed(ms, 0))
    } else if ms < 99_950.0 {
        format!("{} s", format_fixed(ms / 1_000.0, 1))
    } else if seconds < 3_600 {
        format!("{} min {} s", seconds / 60, seconds % 60)
    } else {
        format!("{} h {} min", minutes / 60, minutes % 60)
    }
}
