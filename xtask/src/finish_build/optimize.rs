//! Making WebAssembly smaller with wasm-opt.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::glue::{self, ShortNames};
use super::order;
use super::paths;
use super::staging::{read, read_text, write, write_text};
use crate::failure::Failure;
use crate::process;
use crate::size::gzipped_size;

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
/// round twice, because the first round uncovers what the second can take away, and
/// the first inlines a little more; nothing of Rust's lies in the first kilobyte of
/// memory.
const PASSES: [&str; 7] = [
    "--low-memory-unused",
    "--flatten",
    "--rereloop",
    "-Os",
    "-Oz",
    // What tells tools by which tools it was made.
    "--strip-producers",
    "--strip-target-features",
];

/// Puts functions in the order of their names, and writes them as shortly as before.
const SORT: [&str; 5] = ["-ol", "2", "-s", "2", "--reorder-functions-by-name"];

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
        glue: wasm.with_extension("js.shorter"),
    };
    let result = tools.shrink(wasm);
    // What is left over must not be published, whatever happened.
    let _ = fs::remove_file(&tools.candidate);
    let _ = fs::remove_file(&tools.graph);
    let _ = fs::remove_file(&tools.glue);
    result
}

struct Tools<'a> {
    wasm_opt: &'a Path,
    /// The wasm in the making.
    candidate: PathBuf,
    graph: PathBuf,
    /// The glue in the making.
    glue: PathBuf,
}

impl Tools<'_> {
    fn shrink(&self, wasm: &Path) -> Result<Option<usize>, Failure> {
        let path = glue_of(wasm);
        let glue = path.as_deref().map(read_text).transpose()?;
        let slim = glue.as_deref().map(glue::without_classes);
        let used = slim
            .as_deref()
            .map_or(Ok(false), |slim| self.keep_used(wasm, slim))?;
        self.run(wasm, if used { &self.candidate } else { wasm }, &PASSES)?;
        let mut optimized = read(&self.candidate)?;
        paths::blank(&mut optimized);
        write(&self.candidate, &self.sorted(wasm, optimized)?)?;
        // Files that are loaded later are not named after their content. By their long
        // names they notice when they are of two builds.
        let renamed = slim
            .filter(|_| !path.as_deref().is_some_and(is_later))
            .and_then(|slim| self.rename(&slim));
        // Written before the wasm is replaced, so that only a renaming is left to fail.
        if let Some(glue) = &renamed {
            write_text(&self.glue, glue)?;
        }
        let length = replace_if_smaller(wasm, &self.candidate)?;
        if let (Some(path), Some(_), Some(_)) = (path, renamed, length) {
            fs::rename(&self.glue, &path).map_err(|error| Failure::of_file(&path, &error))?;
        }
        Ok(length)
    }

    /// The wasm with its functions in the order that compresses best.
    fn sorted(&self, wasm: &Path, optimized: Vec<u8>) -> Result<Vec<u8>, Failure> {
        let mut best = optimized.clone();
        for window in order::WINDOWS {
            let Some(named) = order::with_names_in_order(&optimized, window) else {
                break;
            };
            write(&self.candidate, &named)?;
            self.run(wasm, &self.candidate, &SORT)?;
            let sorted = read(&self.candidate)?;
            if gzipped_size(&sorted) < gzipped_size(&best) {
                best = sorted;
            }
        }
        Ok(best)
    }

    /// Makes the candidate from this file.
    fn run(&self, wasm: &Path, from: &Path, passes: &[&str]) -> Result<(), Failure> {
        let mut command = Command::new(self.wasm_opt);
        command.args(FEATURES).args(passes).arg(from);
        command.arg("-o").arg(&self.candidate);
        process::run(&failed_on(wasm), &mut command, ADVICE)
    }

    /// Gives the candidate short names, and gives the glue that goes with them. `None`
    /// where that cannot be done, and then the candidate is as it was: this wasm-opt
    /// is of another version, or the glue is.
    fn rename(&self, glue: &str) -> Option<String> {
        let short = self.candidate.with_extension("short");
        let mut command = Command::new(self.wasm_opt);
        command.args(FEATURES).args(&SORT[..4]).arg(SHORT_NAMES);
        command.arg(&self.candidate).arg("-o").arg(&short);
        let printed = command.output().ok().filter(|it| it.status.success());
        let names = printed.and_then(|it| ShortNames::read(str::from_utf8(&it.stdout).ok()?));
        let glue = names
            .and_then(|names| names.in_glue(glue))
            .filter(|_| fs::rename(&short, &self.candidate).is_ok());
        let _ = fs::remove_file(&short);
        glue
    }

    /// Makes a candidate without the exports that the glue does not use, and what only
    /// they need. `false` where the tool for it is missing.
    fn keep_used(&self, wasm: &Path, glue: &str) -> Result<bool, Failure> {
        let metadce = self.wasm_opt.with_file_name("wasm-metadce");
        if !metadce.is_file() {
            return Ok(false);
        }
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
        command.args(FEATURES).arg(wasm);
        command.arg("--graph-file").arg(&self.graph);
        command.arg("-o").arg(&self.candidate);
        // It prints all that it took away.
        command.stdout(Stdio::null());
        process::run(&failed_on(wasm), &mut command, ADVICE)?;
        Ok(true)
    }
}

fn is_later(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str());
    name.is_some_and(super::is_later)
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
