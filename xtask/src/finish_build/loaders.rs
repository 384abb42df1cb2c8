//! What loads the parts of the page that are needed later, as part of the page's glue.

use std::path::Path;

/// How the names of the parts begin.
pub const PREFIX: &str = "later-";

/// Where the page's wasm imports the loaders of its parts from.
pub const LOADERS: &str = "./loaders.js";

/// A part is fetched when it is first called. One that did not come is asked for again at
/// the next call; the page is told either way.
const SCRIPT: &str = r#"
function later(file) {
    let loading;
    const load = async () => {
        const answer = await fetch(new URL(file, import.meta.url), { cache: "no-cache" });
        if (!answer.ok) throw new Error(`${file}: ${answer.status}`);
        const imports = { __wasm_split: SHARED };
        await WebAssembly.instantiate(await answer.arrayBuffer(), imports);
        return true;
    };
    return async (callback, data) => {
        loading ??= load().catch((error) => {
            console.error(error);
            loading = undefined;
            return false;
        });
        const loaded = await loading;
        wasm.__indirect_function_table.get(callback)(data, loaded);
    };
}
const LATER_PARTS = PARTS;
"#;

/// What wasm-split wrote of them.
#[derive(Debug, PartialEq, Eq)]
pub struct Loaders {
    /// By what a part of a debug build knows that it is of the same build; else empty.
    canary: String,
    /// What the parts take from the page's wasm.
    shared: Vec<String>,
    /// The name of each loader, and the file it loads.
    parts: Vec<(String, String)>,
}

impl Loaders {
    /// Reads the script that wasm-split wrote; `None` where it has another form.
    pub fn read(script: &str) -> Option<Self> {
        let (_, canary) = script.split_once("{ __wasm_split: {")?;
        let (canary, _) = canary.split_once('}')?;
        let (_, list) = script.split_once("const { ")?;
        let (list, _) = list.split_once("} = initSync")?;
        let names = list.split(',').map(str::trim);
        let shared = names.filter(|name| !name.is_empty()).map(str::to_owned);
        let exports = script.split("export const ").skip(1);
        let part = |export: &str| {
            let (name, rest) = export.split_once(" = ")?;
            let (_, file) = rest.split_once("new URL(\"./")?;
            let (file, _) = file.split_once('"')?;
            Some((name.to_owned(), file.to_owned()))
        };
        Some(Self {
            canary: canary.trim().to_owned(),
            shared: shared.collect(),
            parts: exports.map(part).collect::<Option<_>>()?,
        })
    }

    /// The name under which a part is published: its own, and the page's checksum, so that
    /// no cache mixes two builds. `None` where no loader loads it.
    pub fn publish(&mut self, part: &Path, stem: &str) -> Option<String> {
        let file = part.file_name()?.to_str()?;
        let (_, published) = self.parts.iter_mut().find(|(_, loaded)| loaded == file)?;
        let name = file.strip_prefix("split_")?.strip_suffix(".wasm")?;
        let checksum = stem.rsplit('-').next()?;
        *published = format!("{PREFIX}{name}-{checksum}.wasm");
        Some(published.clone())
    }

    /// The page's glue with the loaders in it; `None` where it has another form.
    pub fn in_glue(&self, glue: &str) -> Option<String> {
        let import = format!("from \"{LOADERS}\"");
        let line = glue.lines().find(|line| line.contains(&import))?;
        let name = line.strip_prefix("import * as ")?.split(' ').next()?;
        let entry = format!("\"{LOADERS}\": {name},");
        let all = "Object.assign(import0, LATER_PARTS)";
        if !glue.contains(&entry) || !glue.contains(": import0,") {
            return None;
        }
        // Shortened, both modules have one name, and must be one object.
        let glue = glue
            .replacen(line, "", 1)
            .replace(": import0,", &format!(": {all},"))
            .replace(&entry, &format!("\"{LOADERS}\": import0,"));
        let shared = self
            .shared
            .iter()
            .map(|name| format!("{name}: wasm.{name},"));
        let parts = self
            .parts
            .iter()
            .map(|(name, file)| format!("{name}: later(\"./{file}\"),"));
        let script = SCRIPT
            .replace(
                "SHARED",
                &format!("{{{}{}}}", self.canary, shared.collect::<String>()),
            )
            .replace("PARTS;", &format!("{{{}}};", parts.collect::<String>()));
        Some(glue + &script)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WRITTEN: &str = "\
import { initSync } from \"./main.js\";
        sharedImports = { __wasm_split: { canary: 7, } };
        const { __indirect_function_table, memory,  } = initSync(undefined, undefined);
export const __wasm_split_load_parts = wrapAsyncCb(makeLoad(() => {
    const src = fetch(new URL(\"./split_parts.wasm\", import.meta.url));
}, []));
";

    const GLUE: &str = "\
import * as import1 from \"./loaders.js\"
    return {
        \"./page_bg.js\": import0,
        \"./loaders.js\": import1,
    };
";

    fn loaders() -> Loaders {
        Loaders::read(WRITTEN).unwrap()
    }

    #[test]
    fn what_is_shared_and_what_loads_what_is_read() {
        let loaders = loaders();
        assert_eq!(loaders.shared, ["__indirect_function_table", "memory"]);
        let part = ("__wasm_split_load_parts", "split_parts.wasm");
        assert_eq!(loaders.parts, [(part.0.to_owned(), part.1.to_owned())]);
    }

    #[test]
    fn a_part_is_published_under_the_pages_checksum() {
        let mut loaders = loaders();
        let published = loaders.publish(Path::new("work/split_parts.wasm"), "page-0123");
        assert_eq!(published.as_deref(), Some("later-parts-0123.wasm"));
        assert_eq!(
            loaders.publish(Path::new("split_other.wasm"), "page-0123"),
            None
        );
    }

    #[test]
    fn the_glue_loads_the_parts_itself() {
        let mut loaders = loaders();
        loaders.publish(Path::new("split_parts.wasm"), "page-0123");
        let glue = loaders.in_glue(GLUE).unwrap();
        assert!(!glue.contains("import *"), "{glue}");
        for piece in [
            "\"./page_bg.js\": Object.assign(import0, LATER_PARTS),",
            "\"./loaders.js\": import0,",
            "{canary: 7,__indirect_function_table: wasm.__indirect_function_table,memory: wasm.memory,}",
            "{__wasm_split_load_parts: later(\"./later-parts-0123.wasm\"),}",
        ] {
            assert!(glue.contains(piece), "no {piece} in {glue}");
        }
    }

    #[test]
    fn scripts_of_another_form_are_refused() {
        assert_eq!(Loaders::read("const { memory } = main();"), None);
        assert_eq!(Loaders::read(&WRITTEN.replace("new URL", "URL")), None);
        for line in GLUE.lines().filter(|line| line.contains("import")) {
            assert_eq!(loaders().in_glue(&GLUE.replace(line, "")), None, "{line}");
        }
    }
}
