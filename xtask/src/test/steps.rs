//! The steps, in the order in which they find mistakes soonest.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Command;

use crate::browser::Browser;
use crate::engines::{Engine, Engines};
use crate::failure::Failure;
use crate::page;
use crate::places;
use crate::setup::Toolbox;

/// How many end-to-end tests run at the same time.
const END_TO_END_THREADS: &str = "--test-threads=3";
/// The same of the tests in Firefox and WebKit, which mostly wait.
const ENGINES_THREADS: &str = "--test-threads=4";

pub struct Step {
    /// What it is called on the command line; several steps may share a name.
    pub name: &'static str,
    /// What it is called while it runs.
    pub label: &'static str,
    pub needs: &'static [Needs],
    pub action: Action,
    /// What to do when it fails.
    pub advice: &'static str,
    /// Run only the tests with one of these in their names; all if there is none.
    pub filters: Vec<OsString>,
    /// Run only the tests of this engine; those of each if there is none.
    pub engine: Option<Engine>,
}

impl Step {
    /// What is appended to the command of a step that runs tests.
    pub fn arguments(&self) -> Vec<OsString> {
        let others = Engine::ALL.into_iter();
        let others = others.filter(|&other| self.engine.is_some_and(|only| only != other));
        // The tests of an engine are in a module of its name. A test is run if one of several
        // filters fits, so the engine is not one of them.
        let skipped = others.flat_map(|other| ["--skip".to_owned(), format!("{}::", other.name())]);
        let skipped = skipped.map(OsString::from);
        skipped.chain(self.filters.iter().cloned()).collect()
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    WasmTarget,
    BrowserTestRunner,
    BuildTools,
    Browser,
    /// Firefox and WebKit.
    OtherEngines,
    AxeCore,
}

pub enum Action {
    Check(fn(&Equipment) -> Command),
    /// Runs while the steps before it do.
    Build(fn(&Equipment) -> Command),
    /// Its output is counted, and names of tests can be appended.
    Test(fn(&Equipment) -> Result<Command, Failure>),
    Size,
}

/// What has been found or installed for the steps.
#[derive(Default)]
pub struct Equipment {
    pub toolbox: Toolbox,
    pub browser: Option<Browser>,
    pub engines: Option<Engines>,
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
            browser.configure(&mut command);
        }
        command
    }
}

