//! One browser for each state, so that none remembers another's settings; in it, one picture for
//! each colouring and size.

#![allow(
    clippy::disallowed_methods,
    reason = "native code may use the system's clock and threads"
)]

#[path = "../../tests/support/browser/mod.rs"]
mod browser;
#[path = "../../tests/end_to_end/documents.rs"]
#[allow(dead_code, reason = "the scenes use a part of the documents")]
mod documents;
#[path = "../../tests/support/scenes.rs"]
mod scenes;
#[path = "../../tests/end_to_end/screen.rs"]
#[allow(dead_code, reason = "the scenes use a part of the screen")]
mod screen;
#[path = "../../tests/support/screen_text.rs"]
mod screen_text;

use std::path::{Path, PathBuf};

use browser::{Browser, Page, StaticSite};
use scenes::{MODES, Scene};
use screen::Screen;
use serde_json::json;

const SCENES: [Scene; 7] = [
    Scene::First,
    Scene::Running,
    Scene::Done,
    Scene::Failures,
    Scene::Large,
    Scene::Help,
    Scene::OwnUrls,
];

/// Scrolls the results up to the bar, which stays where it is.
const BELOW_THE_BAR: &str = "document.querySelector('.results').scrollIntoView();
    scrollBy(0, -16 - document.querySelector('.bar').offsetHeight)";

struct Size {
    width: u32,
    height: u32,
    /// All of the page, however far one would have to scroll; of a dialog, what is in sight.
    is_whole: bool,
}

const SIZES: [Size; 3] = [
    Size {
        width: 1_280,
        height: 800,
        is_whole: false,
    },
    Size {
        width: 1_920,
        height: 1_080,
        is_whole: false,
    },
    Size {
        width: 390,
        height: 844,
        is_whole: true,
    },
];

pub fn main() {
    // Cargo says `--bench` to every benchmark.
    let folder = std::env::args().skip(1).find(|word| word != "--bench");
    let folder = PathBuf::from(folder.expect("an argument: the folder the pictures go to"));
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    runtime.block_on(take_all(&folder));
}

async fn take_all(folder: &Path) {
    let dist = std::env::var_os("FETCH_PLAYGROUND_DIST").expect(
        "FETCH_PLAYGROUND_DIST does not say where the built page is. Run this with \
         `cargo xtask screenshots`, which builds it.",
    );
    let site = StaticSite::serve(dist, "/");
    for scene in SCENES {
        let browser = Browser::start().await;
        let page = browser.page().clone();
        // They come and go with the system, and would take room from the page.
        let hidden = json!({"hidden": true});
        page.devtools("Emulation.setScrollbarsHidden", hidden).await;
        page.open_app(&site.url()).await;
        let screen = Screen::new(page);
        scene.show(&screen).await;
        for mode in MODES {
            screen.choose_theme(mode).await;
            for size in &SIZES {
                take(folder, &screen, scene, mode, size).await;
            }
        }
    }
}

async fn take(folder: &Path, screen: &Screen, scene: Scene, mode: &str, size: &Size) {
    let page = screen.page();
    let Size {
        width,
        height,
        is_whole,
    } = *size;
    let path = |part: &str| {
        let name = scene.name();
        folder.join(format!("{name}{part}-{mode}-{width}x{height}.png"))
    };
    page.set_viewport(width, height).await;
    settle(page, "scrollTo(0, 0)").await;
    if is_whole && !scene.is_dialog() {
        page.whole_screenshot(path("")).await;
    } else {
        page.screenshot(path("")).await;
    }
    // What is told of one request is below the edge of most screens.
    if scene == Scene::Failures && !is_whole {
        settle(page, BELOW_THE_BAR).await;
        page.screenshot(path("-results")).await;
    }
    eprintln!("  {}", path("").display());
}

/// Scrolls, and lets two frames pass: what follows the size or the place is drawn by then.
async fn settle(page: &Page, scroll: &str) {
    let script = format!(
        "const done = arguments[0];
        {scroll};
        requestAnimationFrame(() => requestAnimationFrame(() => done()));"
    );
    page.execute_async(&script, vec![]).await;
}
