//! wasm-bindgen's programs, which join the compiled page to JavaScript.

use std::path::PathBuf;

use super::cargo_tool::CargoTool;
use crate::failure::Failure;
use crate::places;

/// They must be of the very version the page is compiled against: the format
/// between the two changes with every release.
pub fn ensure() -> Result<Option<PathBuf>, Failure> {
    CargoTool {
        package: "wasm-bindgen-cli",
        version: &places::locked_version("wasm-bindgen")?,
        programs: &["wasm-bindgen", "wasm-bindgen-test-runner"],
        fits: |found, wanted| found == wanted,
        // Not `--locked`: its lock file may name crate versions that are gone.
        options: &[],
        variables: &[],
        duration: "about 2 minutes on two cores",
    }
    .ensure()
}
