//! What each binary gives away: an export that lands in the wrong one drags its code along.

use super::visit::{Visit, dist};
use std::collections::BTreeSet;
use std::path::PathBuf;

/// What the tools put there themselves: wasm-bindgen, wasm-streams, Leptos, Rust's own entry.
const MACHINERY_STARTS: [&str; 4] = [
    "__",
    "wasm_bindgen_",
    "intounderlying",
    "_wasm_split_marker",
];
const MACHINERY: [&str; 2] = ["memory", "main"];

fn is_machinery(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let starts_so = MACHINERY_STARTS.iter().any(|start| name.starts_with(start));
    starts_so || MACHINERY.contains(&name.as_str())
}

/// The one file of the build whose name begins and ends so.
fn file(start: &str, end: &str) -> PathBuf {
    let files = std::fs::read_dir(dist()).expect("the build can be listed");
    let fitting = files
        .map(|entry| entry.expect("a file").path())
        .filter(|path| {
            let name = path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            name.starts_with(start) && name.ends_with(end)
        });
    match &fitting.collect::<Vec<_>>()[..] {
        [one] => one.clone(),
        other => panic!("one file {start}…{end} in the build, not {other:?}"),
    }
}

/// A cursor over the binary format's bytes.
struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn take(&mut self, count: usize) -> &'a [u8] {
        let (taken, left) = self.0.split_at(count);
        self.0 = left;
        taken
    }

    /// An unsigned LEB128 number.
    fn number(&mut self) -> usize {
        let mut number = 0;
        for shift in (0..).step_by(7) {
            let byte = self.take(1)[0];
            number |= usize::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                break;
            }
        }
        number
    }
}

/// The names in a module's export section (WebAssembly core specification, 5.5.10).
fn wasm_exports(module: &[u8]) -> BTreeSet<String> {
    const EXPORT_SECTION: u8 = 7;
    let mut bytes = Bytes(module);
    assert_eq!(bytes.take(8), b"\0asm\x01\0\0\0", "a WebAssembly module");
    let mut names = BTreeSet::new();
    while !bytes.0.is_empty() {
        let id = bytes.take(1)[0];
        let length = bytes.number();
        let mut section = Bytes(bytes.take(length));
        if id != EXPORT_SECTION {
            continue;
        }
        for _ in 0..section.number() {
            let length = section.number();
            let name = section.take(length);
            names.insert(String::from_utf8_lossy(name).into_owned());
            section.take(1);
            section.number();
        }
    }
    names
}

fn own_exports(wasm: &str) -> BTreeSet<String> {
    let module = std::fs::read(file(wasm, "_bg.wasm")).expect("the module can be read");
    let mut names = wasm_exports(&module);
    assert!(
        names.contains("memory"),
        "a module of wasm-bindgen exports its memory: {names:?}"
    );
    names.retain(|name| !is_machinery(name));
    names
}

fn set(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|&name| name.to_owned()).collect()
}

#[test]
fn the_app_exports_the_console_api_alone() {
    let expected = set(&["defaultExperiment", "runExperiment", "start"]);
    assert_eq!(own_exports("fetch-playground-"), expected);
}

#[tokio::test]
async fn the_console_finds_the_api_and_nothing_else_of_the_apps() {
    let visit = Visit::start().await;
    let names = visit
        .page
        .evaluate("Object.keys(window.wasmBindings)")
        .await;
    let names = names.as_array().expect("a list of names").iter();
    let names = names
        .filter_map(|name| name.as_str())
        .filter(|name| !is_machinery(name));
    let loading = ["default", "initSync"];
    let own: BTreeSet<String> = names
        .filter(|name| !loading.contains(name))
        .map(str::to_owned)
        .collect();
    assert_eq!(own, set(&["defaultExperiment", "runExperiment", "start"]));
}

#[test]
fn the_service_worker_exports_what_its_shell_calls_alone() {
    let expected = set(&["answer", "receive"]);
    assert_eq!(own_exports("lab_service_worker"), expected);
}

#[test]
fn the_parser_reads_an_export_section() {
    // An empty module with a custom section, then the exports `a` and `answer`.
    let module = b"\0asm\x01\0\0\0\x00\x03\x01x!\x07\x0e\x02\x01a\x00\x00\x06answer\x00\x01";
    assert_eq!(wasm_exports(module), set(&["a", "answer"]));
}
