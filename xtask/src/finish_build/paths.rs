//! Paths of the machine that built the page. Every panic in a library carries its
//! source file's; whoever visits the page has no use for them, and each costs bytes.

use std::env;
use std::path::PathBuf;

/// No path is longer.
const LONGEST: usize = 250;
const FILLER: u8 = b'.';

/// Overwrites the paths of libraries' source files in a wasm. Their lengths stay, as
/// the code knows them.
pub fn blank(wasm: &mut [u8]) {
    for start in starts() {
        blank_after(wasm, start.as_bytes());
    }
}

/// How such paths begin: where cargo keeps sources, and the compiler's own.
fn starts() -> Vec<String> {
    let home = env::home_dir().map(|home| home.join(".cargo"));
    let cargo = env::var_os("CARGO_HOME").map(PathBuf::from).or(home);
    let sources = cargo.map(|cargo| cargo.join("registry").join("src").display().to_string());
    sources.into_iter().chain(["/rustc/".to_owned()]).collect()
}

fn blank_after(wasm: &mut [u8], start: &[u8]) {
    let mut from = 0;
    while let Some(found) = position(&wasm[from..], start) {
        let begin = from + found;
        let rest = &wasm[begin..wasm.len().min(begin + LONGEST)];
        let is_path = |byte: &u8| byte.is_ascii_graphic();
        let length = position(rest, b".rs").map(|at| at + 3);
        match length.filter(|&length| rest[..length].iter().all(is_path)) {
            Some(length) => {
                wasm[begin..begin + length].fill(FILLER);
                from = begin + length;
            }
            None => from = begin + start.len(),
        }
    }
}

fn position(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes
        .windows(wanted.len())
        .position(|window| window == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_go_and_what_is_beside_them_stays() {
        let mut wasm = b"words/rustc/01/core/cell.rsmore/rustc/01/a.rs/rustc/ end".to_vec();
        blank_after(&mut wasm, b"/rustc/");
        let text = String::from_utf8(wasm).unwrap();
        assert_eq!(
            text,
            "words......................more............../rustc/ end"
        );
    }

    #[test]
    fn libraries_are_where_cargo_keeps_them() {
        let starts = starts();
        assert!(starts[0].ends_with("src"), "{starts:?}");
    }
}
