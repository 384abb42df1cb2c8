//! Keeping subresource integrity true when a file is replaced after Trunk has
//! written its checksum into the page: a browser refuses what does not match.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256, Sha384, Sha512};

/// The page with each checksum of the old content replaced by the new one's.
pub fn moved(html: &str, before: &[u8], after: &[u8]) -> String {
    checksums(before)
        .into_iter()
        .zip(checksums(after))
        .fold(html.to_owned(), |html, (old, new)| html.replace(&old, &new))
}

/// In every algorithm that integrity attributes know.
fn checksums(content: &[u8]) -> [String; 3] {
    [
        format!("sha256-{}", STANDARD.encode(Sha256::digest(content))),
        format!("sha384-{}", STANDARD.encode(Sha384::digest(content))),
        format!("sha512-{}", STANDARD.encode(Sha512::digest(content))),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_follows_the_file_and_others_stay() {
        let [_, old, _] = checksums(b"before");
        let [_, new, _] = checksums(b"after");
        let [_, other, _] = checksums(b"another file");
        let html = format!("<link integrity={old}><link integrity={other}>");
        assert_eq!(
            moved(&html, b"before", b"after"),
            format!("<link integrity={new}><link integrity={other}>")
        );
    }

    #[test]
    fn checksums_are_those_a_browser_computes() {
        // From the specification of subresource integrity.
        let [_, sha384, _] = checksums(b"alert('Hello, world.');");
        assert_eq!(
            sha384,
            "sha384-H8BRh8j48O9oYatfu5AZzq6A9RINhZO5H16dQZngK7T62em8MUt1FLm52t+eX6xO"
        );
    }
}
