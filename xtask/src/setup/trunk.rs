//! Trunk, which builds and serves the page.

use std::path::PathBuf;

use super::cargo_tool::CargoTool;
use crate::failure::Failure;

/// The newest that Rust 1.95 can build.
const VERSION: &str = "0.21.14";

pub fn ensure() -> Result<Option<PathBuf>, Failure> {
    CargoTool {
        package: "trunk",
        version: VERSION,
        programs: &["trunk"],
        fits: same_minor,
        options: &["--locked", "--no-default-features", "--features", "rustls"],
        // Its release profile links everything as one unit: on two cores that
        // is almost twice the time, for a program that waits for cargo.
        variables: &[
            ("CARGO_PROFILE_RELEASE_LTO", "off"),
            ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
            ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1"),
        ],
        duration: "about 5 minutes on two cores",
    }
    .ensure()
}

/// Any patch release of the same line reads our Trunk.toml.
fn same_minor(found: &str, wanted: &str) -> bool {
    let line = |version: &str| {
        let mut parts = version.split('.').map(str::to_owned);
        (parts.next(), parts.next())
    };
    line(found) == line(wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_patch_release_of_the_line_fits_and_no_other() {
        assert!(same_minor("0.21.14", VERSION));
        assert!(same_minor("0.21.7", VERSION));
        assert!(same_minor("0.21.0-rc.1", VERSION));
        assert!(!same_minor("0.22.0", VERSION));
        assert!(!same_minor("0.2.1", VERSION));
        assert!(!same_minor("1.21.14", VERSION));
    }
}
