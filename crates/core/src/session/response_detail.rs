//! What a response said beside its length.

/// A lane keeps the responses of this many of its first requests; those of a hundred
/// thousand would fill the memory.
pub const MAX_RESPONSES: u32 = 2_000;

/// A response's headers, and the beginning of its body.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ResponseDetail {
    /// The headers that the server sent and lets this page read.
    pub headers: Vec<(&'static str, String)>,
    /// The URL that responded in the end, if the request was redirected.
    pub redirected_to: Option<String>,
    /// The body's first bytes as text, whatever they are.
    pub text: String,
}
