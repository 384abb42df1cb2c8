//! Making WebAssembly smaller with wasm-opt.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::staging::read;
use crate::failure::Failure;
use crate::process;

/// What the Rust compiler and wasm-bindgen use and every supported browser has.
/// The list is closed on purpose: with all features on, wasm-opt may emit
/// instructions that a browser of ours does not know.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// What is done. Code is laid flat first, which shows the optimiser more; it goes
/// round twice, because the first round uncovers what the second can take away;
/// nothing of Rust's lies in the first kilobyte of memory; and functions that came
/// from one generic are much alike, which gzip sees only side by side.
const PASSES: [&str; 6] = [
    "--low-memory-unused",
    "--flatten",
    "--rereloop",
    "-Oz",
    "-Oz",
    "--reorder-functions-by-name",
];

/// Replaces the file by a smaller one and returns the new content, or leaves
/// it alone and returns nothing when it would not get smaller.
pub fn smaller(program: &Path, wasm: &Path) -> Result<Option<Vec<u8>>, Failure> {
    let candidate = wasm.with_extension("wasm.smaller");
    let result = process::run(
        &format!("wasm-opt failed on {}", wasm.display()),
        Command::new(program)
            .args(FEATURES)
            .args(PASSES)
            .arg(wasm)
            .arg("-o")
            .arg(&candidate),
        "Try another wasm-opt: `cargo xtask setup` gets one if there is none on PATH.",
    )
    .and_then(|()| replace_if_smaller(wasm, &candidate));
    // What is left over must not be published, whatever happened.
    let _ = fs::remove_file(&candidate);
    result
}

fn replace_if_smaller(wasm: &Path, candidate: &Path) -> Result<Option<Vec<u8>>, Failure> {
    let after = read(candidate)?;
    if after.is_empty() || after.len() >= read(wasm)?.len() {
        return Ok(None);
    }
    fs::rename(candidate, wasm).map_err(|error| Failure::of_file(wasm, &error))?;
    Ok(Some(after))
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;

    /// What is left after `smaller`, with a stand-in for wasm-opt that succeeds
    /// (`true`) or fails (`false`); what it would have written is there already.
    fn after(stand_in: &str, written: &str) -> (bool, String, usize) {
        let length = written.len();
        let name = format!("optimize-{stand_in}-{length}-{}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        fs::create_dir_all(&folder).unwrap();
        let wasm = folder.join("page_bg.wasm");
        fs::write(&wasm, "0123456789").unwrap();
        fs::write(folder.join("page_bg.wasm.smaller"), written).unwrap();

        let result = smaller(&process::on_path(stand_in).unwrap(), &wasm);
        let content = fs::read_to_string(&wasm).unwrap();
        let files = fs::read_dir(&folder).unwrap().count();
        fs::remove_dir_all(&folder).unwrap();
        (result.is_ok(), content, files)
    }

    #[test]
    fn a_smaller_file_takes_the_place_of_the_old() {
        assert_eq!(after("true", "012"), (true, "012".to_owned(), 1));
    }

    #[test]
    fn a_larger_file_does_not() {
        let untouched = (true, "0123456789".to_owned(), 1);
        assert_eq!(after("true", "0123456789ab"), untouched);
        assert_eq!(after("true", ""), untouched);
    }

    #[test]
    fn a_failure_leaves_the_file_and_nothing_else() {
        assert_eq!(after("false", "01"), (false, "0123456789".to_owned(), 1));
    }
}
