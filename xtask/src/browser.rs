//! Chromium, and the driver through which tests control it.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::apt;
use crate::failure::Failure;
use crate::process;
use crate::terminal::warn;

const BROWSERS: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
];

/// Where Chrome is on systems that keep applications off `PATH`.
const APPLICATIONS: [&str; 2] = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
];

/// With one of these set, the test runner would drive another browser.
const OTHER_DRIVERS: [&str; 7] = [
    "GECKODRIVER",
    "SAFARIDRIVER",
    "MSEDGEDRIVER",
    "GECKODRIVER_REMOTE",
    "SAFARIDRIVER_REMOTE",
    "CHROMEDRIVER_REMOTE",
    "MSEDGEDRIVER_REMOTE",
];

/// A browser and the driver that belongs to it.
pub struct Browser {
    chrome: PathBuf,
    driver: PathBuf,
}

impl Browser {
    /// Finds both, or installs them where that takes no password.
    pub fn ensure() -> Result<Self, Failure> {
        if let Ok(browser) = Self::find() {
            return Ok(browser);
        }
        apt::install(
            &["chromium", "chromium-driver"],
            "about 100 MB, minutes",
            "Install Chromium and chromedriver by other means; both must be on PATH.",
        )?;
        Self::find()
    }

    fn find() -> Result<Self, Failure> {
        let driver = find_driver();
        let browsers = find_browsers();
        match (browsers.is_empty(), driver) {
            (false, Some(driver)) => Ok(matching_pair(browsers, driver)),
            (true, Some(_)) => Err(missing("Chromium (or Google Chrome)")),
            (false, None) => Err(missing("chromedriver")),
            (true, None) => Err(missing("Chromium and chromedriver")),
        }
    }

    /// Passes their paths to a test.
    pub fn configure(&self, command: &mut Command) {
        for variable in OTHER_DRIVERS {
            command.env_remove(variable);
        }
        command
            .env("CHROMEDRIVER", &self.driver)
            .env("CHROME_BINARY", &self.chrome);
    }
}

fn missing(what: &str) -> Failure {
    Failure::new(
        format!("tests in a browser need {what}, which is not installed"),
        "On Debian: `apt-get install chromium chromium-driver`. Elsewhere install Chrome and the \
         ChromeDriver of the same version (https://googlechromelabs.github.io/chrome-for-testing/), \
         and put chromedriver on PATH or its folder into CHROMEWEBDRIVER.",
    )
}

fn find_driver() -> Option<PathBuf> {
    let named = env::var_os("CHROMEDRIVER").map(PathBuf::from);
    let in_folder = env::var_os("CHROMEWEBDRIVER")
        .and_then(|folder| process::executable_in(Path::new(&folder), "chromedriver"));
    named
        .filter(|path| path.is_file())
        .or(in_folder)
        .or_else(|| process::on_path("chromedriver"))
}

fn find_browsers() -> Vec<PathBuf> {
    let named = env::var_os("CHROME_BINARY").map(PathBuf::from);
    let on_path = BROWSERS.iter().filter_map(|name| process::on_path(name));
    let applications = APPLICATIONS.iter().map(PathBuf::from);
    named
        .into_iter()
        .chain(on_path)
        .chain(applications)
        .filter(|path| path.is_file())
        .collect()
}

/// A driver only speaks to a browser of its own major version; a machine may
/// have several browsers.
fn matching_pair(browsers: Vec<PathBuf>, driver: PathBuf) -> Browser {
    let wanted = major_version_of(&driver);
    let fitting = browsers
        .iter()
        .position(|browser| wanted.is_some() && major_version_of(browser) == wanted);
    if fitting.is_none() {
        warn(format!(
            "xtask: no browser here has the version of {} ({}); the tests may fail to start one.",
            driver.display(),
            wanted.map_or("unknown".to_owned(), |major| major.to_string())
        ));
    }
    let chrome = browsers.into_iter().nth(fitting.unwrap_or(0));
    Browser {
        chrome: chrome.unwrap_or_default(),
        driver,
    }
}

fn major_version_of(program: &Path) -> Option<u32> {
    major_version_in(&process::output_of(program, &["--version"])?)
}

/// `Chromium 156.0.8078.79 built on …` and `ChromeDriver 156.0.… (…)` alike.
fn major_version_in(answer: &str) -> Option<u32> {
    answer
        .split_whitespace()
        .find_map(|word| word.split_once('.')?.0.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_is_read_from_every_answer() {
        let debian = "Chromium 156.0.8078.79 built on Debian GNU/Linux 12 (bookworm)";
        assert_eq!(major_version_in(debian), Some(156));
        assert_eq!(major_version_in("ChromeDriver 99.1.2 (abc)"), Some(99));
        assert_eq!(major_version_in("Google Chrome 142.0.1 "), Some(142));
        assert_eq!(major_version_in("no version"), None);
    }

    #[test]
    fn the_message_names_what_is_missing() {
        let text = missing("chromedriver").to_string();
        assert!(text.contains("need chromedriver"), "{text}");
        assert!(text.contains("what to do"), "{text}");
    }
}
