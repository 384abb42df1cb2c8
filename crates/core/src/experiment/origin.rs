//! Origins: where the lab servers are, and what an origin looks like.

/// The origin at which a lab server speaks HTTP/1.1 unless it is configured otherwise.
pub const HTTP1_ORIGIN: &str = "http://127.0.0.1:8090";
/// The origin at which a lab server speaks HTTP/2 unless it is configured otherwise.
pub const HTTP2_ORIGIN: &str = "https://127.0.0.1:8443";

/// Whether a text is an origin that can be fetched from: scheme, host and
/// perhaps a port, as in `http://127.0.0.1:8090`, and nothing more.
pub fn is_origin(text: &str) -> bool {
    let host = ["http://", "https://"]
        .into_iter()
        .find_map(|scheme| text.strip_prefix(scheme));
    // A host's characters, a port's, and the brackets of an IPv6 address.
    let fits = |c: char| c.is_ascii_alphanumeric() || ".-:[]".contains(c);
    host.is_some_and(|host| !host.is_empty() && host.chars().all(fits))
}

/// Scheme, host and port of an address as the standard writes it.
pub fn origin_of(url: &str) -> &str {
    let after_scheme = url.find("//").map_or(0, |slashes| slashes + 2);
    let host = url[after_scheme..].find(['/', '?']);
    &url[..host.map_or(url.len(), |end| after_scheme + end)]
}
