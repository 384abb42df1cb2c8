//! Explanations of HTTP errors: what a status means, and what to do next.

use crate::experiment::status::StatusMeaning;

const CHECK_ADDRESS: &str = "Check the address; a retry will not help.";
const CHECK_SERVER: &str = "Check the server; a retry will not help.";
const RETRY: &str = "Allow retries.";
const LOWER_OR_RETRY: &str = "Lower the limit, or allow retries.";

/// What the page does where a server asks it to wait. A lab asks for a second at most, and
/// lets the page read it.
const RETRY_AFTER: &str = " A retry waits as long as Retry-After asks; for more than a minute, \
                           there is none. If the server hides that header from this page, it is \
                           not waited for: let it send Access-Control-Expose-Headers: Retry-After.";

/// A sentence for what the status means, and one for what to do. Advice to retry is given
/// where the page does.
pub(super) fn explain_status(status: u16, is_lab: bool) -> String {
    let meaning = StatusMeaning::new(status);
    let (means, advice) = match meaning {
        // Only a report that was not written by the page has an HTTP error of these.
        StatusMeaning::Success | StatusMeaning::Interim => {
            ("this status is not an error", "Run it again.")
        }
        StatusMeaning::Redirect => (
            "it redirects, but names no address that the browser follows",
            CHECK_ADDRESS,
        ),
        StatusMeaning::NotModified => (
            "the page's copy is still valid, but the page keeps no copy",
            CHECK_SERVER,
        ),
        StatusMeaning::SignIn => (
            "the server requires authorisation",
            "Choose an address that needs no sign-in: this page sends no cookies and no passwords.",
        ),
        StatusMeaning::NotFound => ("there is nothing at this address", CHECK_ADDRESS),
        StatusMeaning::RequestTimeout => (
            "the request did not reach the server in time",
            LOWER_OR_RETRY,
        ),
        StatusMeaning::Misdirected => (
            "the request reached a server that is not the one of this address",
            CHECK_ADDRESS,
        ),
        StatusMeaning::TooEarly => (
            "the request came before the connection was completely established",
            RETRY,
        ),
        StatusMeaning::TooManyRequests => (
            "the server asks for fewer requests at a time",
            LOWER_OR_RETRY,
        ),
        StatusMeaning::Rejected => ("the server rejected the request as invalid", CHECK_ADDRESS),
        StatusMeaning::Overloaded => (
            "the server, or one behind it, is overloaded or unreachable",
            LOWER_OR_RETRY,
        ),
        StatusMeaning::Incapable => (
            "the server is not able to answer such a request",
            CHECK_SERVER,
        ),
        StatusMeaning::NetworkSignIn => (
            "the network requires a sign-in",
            "Open a page in another tab to sign in, and run again.",
        ),
        StatusMeaning::ServerError => ("the server failed while it handled the request", RETRY),
    };
    let asks = matches!(
        meaning,
        StatusMeaning::TooManyRequests | StatusMeaning::Overloaded
    );
    let waits = if asks && !is_lab { RETRY_AFTER } else { "" };
    format!("The server answered {status}: {means}. {advice}{waits}")
}