/// All of them. Those that compile tests name the whole workspace, as dependencies would be
/// compiled again for another choice of packages.
pub fn all() -> [Step; 11] {
    [
        Step {
            name: "fmt",
            label: "format",
            needs: &[],
            action: Action::Check(|with| with.cargo("fmt --all --check")),
            advice: "Run `cargo fmt --all`. If cargo knows no such command: `rustup component add rustfmt`.",
            filters: Vec::new(),
            engine: None,
        },
        Step {
            name: "clippy",
            label: "lints, native",
            needs: &[],
            action: Action::Check(|with| {
                with.cargo("clippy --workspace --all-targets -- -D warnings")
            }),
            advice: "Fix what the lints name above. If cargo knows no such command: `rustup component add clippy`.",
            filters: Vec::new(),
            engine: None,
        },
        Step {
            name: "clippy",
            label: "lints, in the browser",
            needs: &[Needs::WasmTarget],
            action: Action::Check(|with| {
                with.cargo(
                    "clippy --package fetch-playground --target wasm32-unknown-unknown --all-targets -- -D warnings",
                )
            }),
            advice: "Fix what the lints name above; this time they read the code as compiled for the browser.",
            filters: Vec::new(),
            engine: None,
        },
        Step {
            name: "clippy",
            label: "lints, end to end",
            needs: &[],
            action: Action::Check(|with| {
                // `--all-targets` leaves out what a plain `cargo test` does.
                with.cargo(
                    "clippy --workspace --test end_to_end --test engines --bench browser --bench soak --bench screenshots -- -D warnings",
                )
            }),
            advice: "Fix what the lints name above, in tests/end_to_end, tests/support and benches.",
            filters: Vec::new(),
            engine: None,
        },
        Step {
            name: "native",
            label: "native tests",
            needs: &[],
            action: Action::Test(|with| Ok(with.cargo("test --workspace --no-fail-fast --"))),
            advice: "See which tests failed above; `cargo xtask test native <name>` runs one alone.",
            filters: Vec::new(),
            engine: None,
        },
        Step {
            name: "browser",
            label: "tests in the browser",
            needs: &[Needs::BrowserTestRunner, Needs::Browser],
            action: Action::Test(|with| {
                let mut command = with.cargo_with_browser(
                    "test --package fetch-playground --no-default-features --target wasm32-unknown-unknown --test browser --",
                );
                // Its default of 20 s is for the whole suite, on a slow machine too.
                command.env("WASM_BINDGEN_TEST_TIMEOUT", "120");
                Ok(command)
            }),
            advice: "See which test failed above. If the browser did not start, webdriver.json holds its options.",
            filters: Vec::new(),
            engine: None,
        },
        Step {
            name: "build",
            label: "release build",
            needs: &[Needs::BuildTools],
            action: Action::Build(|with| page::release_build(&with.toolbox)),
            advice: "Read the error above: the compiler and Trunk name the file and the line.",
            filters: Vec::new(),
            engine: None,
        },
        Step {
            name: "size",
            label: "size of a first visit",
            needs: &[],
            action: Action::Size,
            advice: "",
            filters: Vec::new(),
            engine: None,
        },
        Step {
            name: "end-to-end",
            label: "end-to-end tests",
            needs: &[Needs::Browser, Needs::AxeCore],
            action: Action::Test(end_to_end),
            advice: "See which test failed above. They run against dist/: after a change, `cargo xtask test build end-to-end <name>`.",
            filters: Vec::new(),
            engine: None,
        },
        Step {
            name: "engines",
            label: "tests in Firefox and WebKit",
            needs: &[Needs::OtherEngines, Needs::AxeCore],
            action: Action::Test(in_other_engines),
            advice: "See which test failed above. They run against dist/, as it was last built; `cargo xtask test --engine webkit <name>` runs one engine's.",
            filters: Vec::new(),
            engine: None,
        },
        Step {
            name: "docs",
            label: "documentation",
            needs: &[],
            action: Action::Check(|with| {
                let mut command = with.cargo("doc --workspace --no-deps");
                command.env("RUSTDOCFLAGS", "-D warnings");
                command
            }),
            advice: "Fix the links and comments that rustdoc names above.",
            filters: Vec::new(),
            engine: None,
        },
    ]
}

fn end_to_end(with: &Equipment) -> Result<Command, Failure> {
    let mut command = with.cargo_with_browser("test --workspace --test end_to_end --");
    command.arg(END_TO_END_THREADS);
    command.env("FETCH_PLAYGROUND_DIST", built_page()?);
    if let Some(axe_core) = &with.axe_core {
        command.env("FETCH_PLAYGROUND_AXE_CORE", axe_core);
    }
    Ok(command)
}

fn in_other_engines(with: &Equipment) -> Result<Command, Failure> {
    let mut command = with.cargo("test --workspace --test engines --");
    command.arg(ENGINES_THREADS);
    command.env("FETCH_PLAYGROUND_DIST", built_page()?);
    if let Some(axe_core) = &with.axe_core {
        command.env("FETCH_PLAYGROUND_AXE_CORE", axe_core);
    }
    if let Some(engines) = &with.engines {
        engines.configure(&mut command);
    }
    Ok(command)
}

/// The folder of the page, where there is one to test.
fn built_page() -> Result<PathBuf, Failure> {
    let dist = places::dist();
    if dist.join("index.html").is_file() {
        return Ok(dist);
    }
    Err(Failure::new(
        format!("there is no page in {} to test", dist.display()),
        "Build it first: `cargo xtask test build`, followed by the step.",
    ))
}
