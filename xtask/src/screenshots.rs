//! Pictures of the page's main states, taken of a real release build.

use std::ffi::OsString;
use std::path::{self, PathBuf};

use crate::browser::Browser;
use crate::failure::Failure;
use crate::page;
use crate::places;
use crate::process;
use crate::setup;
use crate::terminal::print;

pub fn run(arguments: &[OsString]) -> Result<(), Failure> {
    let folder = folder_in(arguments)?;
    let toolbox = setup::for_building()?;
    let browser = Browser::ensure()?;

    page::build_release(&toolbox, &[])?;

    let words = "bench --package fetch-playground --bench screenshots --";
    let mut pictures = toolbox.command("cargo", words.split(' '));
    pictures
        .arg(&folder)
        .env("FETCH_PLAYGROUND_DIST", places::dist());
    browser.configure(&mut pictures);
    print("Taking pictures (about two minutes).");
    process::run(
        "taking pictures failed",
        &mut pictures,
        "Read the message above. If the browser did not start, `cargo xtask test browser` says more.",
    )?;
    print(format!("The pictures are in {}.", folder.display()));
    Ok(())
}

/// The folder that was named, as seen from where the command was typed.
fn folder_in(arguments: &[OsString]) -> Result<PathBuf, Failure> {
    match arguments {
        [] => Ok(places::repository().join("target/screenshots")),
        [folder] if !folder.to_string_lossy().starts_with('-') => {
            let folder = PathBuf::from(folder);
            path::absolute(&folder).map_err(|error| Failure::from_file(&folder, &error))
        }
        _ => Err(Failure::new(
            "`screenshots` takes one argument at most, the folder for the pictures",
            "Try `cargo xtask screenshots`, or `cargo xtask screenshots <folder>`.",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_go_to_the_folder_that_is_named() {
        let usual = folder_in(&[]).unwrap();
        assert!(usual.ends_with("target/screenshots"), "{usual:?}");
        let named = folder_in(&["some/where".into()]).unwrap();
        assert!(named.is_absolute() && named.ends_with("some/where"));
        assert!(folder_in(&["one".into(), "two".into()]).is_err());
        assert!(folder_in(&["--help".into()]).is_err());
    }
}
