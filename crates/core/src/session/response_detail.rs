//! What is kept of a response besides its length.

/// The number of first requests whose responses a lane keeps: those of 100,000 requests would
/// fill the memory.
pub const MAX_RESPONSES: u32 = 2_000;

/// The headers and the beginning of the body of a response.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ResponseDetail {
    /// The headers that the server sent and lets this page read.
    pub headers: Vec<(&'static str, String)>,
    /// The URL that responded in the end, if the request was redirected.
    pub redirected_to: Option<String>,
    /// The first bytes of the body, decoded as text.
    pub text: String,
}
