//! The steps, in the order in which they find mistakes soonest.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Command;

use crate::browser::Browser;
use crate::engines::Engines;
use crate::failure::Failure;
use crate::page;
use crate::places;
use crate::setup::Toolbox;

/// How many end-to-end tests run at the same time.
const END_TO_END_THREADS: &str = "--test-threads=3";

/// Several steps under one name: what to run while working.
const QUICK: (&str, [&str; 3]) = ("quick", ["fmt", "clippy", "native"]);

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
fn all() -> [Step; 11] {
    [
        Step {
            name: "fmt",
            label: "format",
            needs: &[],
            action: Action::Check(|with| with.cargo("fmt --all --check")),
            advice: "Run `cargo fmt --all`. If cargo knows no such command: `rustup component add rustfmt`.",
            filters: Vec::new(),
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
        },
        Step {
            name: "clippy",
            label: "lints, end to end",
            needs: &[],
            action: Action::Check(|with| {
                // `--all-targets` leaves out what a plain `cargo test` does.
                with.cargo(
                    "clippy --workspace --test end_to_end --test engines --bench browser --bench screenshots -- -D warnings",
                )
            }),
            advice: "Fix what the lints name above, in tests/end_to_end, tests/support and benches.",
            filters: Vec::new(),
        },
        Step {
            name: "native",
            label: "native tests",
            needs: &[],
            action: Action::Test(|with| Ok(with.cargo("test --workspace --no-fail-fast --"))),
            advice: "See which tests failed above; `cargo xtask test native <name>` runs one alone.",
            filters: Vec::new(),
        },
        Step {
            name: "browser",
            label: "tests in the browser",
            needs: &[Needs::BrowserTestRunner, Needs::Browser],
            action: Action::Test(|with| {
                let mut command = with.cargo_with_browser(
                    "test --package fetch-playground --target wasm32-unknown-unknown --test browser --",
                );
                // Its default of 20 s is for the whole suite, on a slow machine too.
                command.env("WASM_BINDGEN_TEST_TIMEOUT", "120");
                Ok(command)
            }),
            advice: "See which test failed above. If the browser did not start, webdriver.json holds its options.",
            filters: Vec::new(),
        },
        Step {
            name: "build",
            label: "release build",
            needs: &[Needs::BuildTools],
            action: Action::Build(|with| page::release_build(&with.toolbox)),
            advice: "Read the error above: the compiler and Trunk name the file and the line.",
            filters: Vec::new(),
        },
        Step {
            name: "size",
            label: "size of a first visit",
            needs: &[],
            action: Action::Size,
            advice: "",
            filters: Vec::new(),
        },
        Step {
            name: "end-to-end",
            label: "end-to-end tests",
            needs: &[Needs::Browser, Needs::AxeCore],
            action: Action::Test(end_to_end),
            advice: "See which test failed above. They run against dist/: after a change, `cargo xtask test build end-to-end <name>`.",
            filters: Vec::new(),
        },
        Step {
            name: "engines",
            label: "tests in Firefox and WebKit",
            needs: &[Needs::OtherEngines],
            action: Action::Test(in_other_engines),
            advice: "See which test failed above. They run against dist/, as it was last built; `cargo xtask test engines webkit` runs one engine's.",
            filters: Vec::new(),
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
    let mut command = with.cargo("test --workspace --test engines -- --test-threads=2");
    command.env("FETCH_PLAYGROUND_DIST", built_page()?);
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

/// The steps that the words name, in their own order; all of them for no word. Words after the
/// name of a step that runs tests are names of tests.
pub fn chosen(words: &[OsString]) -> Result<Vec<Step>, Failure> {
    // WebKit's driver is there for Linux only; who names the step is told so.
    let is_usual = |step: &Step| cfg!(target_os = "linux") || step.name != "engines";
    let mut steps: Vec<(bool, Step)> = all()
        .map(|step| (words.is_empty() && is_usual(&step), step))
        .into();
    let mut last: Option<&str> = None;
    for word in words {
        let text = word.to_string_lossy();
        let names = if *text == *QUICK.0 {
            QUICK.1.to_vec()
        } else {
            vec![&*text]
        };
        let mut is_known = false;
        for (is_chosen, step) in &mut steps {
            if names.contains(&step.name) {
                (*is_chosen, is_known) = (true, true);
                last = Some(step.name);
            }
        }
        let takes_it = |step: &&mut (bool, Step)| {
            Some(step.1.name) == last && matches!(step.1.action, Action::Test(_))
        };
        match steps.iter_mut().find(takes_it) {
            _ if is_known => {}
            Some((_, step)) => step.filters.push(word.clone()),
            None => return Err(unknown(&text)),
        }
    }
    let chosen = steps.into_iter().filter(|(is_chosen, _)| *is_chosen);
    Ok(chosen.map(|(_, step)| step).collect())
}

fn unknown(word: &str) -> Failure {
    let mut names: Vec<&str> = all().iter().map(|step| step.name).collect();
    names.dedup();
    Failure::new(
        format!("there is no step {word}"),
        format!(
            "The steps are: {}; {} is {}. Names of tests come after a step that runs tests.",
            names.join(", "),
            QUICK.0,
            QUICK.1.join(", ")
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps(words: &[&str]) -> Vec<Step> {
        let words: Vec<OsString> = words.iter().map(OsString::from).collect();
        chosen(&words).unwrap()
    }

    fn labels(words: &[&str]) -> Vec<&'static str> {
        steps(words).iter().map(|step| step.label).collect()
    }

    #[test]
    fn no_name_means_every_step() {
        let elsewhere = usize::from(!cfg!(target_os = "linux"));
        assert_eq!(labels(&[]).len(), all().len() - elsewhere);
    }

    #[test]
    fn named_steps_run_in_their_own_order() {
        assert_eq!(
            labels(&["docs", "clippy"]),
            [
                "lints, native",
                "lints, in the browser",
                "lints, end to end",
                "documentation"
            ]
        );
    }

    #[test]
    fn quick_means_format_lints_and_native_tests() {
        let quick = [
            "format",
            "lints, native",
            "lints, in the browser",
            "lints, end to end",
            "native tests",
        ];
        assert_eq!(labels(&["quick"]), quick);
    }

    #[test]
    fn words_after_a_step_with_tests_are_names_of_tests() {
        let steps = steps(&["build", "end-to-end", "offline", "crash"]);
        assert_eq!(steps.len(), 2);
        assert!(steps[0].filters.is_empty());
        assert_eq!(steps[1].filters, ["offline", "crash"]);
    }

    #[test]
    fn an_unknown_step_is_refused_with_the_list() {
        for words in [vec!["clipy".into()], vec!["fmt".into(), "clipy".into()]] {
            let failure = chosen(&words).err().unwrap().to_string();
            assert!(failure.contains("no step clipy"), "{failure}");
            assert!(failure.contains("fmt, clippy, native"), "{failure}");
        }
    }
}
