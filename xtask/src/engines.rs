//! Firefox and WebKit, and the drivers through which tests control them.

use std::path::PathBuf;
use std::process::Command;

use crate::apt;
use crate::failure::Failure;
use crate::places;
use crate::process;
use crate::setup::cargo_tool;
use crate::terminal::print;

/// Debian's packages; `xvfb-run` needs `xauth`, WebKit's processes find each other by D-Bus.
const FIREFOX_PACKAGES: &[&str] = &["firefox-esr"];
const WEBKIT_PACKAGES: &[&str] = &["webkit2gtk-driver", "xvfb", "xauth", "dbus"];

const ADVICE: &str = "On Debian: `apt-get install firefox-esr webkit2gtk-driver xvfb xauth dbus` and \
    `cargo install geckodriver`. Without them, name the steps to run: `cargo xtask test` followed by \
    all but `engines`.";

/// An engine that has tests of its own, beside Chromium.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Firefox,
    WebKit,
}

impl Engine {
    pub const ALL: [Self; 2] = [Self::Firefox, Self::WebKit];

    /// The name on the command line, and that of the module of its tests.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Firefox => "firefox",
            Self::WebKit => "webkit",
        }
    }

    const fn packages(self) -> &'static [&'static str] {
        match self {
            Self::Firefox => FIREFOX_PACKAGES,
            Self::WebKit => WEBKIT_PACKAGES,
        }
    }

    /// A program that is not there.
    fn missing(self) -> Option<&'static str> {
        let is_missing = |name: &&str| process::on_path(name).is_none();
        match self {
            Self::Firefox => {
                let names = ["firefox-esr", "firefox"];
                names.iter().all(is_missing).then_some(names[0])
            }
            Self::WebKit => {
                let names = ["WebKitWebDriver", "xvfb-run", "xauth", "dbus-run-session"];
                names.into_iter().find(is_missing)
            }
        }
    }
}

/// Where the drivers are.
pub struct Engines {
    /// `None` where no test needs it.
    geckodriver: Option<PathBuf>,
}

impl Engines {
    /// Finds them, or installs them where that takes no password: `only` this one, or all.
    pub fn ensure(only: Option<Engine>) -> Result<Self, Failure> {
        let engines = Engine::ALL.into_iter();
        let engines = engines.filter(|&engine| only.is_none_or(|only| only == engine));
        let engines: Vec<_> = engines.collect();
        let missing = || engines.iter().find_map(|engine| engine.missing());
        if missing().is_some() {
            let packages: Vec<_> = engines
                .iter()
                .flat_map(|it| it.packages())
                .copied()
                .collect();
            apt::install(&packages, "about 150 MB, minutes", ADVICE)?;
        }
        if let Some(program) = missing() {
            return Err(Failure::new(
                format!("tests in Firefox and WebKit need {program}, which is not installed"),
                ADVICE,
            ));
        }
        let geckodriver = if engines.contains(&Engine::Firefox) {
            Some(ensure_geckodriver()?)
        } else {
            None
        };
        Ok(Self { geckodriver })
    }

    /// Passes their paths to a test.
    pub fn configure(&self, command: &mut Command) {
        if let Some(geckodriver) = &self.geckodriver {
            command.env("GECKODRIVER", geckodriver);
        }
    }
}

fn ensure_geckodriver() -> Result<PathBuf, Failure> {
    if let Some(geckodriver) = find_geckodriver() {
        return Ok(geckodriver);
    }
    print("Setup: building geckodriver with cargo (a minute on two cores).");
    let mut install = cargo_tool::install(None);
    install.args(["--locked", "geckodriver"]);
    process::run("installing geckodriver failed", &mut install, ADVICE)?;
    find_geckodriver()
        .ok_or_else(|| Failure::new("geckodriver was installed but is not to be found", ADVICE))
}

fn find_geckodriver() -> Option<PathBuf> {
    process::on_path("geckodriver").or_else(|| {
        let folder = places::cargo_programs()?;
        process::executable_in(&folder, "geckodriver")
    })
}
