//! Outcomes in words: what was tried, what went wrong, what to do next.

use crate::experiment::ranges::group_digits;
use crate::experiment::source::Source;
use crate::run::outcome::{CancelledBy, NetworkCause, Outcome};
use crate::units::Span;
use crate::wording::decimal::format_fixed;

/// One sentence or two for a person; `None` for a success. A lab can be asked for
/// other faults; with anyone else's server that would be no advice.
pub fn explain(outcome: &Outcome, source: &Source) -> Option<String> {
    let faults = |words: &'static str| if source.is_lab() { words } else { "" };
    Some(match outcome {
        Outcome::Succeeded => return None,
        Outcome::HttpError { status } => explain_status(*status, faults),
        Outcome::TimedOut { after } => format!(
            "Timed out after {}: the answer was not complete by then. Raise the timeout{}; by \
             HTTP/1.1, a request may also have waited for a connection all that time.",
            format_round_span(*after),
            faults(", or look at faults → hang and slow")
        ),
        Outcome::NetworkError(cause) => explain_network(*cause, source),
        Outcome::BodyBroken { after_bytes } => format!(
            "The body broke off after {} bytes: the response began, and the connection ended \
             before its last byte, or what came was no proper HTTP. Retry it{}.",
            group_digits(*after_bytes),
            faults(", or look at faults → drop")
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
            CancelledBy::NoWorkers => {
                "Never sent: the browser gave this page no workers. See what the lane says."
            }
        }
        .to_owned(),
    })
}

fn explain_status(status: u16, faults: impl Fn(&'static str) -> &'static str) -> String {
    let (meaning, advice, fault) = match status {
        401 | 403 | 407 => (
            "the server does not let just anyone in",
            "Ask for an address that needs no sign-in: this page sends no cookies and no passwords.",
            "",
        ),
        404 | 410 => (
            "there is nothing at this address",
            "Check it; a retry will not help.",
            " Look at faults → not found.",
        ),
        429 => (
            "the server asks for fewer requests at a time",
            "Lower the limit or allow retries, which wait as long as it asks, up to a minute.",
            " Look at faults → too many requests.",
        ),
        400..=499 => (
            "the server refused the request as it was sent",
            "Check the address; a retry will not help.",
            "",
        ),
        502..=504 => (
            "the server, or one behind it, is overloaded or away",
            "Lower the limit, or allow retries.",
            "",
        ),
        _ => (
            "the server failed while it answered",
            "Allow retries.",
            " Look at faults → server error.",
        ),
    };
    let fault = faults(fault);
    format!("The server answered {status}: {meaning}. {advice}{fault}")
}

fn explain_network(cause: NetworkCause, source: &Source) -> String {
    match cause {
        NetworkCause::NetworkOrCors => {
            "No usable answer came, and the browser does not say why. Either the server could not \
             be reached: check that it runs, and its name and port. Or it answered and does not \
             let this page read it: check that it sends Access-Control-Allow-Origin."
        }
        NetworkCause::Unreachable if *source == Source::BuiltInLab => {
            "The request was sent, and no usable answer came: the built-in lab is away, or broke \
             off before its answer began. Reload the page and run again."
        }
        NetworkCause::Unreachable => {
            "The request was sent, and no usable answer came: the server's name is unknown, it \
             refused the connection, or the connection broke before the answer began. Check that \
             the server is there, and its name and port, and run again."
        }
        NetworkCause::ForbiddenByCors => {
            "The server is there and answered, but does not let this page read its answer: its \
             header Access-Control-Allow-Origin is missing, or names another origin. If it is \
             yours, let it send Access-Control-Allow-Origin: *. If not, only its own pages can \
             test it."
        }
        NetworkCause::RedirectedThenFailed => {
            "The server sent the request on to another address, and that failed: redirects without \
             end, or a last address that is away or forbids reading. Open the address in a tab, \
             see where it leads, and ask there."
        }
        NetworkCause::AnsweredLater => {
            "No usable answer came, yet asked once more after the run, the server answered: it was \
             overloaded, or the connection broke. Allow retries, or lower the limit."
        }
        NetworkCause::Offline => {
            "The browser says that it has no network, so nothing was sent. Connect, or turn off \
             “offline” in the developer tools, and run again. The built-in lab needs no network."
        }
        NetworkCause::NotTheLab => {
            "Something answered that is not the lab: its header Fetch-Playground-Lab is missing. \
             Reload the page if it is the built-in lab: its service worker is gone, and the web \
             server answered in its place. If it is a lab server, check what else uses its port."
        }
        NetworkCause::Unknown => {
            "A blocking request failed, and such a one does not tell how: no answer, or one that \
             broke off. Look at the same request in a lane that awaits."
        }
        NetworkCause::WorkerLost => {
            "The worker that waited for this answer crashed, or could not be started again. The \
             others went on. Run it again; if it happens often, use fewer workers."
        }
        NetworkCause::Refused => {
            "The browser would not send the request: the address is not one it can fetch. \
             Check it and run again."
        }
    }
    .to_owned()
}

/// What a counter shows that so many requests added one to. One that was given up may
/// have written all the same.
pub fn explain_counter(shows: u64, succeeded: u32) -> String {
    let lost = lost_updates(shows, succeeded);
    let words = format!(
        "counter {} of {}",
        group_digits(shows),
        group_digits(succeeded.into())
    );
    match lost {
        0 => words,
        1 => words + ": 1 update lost",
        _ => words + ": " + &group_digits(lost) + " updates lost",
    }
}

/// How many requests that succeeded are not in the counter.
pub fn lost_updates(shows: u64, succeeded: u32) -> u64 {
    u64::from(succeeded).saturating_sub(shows)
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
