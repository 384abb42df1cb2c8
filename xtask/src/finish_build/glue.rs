//! wasm-bindgen's JavaScript, the glue between a page and its wasm: what of the wasm
//! it uses, and by which names the two know each other.

use std::collections::{BTreeSet, HashMap};

use serde_json::Value;

/// The object that holds the wasm's exports, as the glue calls it.
const WASM: &str = "wasm.";

/// The glue without classes that it exports. Ours are none; Leptos's server functions
/// bring some, for streams, and a page without a server has no use for them.
pub fn without_classes(glue: &str) -> String {
    const START: &str = "export class ";
    let mut text = glue.to_owned();
    while let Some(start) = text.find(START) {
        let name: String = words(&text[start + START.len()..])
            .next()
            .map(|(_, name)| name.to_owned())
            .unwrap_or_default();
        let Some(end) = text[start..].find("\n}\n") else {
            return glue.to_owned();
        };
        text.replace_range(start..start + end + 3, "");
        cut(&mut text, &format!("if (Symbol.dispose) {name}."), "\n");
        cut(&mut text, &format!("const {name}Finalization = "), ";\n");
        // Somebody needs it after all.
        if text.contains(&name) {
            return glue.to_owned();
        }
    }
    text
}

/// Takes out what begins and ends so, if it is there.
fn cut(text: &mut String, start: &str, end: &str) {
    if let Some(from) = text.find(start)
        && let Some(length) = text[from..].find(end)
    {
        text.replace_range(from..from + length + end.len(), "");
    }
}

/// The wasm's exports that the glue uses.
pub fn used_exports(glue: &str) -> BTreeSet<&str> {
    words(glue)
        .filter(|&(at, _)| is_export(glue, at))
        .map(|(_, name)| name)
        .collect()
}

/// What wasm-opt calls everything now. A wasm's names carry a checksum each, which
/// cannot be compressed, and stand in two files.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct ShortNames {
    /// Where imports come from.
    modules: HashMap<String, String>,
    imports: HashMap<String, String>,
    exports: HashMap<String, String>,
}

impl ShortNames {
    /// Reads what wasm-opt printed; `None` where it is no list of names.
    pub fn read(printed: &str) -> Option<Self> {
        /// All modules are called so.
        const MODULE: &str = "a";
        let lists: Value = serde_json::from_str(printed).ok()?;
        let mut names = Self::default();
        for line in lists.get("imports")?.as_array()? {
            let (module, old, new) = (line.get(0)?, line.get(1)?, line.get(2)?);
            let module = module.as_str()?.to_owned();
            names.modules.insert(module, MODULE.to_owned());
            let (old, new) = (old.as_str()?, new.as_str()?);
            names.imports.insert(old.to_owned(), new.to_owned());
        }
        for line in lists.get("exports")?.as_array()? {
            let (old, new) = (line.get(0)?.as_str()?, line.get(1)?.as_str()?);
            names.exports.insert(old.to_owned(), new.to_owned());
        }
        Some(names)
    }

    /// The glue with the short names; `None` where the two do not fit together.
    pub fn in_glue(&self, glue: &str) -> Option<String> {
        let mut short = String::with_capacity(glue.len());
        let (mut done, mut imports) = (0, 0);
        for (at, word) in words(glue) {
            let new = if is_export(glue, at) {
                Some(self.exports.get(word)?)
            } else {
                let import = self.imports.get(word);
                imports += usize::from(import.is_some());
                import
            };
            if let Some(new) = new {
                short += &glue[done..at];
                short += new;
                done = at + word.len();
            }
        }
        short += &glue[done..];
        for (old, new) in &self.modules {
            let (old, new) = (format!("\"{old}\""), format!("\"{new}\""));
            short = short.contains(&old).then(|| short.replace(&old, &new))?;
        }
        (imports == self.imports.len()).then_some(short)
    }
}

fn is_export(glue: &str, at: usize) -> bool {
    let before = &glue[..at];
    let object = before.strip_suffix(WASM);
    // Not the end of another name.
    object.is_some_and(|rest| !rest.ends_with(|c: char| is_in_name(c) || c == '.'))
}

/// Every name in a script, and where it begins.
fn words(script: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut rest = 0;
    std::iter::from_fn(move || {
        let start = rest + script[rest..].find(is_in_name)?;
        let length = script[start..].find(|c| !is_in_name(c));
        let end = length.map_or(script.len(), |length| start + length);
        rest = end;
        Some((start, &script[start..end]))
    })
}

fn is_in_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || c == '$'
}

#[cfg(test)]
mod tests {
    use super::*;

    const GLUE: &str = "\
export class Stream {
    free() {
        wasm.stream_free(this);
    }
}
if (Symbol.dispose) Stream.prototype[Symbol.dispose] = Stream.prototype.free;
export function run() {
    return wasm.run(wasm.memory.buffer);
}
function imports() {
    const import0 = {
        __wbg_now_0123: function() { return swasm.run; },
    };
    return { \"./page_bg.js\": import0 };
}
const StreamFinalization = (typeof FinalizationRegistry === 'undefined')
    ? none
    : new FinalizationRegistry(ptr => wasm.stream_free(ptr));
let wasm;
";

    const PRINTED: &str = r#"{
        "imports": [["./page_bg.js", "__wbg_now_0123", "b"]],
        "exports": [["run", "c"], ["memory", "d"]]
    }"#;

    #[test]
    fn classes_go_with_all_that_is_theirs() {
        let slim = without_classes(GLUE);
        assert!(!slim.contains("Stream"), "{slim}");
        assert!(slim.contains("export function run()"), "{slim}");
        let used: Vec<_> = used_exports(&slim).into_iter().collect();
        assert_eq!(used, ["memory", "run"]);
    }

    #[test]
    fn a_class_that_somebody_needs_stays() {
        let needed = format!("{GLUE}new Stream();\n");
        assert_eq!(without_classes(&needed), needed);
        assert!(used_exports(&needed).contains("stream_free"));
    }

    #[test]
    fn both_sides_get_the_short_names() {
        let names = ShortNames::read(PRINTED).unwrap();
        let short = names.in_glue(&without_classes(GLUE)).unwrap();
        assert!(short.contains("return wasm.c(wasm.d.buffer)"), "{short}");
        assert!(
            short.contains("b: function() { return swasm.run; }"),
            "{short}"
        );
        assert!(short.contains("{ \"a\": import0 }"), "{short}");
        assert!(short.contains("export function run()"), "{short}");
    }

    #[test]
    fn glue_that_does_not_fit_its_wasm_is_refused() {
        let names = ShortNames::read(PRINTED).unwrap();
        // An export without a new name, an import that is not there, no module.
        for (old, new) in [
            ("wasm.run", "wasm.other"),
            ("__wbg_now", "now"),
            ("./page", "./x"),
        ] {
            let other = without_classes(GLUE).replace(old, new);
            assert_eq!(names.in_glue(&other), None, "{new}");
        }
        assert_eq!(ShortNames::read("__wbg_now_0123 => b"), None);
    }
}
