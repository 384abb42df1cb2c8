//! Explanations of outcomes: what happened, why, and what to do next.

use crate::experiment::plan::Answer;
use crate::experiment::source::Source;
use crate::experiment::workload::{Capacity, Fault, Workload};
use crate::run::outcome::{CancelledBy, NetworkCause, Outcome};
use crate::run::unreachable::Evidence;
use crate::wording::explain_status::explain_status;
use crate::wording::explain_unreachable::{Unreachable, explain_unreachable};
use crate::wording::numbers::{format_set_span, format_size, group_digits};

/// What an explanation depends on beside the outcome.
#[derive(Clone, Copy, Debug)]
pub struct ExplainedBy<'a> {
    /// The source that answered.
    pub source: &'a Source,
    pub workload: &'a Workload,
    /// What is known of a request that no usable response came to.
    pub evidence: Option<Evidence>,
}

/// A few sentences for the screen; `None` for a success. Settings are named if they can be
/// the reason, and for a lab only: other servers do not follow them.
pub fn explain(outcome: &Outcome, by: ExplainedBy<'_>) -> Option<String> {
    let ExplainedBy {
        source,
        workload,
        evidence,
    } = by;
    let or_look_at = |settings: Option<String>| match settings {
        Some(settings) => format!(", or look at {settings}"),
        None => String::new(),
    };
    Some(match outcome {
        Outcome::Succeeded => return None,
        Outcome::HttpError { status } => {
            let explanation = explain_status(*status, source.is_lab());
            let answer = Answer::Whole { status: *status };
            let refusal = |capacity: Capacity| capacity.beyond.status() == Some(*status);
            let settings = by.settings(
                |fault| Answer::to(fault) == answer,
                workload.capacity.is_some_and(refusal),
            );
            match settings {
                Some(settings) => format!("{explanation} Look at {settings}."),
                None => explanation,
            }
        }
        Outcome::TimedOut {
            after,
            page_was_busy: true,
        } => format!(
            "Timed out after {}: the page was busy or suspended then, so it could not see whether \
             the answer was there. Compute less or in workers, raise the timeout, and leave the \
             page in front while it runs.",
            format_set_span(*after),
        ),
        Outcome::TimedOut { after, .. } => format!(
            "Timed out after {}: the answer was not complete by then. Raise the timeout{}. Over \
             HTTP/1.1, the request may have spent that time waiting for a connection.",
            format_set_span(*after),
            or_look_at(by.settings(
                |fault| matches!(fault, Fault::Hang | Fault::Slow),
                workload.queueing_capacity().is_some()
            ))
        ),
        Outcome::NetworkError(cause) => explain_network(*cause, source, evidence.as_ref()),
        Outcome::BodyBroken { after_bytes } => format!(
            "The body broke off after {}: the response began, but the connection ended before its \
             last byte, or the data was not valid HTTP. Retry it{}.",
            format_size(*after_bytes),
            or_look_at(by.settings(|fault| fault == Fault::Drop, false))
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

impl ExplainedBy<'_> {
    /// The settings that can be the reason, in words that follow "look at".
    fn settings(self, is_reason: impl Fn(Fault) -> bool, is_capacity: bool) -> Option<String> {
        let faults = Fault::ALL.into_iter().filter(|&fault| {
            self.source.is_lab() && self.workload.faults.fraction(fault) > 0.0 && is_reason(fault)
        });
        let faults: Vec<_> = faults
            .map(|fault| fault.title().to_ascii_lowercase())
            .collect();
        let faults = (!faults.is_empty()).then(|| format!("faults → {}", faults.join(" and ")));
        let capacity = (is_capacity && self.source.is_lab()).then_some("the server capacity");
        match (faults, capacity) {
            (Some(faults), Some(capacity)) => Some(format!("{faults}, and at {capacity}")),
            (faults, capacity) => faults.or(capacity.map(str::to_owned)),
        }
    }
}

fn explain_network(cause: NetworkCause, source: &Source, evidence: Option<&Evidence>) -> String {
    match cause {
        NetworkCause::Unreachable if *source == Source::BuiltInLab => {
            "The request was sent, but no usable answer arrived: the built-in lab is not running, \
             or it stopped before it answered. Reload the page and run again."
        }
        NetworkCause::Unreachable | NetworkCause::NetworkOrCors => {
            return explain_unreachable(Unreachable::from_source(source), evidence);
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
        NetworkCause::BrowserShortage => {
            "The browser refused the request: too many others were open, also some that had timed \
             out a moment before. Chromium calls it ERR_INSUFFICIENT_RESOURCES. Lower the limit, \
             or raise the timeout."
        }
        NetworkCause::Offline => {
            "The browser reports that it is offline, so nothing was sent: there is no network. \
             Connect, or turn off “offline” in the developer tools, and run again. The built-in \
             lab needs no network."
        }
        NetworkCause::NotTheLab => {
            "The answer did not come from the lab: its header Fetch-Playground-Lab is missing. \
             With the built-in lab, its service worker is not running or the browser bypasses it, \
             so the web server answered instead: reload the page. With a lab server, check what \
             else uses its port."
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
