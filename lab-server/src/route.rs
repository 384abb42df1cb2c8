//! Which address asks for what. Below the lab's folder stand the calls of the
//! pure lab, and in front of one may stand how the network is to behave.

use playground_core::lab::address::{LabCall, SERVER_FOLDER};
use playground_core::lab::query::AddressError;

/// What a request asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// A call to the lab.
    Lab(LabCall),
    /// The same, without the headers that let another origin read the answer.
    NoCors(LabCall),
    /// To be sent on to this address.
    Redirect(String),
    /// Below the lab's folder, but none of its addresses.
    Unknown(AddressError),
    /// A file of the page.
    Page,
}

/// In front of a call: redirects to it.
const REDIRECT: &str = "redirect/";
/// Redirects to itself.
const REDIRECT_LOOP: &str = "redirect-loop";
/// In front of a call: answers without CORS headers.
const NO_CORS: &str = "no-cors/";

impl Route {
    /// Reads an address's path and query, with its first slash.
    pub fn parse(path_and_query: &str) -> Self {
        let below = path_and_query
            .strip_prefix('/')
            .and_then(|path| path.strip_prefix(SERVER_FOLDER));
        let Some(call) = below else {
            return Self::Page;
        };
        let call_or_unknown = |call: &str, route: fn(LabCall) -> Self| match LabCall::parse(call) {
            Ok(call) => route(call),
            Err(error) => Self::Unknown(error),
        };
        if call == REDIRECT_LOOP {
            Self::Redirect(path_and_query.to_owned())
        } else if let Some(call) = call.strip_prefix(REDIRECT) {
            // Only to an address of the lab's: nobody is sent elsewhere.
            match LabCall::parse(call) {
                Ok(call) => Self::Redirect(format!("/{SERVER_FOLDER}{call}")),
                Err(error) => Self::Unknown(error),
            }
        } else if let Some(call) = call.strip_prefix(NO_CORS) {
            call_or_unknown(call, Self::NoCors)
        } else {
            call_or_unknown(call, Self::Lab)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_are_told_from_files_of_the_page() {
        assert_eq!(Route::parse("/lab-server/ping"), Route::Lab(LabCall::Ping));
        for file in ["/", "/index.html", "/lab/ping", "/lab-server", "ping"] {
            assert_eq!(Route::parse(file), Route::Page, "{file}");
        }
    }

    #[test]
    fn how_the_network_behaves_stands_in_front_of_the_call() {
        assert_eq!(
            Route::parse("/lab-server/no-cors/ping"),
            Route::NoCors(LabCall::Ping)
        );
        assert_eq!(
            Route::parse("/lab-server/redirect/ping"),
            Route::Redirect("/lab-server/ping".to_owned())
        );
        let itself = "/lab-server/redirect-loop";
        assert_eq!(Route::parse(itself), Route::Redirect(itself.to_owned()));
    }

    #[test]
    fn nobody_is_redirected_to_what_is_no_call() {
        for address in [
            "/lab-server/redirect/https://elsewhere.invalid/",
            "/lab-server/redirect//elsewhere.invalid/ping",
            "/lab-server/no-cors/no-cors/ping",
            "/lab-server/stats?run=x",
            "/lab-server/",
        ] {
            let route = Route::parse(address);
            assert!(matches!(route, Route::Unknown(_)), "{address}: {route:?}");
        }
    }
}
