//! Making WebAssembly smaller with wasm-opt.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::glue::{self, ShortNames};
use super::staging::{read, read_text, write_text};
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

/// Gives imports and exports names of a letter or two, and prints which.
const SHORT_NAMES: &str = "--minify-imports-and-exports-and-modules";

const ADVICE: &str = "Try another wasm-opt: `cargo xtask setup` gets one if there is none on PATH.";

/// Replaces the file by a smaller one and returns the new length, or leaves it alone
/// and returns nothing when it would not get smaller. The glue beside it follows.
pub fn smaller(wasm_opt: &Path, wasm: &Path) -> Result<Option<usize>, Failure> {
    let tools = Tools {
        wasm_opt,
        candidate: wasm.with_extension("wasm.smaller"),
        graph: wasm.with_extension("wasm.used"),
    };
    let result = tools.shrink(wasm);
    // What is left over must not be published, whatever happened.
    let _ = fs::remove_file(&tools.candidate);
    let _ = fs::remove_file(&tools.graph);
    result
}

struct Tools<'a> {
    wasm_opt: &'a Path,
    /// The wasm in the making.
    candidate: PathBuf,
    graph: PathBuf,
}

impl Tools<'_> {
    fn shrink(&self, wasm: &Path) -> Result<Option<usize>, Failure> {
        let glue_path = glue_of(wasm);
        let glue = glue_path.as_deref().map(read_text).transpose()?;
        let slim = glue.as_deref().map(glue::without_classes);
        let metadce = self.wasm_opt.with_file_name("wasm-metadce");
        let mut optimize = Command::new(self.wasm_opt);
        optimize.args(FEATURES).args(PASSES);
        match &slim {
            Some(slim) if metadce.is_file() => {
                self.keep_used(&metadce, wasm, slim)?;
                optimize.arg(&self.candidate);
            }
            _ => {
                optimize.arg(wasm);
            }
        }
        optimize.arg("-o").arg(&self.candidate);
        process::run(&failed_on(wasm), &mut optimize, ADVICE)?;
        let renamed = slim.and_then(|slim| self.rename(&slim));
        let Some(length) = replace_if_smaller(wasm, &self.candidate)? else {
            return Ok(None);
        };
        if let (Some(path), Some(glue)) = (glue_path, renamed) {
            write_text(&path, &glue)?;
        }
        Ok(Some(length))
    }

    /// Drops the exports that the glue does not use, and what only they need.
    fn keep_used(&self, metadce: &Path, wasm: &Path, glue: &str) -> Result<(), Failure> {
        let used = glue::used_exports(glue);
        let names: Vec<_> = used.iter().map(|name| format!("{name:?}")).collect();
        let nodes: String = names
            .iter()
            .map(|name| format!(",{{\"name\":{name},\"export\":{name}}}"))
            .collect();
        let reaches = names.join(",");
        let graph = format!("[{{\"name\":\"*\",\"root\":true,\"reaches\":[{reaches}]}}{nodes}]");
        write_text(&self.graph, &graph)?;
        let mut command = Command::new(metadce);
        // Functions are sorted by name later on.
        command.args(FEATURES).arg("-g").arg(wasm);
        command.arg("--graph-file").arg(&self.graph);
        command.arg("-o").arg(&self.candidate);
        // It prints all that it took away.
        command.stdout(std::process::Stdio::null());
        process::run(&failed_on(wasm), &mut command, ADVICE)
    }

    /// Shortens the names in the candidate and gives the glue for it. `None` where that
    /// cannot be done, and then the candidate is as it was.
    fn rename(&self, glue: &str) -> Option<String> {
        let short = self.candidate.with_extension("short");
        let mut arguments = FEATURES.to_vec();
        arguments.push(SHORT_NAMES);
        arguments.extend([self.candidate.to_str()?, "-o", short.to_str()?]);
        let printed = process::output_of(self.wasm_opt, &arguments);
        let glue = printed
            .and_then(|printed| ShortNames::read(&printed)?.in_glue(glue))
            .filter(|_| fs::rename(&short, &self.candidate).is_ok());
        let _ = fs::remove_file(&short);
        glue
    }
}

fn failed_on(wasm: &Path) -> String {
    format!("wasm-opt failed on {}", wasm.display())
}

/// The JavaScript that goes with a wasm of wasm-bindgen's.
fn glue_of(wasm: &Path) -> Option<PathBuf> {
    let name = wasm.file_name()?.to_str()?.strip_suffix("_bg.wasm")?;
    let glue = wasm.with_file_name(format!("{name}.js"));
    glue.is_file().then_some(glue)
}

fn replace_if_smaller(wasm: &Path, candidate: &Path) -> Result<Option<usize>, Failure> {
    let after = read(candidate)?.len();
    if after == 0 || after >= read(wasm)?.len() {
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
