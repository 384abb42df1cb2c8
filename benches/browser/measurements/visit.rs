//! The page in a browser of its own, with the peer's files beside it and the measuring scripts in it.

use std::path::{Path, PathBuf};
use tempfile::TempDir;

use super::browser::{Browser, Page, StaticSite};
use super::files::write;
use super::peer;
use super::perf_cascade;
use super::sheet::Sheet;

const PAGE_SCRIPTS: &str = include_str!("page_scripts.js");
const DRAWING_SCRIPTS: &str = include_str!("drawing_scripts.js");

/// Dropped, browser and host are gone.
pub struct Visit {
    pub page: Page,
    site: StaticSite,
    _browser: Browser,
    folder: TempDir,
}

impl Visit {
    /// A first visit: nothing is installed, nothing is remembered.
    pub async fn start() -> Self {
        let folder = copy_of_dist();
        peer::write_files(folder.path());
        perf_cascade::write_files(folder.path());
        let site = StaticSite::serve(folder.path(), "/");
        let browser = Browser::options()
            .alone()
            .new_process()
            .accept_any_certificate()
            .start()
            .await;
        let visit = Self {
            page: browser.page().clone(),
            site,
            _browser: browser,
            folder,
        };
        visit.open().await;
        visit
    }

    /// Loads the page again, with the scripts.
    pub async fn open(&self) {
        self.page.open_app(&self.site.url()).await;
        self.load_scripts().await;
        peer::load(&self.page).await;
    }

    /// Loads PerfCascade's page in the same tab, with the scripts.
    pub async fn open_perf_cascade(&self) {
        self.page.goto(&self.site.url_of(perf_cascade::PAGE)).await;
        self.load_scripts().await;
    }

    async fn load_scripts(&self) {
        self.page.execute(PAGE_SCRIPTS, vec![]).await;
        self.page.execute(DRAWING_SCRIPTS, vec![]).await;
    }

    /// Puts a file beside the page.
    pub fn put(&self, name: &str, text: &str) {
        write(&self.folder.path().join(name), text);
    }

    /// Notes how long a fixed piece of work takes now: how busy the machine is.
    pub async fn note_fixed_work(&self, sheet: &mut Sheet) {
        let work = self.page.evaluate("measure.fixedWork()").await;
        sheet.note_fixed_work(work["ms"].as_f64().expect("the page has a clock"));
    }
}

fn dist() -> PathBuf {
    let folder = std::env::var_os("FETCH_PLAYGROUND_DIST").map(PathBuf::from);
    let built = folder.filter(|folder| folder.join("index.html").is_file());
    built.expect(
        "FETCH_PLAYGROUND_DIST does not say where the built page is. Run this with \
         `cargo xtask bench`, which builds it.",
    )
}

pub fn copy_of_dist() -> TempDir {
    let copy = tempfile::tempdir().expect("a temporary folder");
    for entry in std::fs::read_dir(dist()).expect("the built page can be listed") {
        let from = entry.expect("a file of the build").path();
        copy_into(copy.path(), &from);
    }
    copy
}

fn copy_into(folder: &Path, file: &Path) {
    if let Some(name) = file.file_name().filter(|_| file.is_file()) {
        let copied = std::fs::copy(file, folder.join(name));
        copied.unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    }
}
