//! Explanations of outcomes: what happened, why, and what to do next.

use crate::experiment::plan::Answer;
use crate::experiment::source::Source;
use crate::experiment::workload::Fault;
use crate::run::outcome::{CancelledBy, NetworkCause, Outcome};
use crate::wording::numbers::{format_set_span, format_size, group_digits};

/// A few sentences for the screen; `None` for a success. Advice about the faults setting is
/// given for a lab only: other servers have no such setting.
pub fn explain(outcome: &Outcome, source: &Source) -> Option<String> {
    let faults = |advice: &'static str| if source.is_lab() { advice } else { "" };
    Some(match outcome {
        Outcome::Succeeded => return None,
        Outcome::HttpError { status } => explain_status(*status, source),
        Outcome::TimedOut { after } => format!(
            "Timed out after {}: the answer was not complete by then. Raise the timeout{}. Over \
             HTTP/1.1, the request may have spent that time waiting for a connection.",
            format_set_span(*after),
            faults(", or look at faults → hang and slow")
        ),
        Outcome::NetworkError(cause) => explain_network(*cause, source),
        Outcome::BodyBroken { after_bytes } => format!(
            "The body broke off after {}: the response began, but the connection ended before its \
             last byte, or the data was not valid HTTP. Retry it{}.",
            format_size(*after_bytes),
            faults(", or look at faults → drop")
        ),
        Outcome::TooLarge { limit_bytes } => format!(
            "The body is larger than {}, the most that this page reads, so reading stopped \
             there. Request a smaller body.",
            format_size(*limit_bytes)
        ),
        Outcome::Cancelled(by) => match by {
            CancelledBy::User => "Cancelled: the run was stopped. Run it again to see how it ends.",
            CancelledBy::FailFast => {
                "Cancelled: another request failed, and “on error” is set to fail fast. \
                 Choose “collect” to let the rest continue."
            }
            CancelledBy::Crash => {
                "Cancelled: the page's program crashed before this request ended. \
                 Reload the page and run again."
            }
            CancelledBy::NoWorkers => {
                "Never sent: the browser gave this page no workers. See the lane's message."
            }
        }
        .to_owned(),
    })
}

fn explain_status(status: u16, source: &Source) -> String {
    let (meaning, advice) = match status {
        401 | 403 | 407 => (
            "the server requires authorisation",
            "Choose an address that needs no sign-in: this page sends no cookies and no passwords.",
        ),
        404 | 410 => (
            "there is nothing at this address",
            "Check the address; a retry will not help.",
        ),
        429 => (
            "the server asks for fewer requests at a time",
            "Lower the limit, or allow retries, which wait as long as the server asks, up to a minute.",
        ),
        400..=499 => (
            "the server rejected the request as invalid",
            "Check the address; a retry will not help.",
        ),
        502..=504 => (
            "the server, or one behind it, is overloaded or unreachable",
            "Lower the limit, or allow retries.",
        ),
        _ => (
            "the server failed while it handled the request",
            "Allow retries.",
        ),
    };
    let answer = Answer::Whole { status };
    let mut faults = Fault::ALL.into_iter();
    let fault = faults.find(|fault| source.is_lab() && Answer::to(*fault) == answer);
    let fault = fault.map_or_else(String::new, |fault| {
        format!(" Look at faults → {}.", fault.title().to_lowercase())
    });
    format!("The server answered {status}: {meaning}. {advice}{fault}")
}

fn explain_network(cause: NetworkCause, source: &Source) -> String {
    match cause {
        NetworkCause::NetworkOrCors => {
            "No usable answer arrived, and the browser does not say why. Either the server is \
             unreachable: check that it runs, and check its name and port. Or it answered but \
             does not let this page read the answer: check that it sends \
             Access-Control-Allow-Origin."
        }
        NetworkCause::Unreachable if *source == Source::BuiltInLab => {
            "The request was sent, but no usable answer arrived: the built-in lab is not running, \
             or it stopped before it answered. Reload the page and run again."
        }
        NetworkCause::Unreachable => {
            "The request was sent, but no usable answer arrived: the server's name is unknown, \
             it refused the connection, or the connection broke before the answer began. Check \
             that the server runs, check its name and port, and run again."
        }
        NetworkCause::ForbiddenByCors => {
            "The server answered, but does not let this page read the answer: its header \
             Access-Control-Allow-Origin is missing, or names another origin. If it is your \
             server, let it send Access-Control-Allow-Origin: *. If not, only its own pages can \
             test it."
        }
        NetworkCause::RedirectedThenFailed => {
            "The server redirected the request to another address, and that failed: the redirects \
             do not end, or the last address is unreachable or forbids reading. Open the address \
             in a tab to see where it leads, and use that address instead."
        }
        NetworkCause::AnsweredLater => {
            "No usable answer arrived, but the server answered when it was asked again after the \
             run: it was overloaded, or the connection broke. Allow retries, or lower the limit."
        }
        NetworkCause::Offline => {
            "The browser reports that it is offline, so nothing was sent: there is no network. \
             Connect, or turn off “offline” in the developer tools, and run again. The built-in \
             lab needs no network."
        }
        NetworkCause::NotTheLab => {
            "The answer did not come from the lab: its header Fetch-Playground-Lab is missing. \
             With the built-in lab, reload the page: its service worker is not running, so the \
             web server answered instead. With a lab server, check what else uses its port."
        }
        NetworkCause::Unknown => {
            "A blocking request failed, and the browser does not say how: no answer arrived, or \
             the answer broke off. Look at the same request in a lane that awaits."
        }
        NetworkCause::WorkerLost => {
            "The worker that waited for this answer crashed, or could not be restarted. The other \
             workers continued. Run it again; if it happens often, use fewer workers."
        }
        NetworkCause::Refused => {
            "The browser did not send the request: it cannot fetch this address. Check the \
             address and run again."
        }
    }
    .to_owned()
}

/// The value of the shared counter after a run, beside the requests that succeeded. A
/// cancelled request may have added one too.
pub fn explain_counter(shows: u64, succeeded: u32) -> String {
    let lost = lost_updates(shows, succeeded);
    let label = format!(
        "counter {} of {}",
        group_digits(shows),
        group_digits(succeeded.into())
    );
    match lost {
        0 => label,
        1 => label + ": 1 update lost",
        _ => label + ": " + &group_digits(lost) + " updates lost",
    }
}

/// How many successful requests are missing from the counter.
pub fn lost_updates(shows: u64, succeeded: u32) -> u64 {
    u64::from(succeeded).saturating_sub(shows)
}
