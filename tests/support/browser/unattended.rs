//! A browser that opens an address, as a person's does: no automation protocol is attached to
//! the page. With one, `fetch` takes up to twice as long.

use super::chromium::{FLAGS, runs_as_root};
use super::driver::kill;
use super::engine::mini_browser;
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use tempfile::TempDir;

/// The engines that can be opened so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnattendedEngine {
    Chromium,
    Firefox,
    /// WebKitGTK's MiniBrowser, in a virtual screen.
    WebKit,
}

/// Dropped, its processes end and its profile is removed.
pub struct UnattendedBrowser {
    process: Child,
    _profile: TempDir,
}

/// A server of this machine, at `127.0.0.1`, whose own certificate is accepted.
#[derive(Clone, Copy, Debug)]
pub struct TrustedServer<'certificate> {
    pub port: u16,
    /// In DER.
    pub certificate: &'certificate [u8],
}

/// What keeps Firefox to itself, as [`FLAGS`] do Chromium.
const FIREFOX_PREFERENCES: [(&str, &str); 10] = [
    ("app.normandy.enabled", "false"),
    ("app.update.enabled", "false"),
    ("browser.aboutwelcome.enabled", "false"),
    ("browser.shell.checkDefaultBrowser", "false"),
    ("browser.startup.homepage_override.mstone", "\"ignore\""),
    ("datareporting.policy.dataSubmissionEnabled", "false"),
    ("network.captive-portal-service.enabled", "false"),
    ("network.connectivity-service.enabled", "false"),
    ("services.settings.server", "\"data:,#\""),
    ("toolkit.telemetry.reportingpolicy.firstRun", "false"),
];

/// How Firefox names SHA-256 in its list of accepted certificates.
const SHA_256: &str = "OID.2.16.840.1.101.3.4.2.1";

impl UnattendedEngine {
    pub const ALL: [Self; 3] = [Self::Chromium, Self::Firefox, Self::WebKit];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::WebKit => "webkit",
        }
    }

    /// Whether all that it needs is on this machine.
    pub fn is_installed(self) -> bool {
        match self {
            Self::Chromium => chromium().is_some(),
            Self::Firefox => firefox().is_some(),
            Self::WebKit => {
                let needs = ["xvfb-run", "xauth", "dbus-run-session"];
                mini_browser().is_some() && needs.iter().all(|name| on_path(name).is_some())
            }
        }
    }

    /// Opens the address in a new profile.
    ///
    /// # Panics
    /// The browser is not installed or does not start.
    pub fn open(self, url: &str, trusted: &[TrustedServer<'_>]) -> UnattendedBrowser {
        let profile = tempfile::tempdir().expect("a temporary folder");
        let mut command = match self {
            Self::Chromium => open_chromium(profile.path()),
            Self::Firefox => open_firefox(profile.path(), trusted),
            Self::WebKit => open_webkit(profile.path()),
        };
        command.arg(url).stdin(Stdio::null());
        command.stdout(Stdio::null()).stderr(Stdio::null());
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let process = command
            .spawn()
            .unwrap_or_else(|error| panic!("cannot start {command:?}: {error}"));
        UnattendedBrowser {
            process,
            _profile: profile,
        }
    }
}

impl Drop for UnattendedBrowser {
    fn drop(&mut self) {
        // Also what the browser has started.
        if cfg!(unix) {
            kill(&format!("-{}", self.process.id()));
        }
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn open_chromium(profile: &Path) -> Command {
    let mut command = Command::new(chromium().expect("Chromium, or CHROME_BINARY names it"));
    command
        .args(FLAGS)
        .args(["--ignore-certificate-errors", "--window-size=1280,800"])
        .arg(format!("--user-data-dir={}", profile.display()));
    if runs_as_root(profile) {
        command.arg("--no-sandbox");
    }
    command
}

fn open_firefox(profile: &Path, trusted: &[TrustedServer<'_>]) -> Command {
    let preferences: String = FIREFOX_PREFERENCES
        .iter()
        .map(|(name, value)| format!("user_pref(\"{name}\", {value});\n"))
        .collect();
    let certificates: String = trusted.iter().map(TrustedServer::as_override).collect();
    for (name, text) in [
        ("user.js", preferences),
        ("cert_override.txt", certificates),
    ] {
        std::fs::write(profile.join(name), text).expect("a file of the profile");
    }
    let mut command = Command::new(firefox().expect("Firefox"));
    command
        .args(["--headless", "--no-remote", "--profile"])
        .arg(profile);
    command
}

fn open_webkit(profile: &Path) -> Command {
    let mut command = Command::new("xvfb-run");
    command
        .args(["--auto-servernum", "dbus-run-session", "--"])
        .arg(mini_browser().expect("WebKitGTK's MiniBrowser, or WEBKIT_BINARY names it"))
        .arg("--ignore-tls-errors")
        .env("HOME", profile)
        .env("XDG_DATA_HOME", profile.join("data"))
        .env("XDG_CACHE_HOME", profile.join("cache"))
        // Its sandbox refuses to run as root, as Chromium's does.
        .env("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1")
        .env("LIBGL_ALWAYS_SOFTWARE", "1");
    command
}

impl TrustedServer<'_> {
    /// Its line in Firefox's list of accepted certificates.
    fn as_override(&self) -> String {
        let bytes = Sha256::digest(self.certificate);
        let bytes: Vec<_> = bytes.iter().map(|byte| format!("{byte:02X}")).collect();
        let fingerprint = bytes.join(":");
        format!("127.0.0.1:{}:\t{SHA_256}\t{fingerprint}\t\n", self.port)
    }
}

fn chromium() -> Option<PathBuf> {
    let named = std::env::var_os("CHROME_BINARY").map(PathBuf::from);
    named.or_else(|| on_path("chromium"))
}

fn firefox() -> Option<PathBuf> {
    on_path("firefox-esr").or_else(|| on_path("firefox"))
}

fn on_path(name: &str) -> Option<PathBuf> {
    let folders = std::env::var_os("PATH")?;
    let mut programs = std::env::split_paths(&folders).map(|folder| folder.join(name));
    programs.find(|program| program.is_file())
}
