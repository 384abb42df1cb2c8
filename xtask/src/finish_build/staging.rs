//! Reading and writing the files of a built page.

use std::fs;
use std::path::Path;

use crate::failure::Failure;

/// Every file below a folder, sorted, as relative paths with forward slashes:
/// the form they have in URLs, on every system.
pub fn files_in(folder: &Path) -> Result<Vec<String>, Failure> {
    let mut files = Vec::new();
    collect(folder, "", &mut files)?;
    files.sort();
    Ok(files)
}

fn collect(folder: &Path, prefix: &str, files: &mut Vec<String>) -> Result<(), Failure> {
    let failed = |error: &std::io::Error| Failure::of_file(folder, error);
    for entry in fs::read_dir(folder).map_err(|error| failed(&error))? {
        let entry = entry.map_err(|error| failed(&error))?;
        let name = entry.file_name().into_string().map_err(|name| {
            Failure::new(
                format!("the file name {} cannot be part of a URL", name.display()),
                "Rename it with plain letters.",
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

pub fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    fs::read(path).map_err(|error| Failure::of_file(path, &error))
}

pub fn read_text(path: &Path) -> Result<String, Failure> {
    fs::read_to_string(path).map_err(|error| {
        if error.kind() == std::io::ErrorKind::NotFound {
            Failure::new(
                format!("the build has no {}", path.display()),
                "See that index.html names it in a `<link data-trunk …>`, so that Trunk copies it.",
            )
        } else {
            Failure::of_file(path, &error)
        }
    })
}

pub fn write_text(path: &Path, text: &str) -> Result<(), Failure> {
    write(path, text.as_bytes())
}

pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    fs::write(path, bytes).map_err(|error| Failure::of_file(path, &error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_listed_sorted_and_with_forward_slashes() {
        let name = format!("fetch-playground-staging-{}", std::process::id());
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
        let text = read_text(&path).unwrap_err().to_string();
        assert!(text.contains("the build has no"), "{text}");
        assert!(text.contains("service_worker.js"), "{text}");
    }
}
