//! One short name for everything a build consists of.

use sha2::{Digest, Sha256};

/// The first 16 hexadecimal digits of a SHA-256 over every path and content.
/// The offline cache is keyed by it: any change to any file makes a new cache.
///
/// Lengths go in too, or moving a byte from one file's end to the next one's
/// name would not be noticed. `files` are sorted by path.
pub fn of(files: &[(String, Vec<u8>)]) -> String {
    let mut hash = Sha256::new();
    for (path, content) in files {
        for part in [path.as_bytes(), content] {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part);
        }
    }
    let digest = hash.finalize();
    digest
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(files: &[(&str, &str)]) -> String {
        let owned = |(path, content): &(&str, &str)| ((*path).into(), (*content).into());
        of(&files.iter().map(owned).collect::<Vec<_>>())
    }

    #[test]
    fn the_same_files_have_the_same_id() {
        let files = [("a.js", "1"), ("b.wasm", "2")];
        assert_eq!(id(&files), id(&files));
        assert_eq!(id(&files).len(), 16);
        assert!(id(&files).chars().all(|c| c.is_ascii_hexdigit()));
    }

    #[test]
    fn any_difference_changes_it() {
        let original = id(&[("a.js", "1"), ("b.wasm", "2")]);
        assert_ne!(original, id(&[("a.js", "1"), ("b.wasm", "3")]));
        assert_ne!(original, id(&[("a.js", "1"), ("c.wasm", "2")]));
        assert_ne!(original, id(&[("a.js", "1")]));
        assert_ne!(id(&[("ab", "c")]), id(&[("a", "bc")]));
    }
}
