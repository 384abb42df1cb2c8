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
const PACKAGES: [&str; 5] = ["firefox-esr", "webkit2gtk-driver", "xvfb", "xauth", "dbus"];

const ADVICE: &str = "On Debian: `apt-get install firefox-esr webkit2gtk-driver xvfb xauth dbus` and \
    `cargo install geckodriver`. Without them, name the steps to run: `cargo xtask test` followed by \
    all but `engines`.";

/// Where the drivers are.
pub struct Engines {
    geckodriver: PathBuf,
}

impl Engines {
    /// Finds them, or installs them where that takes no password.
    pub fn ensure() -> Result<Self, Failure> {
        if missing().is_some() {
            apt::install(&PACKAGES, "about 150 MB, minutes", ADVICE)?;
        }
        if let Some(program) = missing() {
            return Err(Failure::new(
                format!("tests in Firefox and WebKit need {program}, which is not installed"),
                ADVICE,
            ));
        }
        if let Some(geckodriver) = find_geckodriver() {
            return Ok(Self { geckodriver });
        }
        print("Setup: building geckodriver with cargo (a minute on two cores).");
        let mut install = cargo_tool::install(None);
        install.args(["--locked", "geckodriver"]);
        process::run("installing geckodriver failed", &mut install, ADVICE)?;
        let geckodriver = find_geckodriver();
        let geckodriver = geckodriver.ok_or_else(|| {
            Failure::new("geckodriver was installed but is not to be found", ADVICE)
        })?;
        Ok(Self { geckodriver })
    }

    /// Passes their paths to a test.
    pub fn configure(&self, command: &mut Command) {
        command.env("GECKODRIVER", &self.geckodriver);
    }
}

/// A program that is not there.
fn missing() -> Option<&'static str> {
    let firefox = ["firefox-esr", "firefox"];
    let has_firefox = firefox.iter().any(|name| process::on_path(name).is_some());
    let mut others = ["WebKitWebDriver", "xvfb-run", "xauth", "dbus-run-session"].into_iter();
    match others.find(|name| process::on_path(name).is_none()) {
        None if !has_firefox => Some(firefox[0]),
        missing => missing,
    }
}

fn find_geckodriver() -> Option<PathBuf> {
    process::on_path("geckodriver").or_else(|| {
        let folder = places::cargo_programs()?;
        process::executable_in(&folder, "geckodriver")
    })
}
