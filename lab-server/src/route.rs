//! From an address to a call. The calls of the pure lab are below the lab's folder; a prefix
//! before a call chooses how the network behaves.

use playground_core::lab::address::{LabCall, SERVER_FOLDER};
use playground_core::lab::query::AddressError;

/// The meaning of an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// A call to the lab.
    Lab(LabCall),
    /// A call to the lab, answered without the headers that let another origin read it.
    NoCors(LabCall),
    /// A redirect to this address.
    Redirect(String),
    /// An address below the lab's folder that the lab does not have.
    Unknown(AddressError),
    /// A file of the page.
    Page,
}

/// Prefix of a call: redirects to the call.
const REDIRECT: &str = "redirect/";
/// Redirects to itself.
const REDIRECT_LOOP: &str = "redirect-loop";
/// Prefix of a call: answers without CORS headers.
const NO_CORS: &str = "no-cors/";

impl Route {
    /// Reads an address's path and query, which begin with a slash.
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
            // Only to addresses of the lab: this is no open redirect.
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
    fn calls_are_distinguished_from_files_of_the_page() {
        assert_eq!(Route::parse("/lab-server/ping"), Route::Lab(LabCall::Ping));
        for file in ["/", "/index.html", "/lab/ping", "/lab-server", "ping"] {
            assert_eq!(Route::parse(file), Route::Page, "{file}");
        }
    }

    #[test]
    fn a_prefix_chooses_how_the_network_behaves() {
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
    fn only_calls_are_redirected_to() {
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
