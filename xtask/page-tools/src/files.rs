//! The files of a built page.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, anyhow};

/// The page itself.
pub const PAGE: &str = "index.html";

/// How the names of the files of the page's later part begin.
pub const LATER: &str = "later-";

/// Whether the page works without a file at first: the fetch workers' files, and its later part.
pub fn is_later(name: &str) -> bool {
    name.starts_with("fetch_worker") || name.starts_with(LATER)
}

/// Every file below a folder, sorted, as relative paths with forward slashes:
/// the form they have in URLs, on every system.
pub fn files_in(folder: &Path) -> Result<Vec<String>> {
    let mut files = Vec::new();
    collect(folder, "", &mut files).with_context(|| folder.display().to_string())?;
    files.sort();
    Ok(files)
}

fn collect(folder: &Path, prefix: &str, files: &mut Vec<String>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().into_string().map_err(|name| {
            anyhow!(
                "the file name {} cannot be part of a URL: rename it with plain letters",
                name.display()
            )
        })?;
        let relative = format!("{prefix}{name}");
        if entry.path().is_dir() {
            collect(&entry.path(), &format!("{relative}/"), files)?;
        } else {
            files.push(relative);
        }
    }
    Ok(())
}

pub fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| path.display().to_string())
}

/// Reads one of the files that Trunk copies because index.html names it.
pub fn read_text(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| {
        format!(
            "the build has no readable {}; index.html must name it in a `<link data-trunk …>`",
            path.display()
        )
    })
}

pub fn write(path: &Path, content: impl AsRef<[u8]>) -> Result<()> {
    fs::write(path, content).with_context(|| path.display().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_listed_sorted_and_with_forward_slashes() {
        let name = format!("fetch-playground-files-{}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        fs::create_dir_all(folder.join("b/c")).unwrap();
        for file in ["z.txt", "a.txt", "b/c/d.txt"] {
            fs::write(folder.join(file), file).unwrap();
        }
        let files = files_in(&folder);
        fs::remove_dir_all(&folder).unwrap();
        assert_eq!(files.unwrap(), ["a.txt", "b/c/d.txt", "z.txt"]);
    }

    #[test]
    fn a_missing_file_is_named() {
        let path = std::env::temp_dir().join("no-such-folder/service_worker.js");
        let text = format!("{:#}", read_text(&path).unwrap_err());
        assert!(text.contains("the build has no readable"), "{text}");
        assert!(text.contains("service_worker.js"), "{text}");
    }
}
