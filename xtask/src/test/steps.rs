//! The steps, in the order in which they find mistakes soonest.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Command;

use crate::browser::Browser;
use crate::failure::Failure;
use crate::page;
use crate::places;
use crate::setup::Toolbox;

pub struct Step {
    /// What it is called on the command line; one name may stand for several.
    pub name: &'static str,
    /// What it is called while it runs.
    pub label: &'static str,
    pub needs: &'static [Needs],
    pub counts_tests: bool,
    pub action: Action,
    /// What to do when it fails.
    pub advice: &'static str,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    Tools,
    Browser,
    AxeCore,
}

pub enum Action {
    Run(fn(&Equipment) -> Result<Command, Failure>),
    Size,
}

/// What has been found or installed for the steps.
#[derive(Default)]
pub struct Equipment {
    pub toolbox: Toolbox,
    pub browser: Option<Browser>,
    /// The folder of the package.
    pub axe_core: Option<PathBuf>,
}

impl Equipment {
    fn cargo(&self, words: &str) -> Command {
        self.toolbox.command("cargo", words.split(' '))
    }

    fn cargo_with_browser(&self, words: &str) -> Command {
        let mut command = self.cargo(words);
        if let Some(browser) = &self.browser {
            browser.lend_to(&mut command);
        }
        command
    }
}

const STEPS: [Step; 9] = [
    Step {
        name: "fmt",
        label: "format",
        needs: &[],
        counts_tests: false,
        action: Action::Run(|with| Ok(with.cargo("fmt --all --check"))),
        advice: "Run `cargo fmt --all`. If cargo knows no such command: `rustup component add rustfmt`.",
    },
    Step {
        name: "clippy",
        label: "lints, native",
        needs: &[],
        counts_tests: false,
        action: Action::Run(|with| {
            Ok(with.cargo("clippy --workspace --all-targets -- -D warnings"))
        }),
        advice: "Mend what the lints name above. If cargo knows no such command: `rustup component add clippy`.",
    },
    Step {
        name: "clippy",
        label: "lints, in the browser",
        needs: &[Needs::Tools],
        counts_tests: false,
        action: Action::Run(|with| {
            Ok(with.cargo(
                "clippy --package fetch-playground --target wasm32-unknown-unknown --all-targets -- -D warnings",
            ))
        }),
        advice: "Mend what the lints name above; this time the code was read as the browser's build sees it.",
    },
    Step {
        name: "native",
        label: "native tests",
        needs: &[],
        counts_tests: true,
        action: Action::Run(|with| Ok(with.cargo("test --workspace"))),
        advice: "See which test failed above; `cargo test --workspace <its name>` runs it alone.",
    },
    Step {
        name: "browser",
        label: "tests in the browser",
        needs: &[Needs::Tools, Needs::Browser],
        counts_tests: true,
        action: Action::Run(|with| {
            let mut command = with.cargo_with_browser(
                "test --package fetch-playground --target wasm32-unknown-unknown --test browser",
            );
            // Its default of 20 s counts the whole suite, on a slow machine too.
            command.env("WASM_BINDGEN_TEST_TIMEOUT", "120");
            Ok(command)
        }),
        advice: "See which test failed above. If the browser did not start, webdriver.json holds the options it gets.",
    },
    Step {
        name: "build",
        label: "release build",
        needs: &[Needs::Tools],
        counts_tests: false,
        action: Action::Run(|with| Ok(page::release_build(&with.toolbox))),
        advice: "Read the error above: the compiler and Trunk name the file and the line.",
    },
    Step {
        name: "size",
        label: "size of a first visit",
        needs: &[],
        counts_tests: false,
        action: Action::Size,
        advice: "",
    },
    Step {
        name: "end-to-end",
        label: "end-to-end tests",
        needs: &[Needs::Browser, Needs::AxeCore],
        counts_tests: true,
        action: Action::Run(end_to_end),
        advice: "See which test failed above. They run against dist/: after a change, `cargo xtask test build end-to-end`.",
    },
    Step {
        name: "docs",
        label: "documentation",
        needs: &[],
        counts_tests: false,
        action: Action::Run(|with| {
            let mut command = with.cargo("doc --workspace --no-deps");
            command.env("RUSTDOCFLAGS", "-D warnings");
            Ok(command)
        }),
        advice: "Mend the links and comments that rustdoc names above.",
    },
];

/// One browser at a time: they measure time, and would disturb each other.
fn end_to_end(with: &Equipment) -> Result<Command, Failure> {
    let dist = places::dist();
    if !dist.join("index.html").is_file() {
        return Err(Failure::new(
            format!("there is no page in {} to test", dist.display()),
            "Build it first: `cargo xtask test build end-to-end`.",
        ));
    }
    let mut command = with.cargo_with_browser(
        "test --package fetch-playground --test end_to_end -- --test-threads=1",
    );
    command.env("FETCH_PLAYGROUND_DIST", dist);
    if let Some(axe_core) = &with.axe_core {
        command.env("FETCH_PLAYGROUND_AXE_CORE", axe_core);
    }
    Ok(command)
}

/// The steps of these names, in their own order; all of them for no name.
pub fn chosen(names: &[OsString]) -> Result<Vec<Step>, Failure> {
    let known = |name: &OsString| STEPS.iter().any(|step| *name == *step.name);
    if let Some(unknown) = names.iter().find(|name| !known(name)) {
        let mut all: Vec<&str> = STEPS.iter().map(|step| step.name).collect();
        all.dedup();
        return Err(Failure::new(
            format!("there is no step {}", unknown.display()),
            format!("The steps are: {}.", all.join(", ")),
        ));
    }
    let wanted = |step: &Step| names.is_empty() || names.iter().any(|name| *name == *step.name);
    Ok(STEPS.into_iter().filter(wanted).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(names: &[&str]) -> Vec<&'static str> {
        let names: Vec<OsString> = names.iter().map(OsString::from).collect();
        let steps = chosen(&names).unwrap();
        steps.iter().map(|step| step.label).collect()
    }

    #[test]
    fn no_name_means_every_step() {
        assert_eq!(labels(&[]).len(), STEPS.len());
    }

    #[test]
    fn named_steps_run_in_their_own_order() {
        assert_eq!(
            labels(&["docs", "clippy"]),
            ["lints, native", "lints, in the browser", "documentation"]
        );
    }

    #[test]
    fn an_unknown_step_is_refused_with_the_list() {
        let failure = chosen(&["clipy".into()]).err().unwrap().to_string();
        assert!(failure.contains("no step clipy"), "{failure}");
        assert!(failure.contains("fmt, clippy, native"), "{failure}");
    }
}
