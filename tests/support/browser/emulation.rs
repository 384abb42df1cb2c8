//! What surrounds a page: its size, its colours, its network; and pictures of it.

use super::page::Page;
use super::session::ColourScheme;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use std::path::Path;

impl Page {
    /// Gives the page exactly this many CSS pixels, one screen pixel each.
    pub async fn set_viewport(&self, width: u32, height: u32) {
        self.set_scaled_viewport(width, height, 1.0).await;
    }

    /// The same on a screen with `scale` pixels a CSS pixel.
    pub async fn set_scaled_viewport(&self, width: u32, height: u32, scale: f64) {
        let metrics =
            json!({"width": width, "height": height, "deviceScaleFactor": scale, "mobile": false});
        self.devtools("Emulation.setDeviceMetricsOverride", metrics)
            .await;
    }

    /// Sets what the media queries of the page are told; it stays so across pages.
    pub async fn set_media(&self, scheme: ColourScheme, reduced_motion: bool) {
        let motion = if reduced_motion {
            "reduce"
        } else {
            "no-preference"
        };
        self.set_media_features(json!([
            {"name": "prefers-color-scheme", "value": name_of(scheme)},
            {"name": "prefers-reduced-motion", "value": motion},
        ]))
        .await;
    }

    /// Has the browser draw all pages in a few colours of the person's choice, as Windows does for
    /// its contrast themes.
    pub async fn force_colours(&self, scheme: ColourScheme) {
        self.set_media_features(json!([
            {"name": "prefers-color-scheme", "value": name_of(scheme)},
            {"name": "forced-colors", "value": "active"},
        ]))
        .await;
    }

    async fn set_media_features(&self, features: Value) {
        self.devtools("Emulation.setEmulatedMedia", json!({"features": features}))
            .await;
    }

    /// Cuts the page itself off the network, and back on: its fetches fail, `navigator.onLine` says
    /// so. A service worker and the page's workers have networks of their own; what must be offline
    /// altogether is tested by stopping the [`super::StaticSite`].
    pub async fn set_offline(&self, offline: bool) {
        // Without this the driver takes the conditions and nothing comes of them.
        self.devtools("Network.enable", json!({})).await;
        let unlimited = -1;
        let conditions = json!({
            "offline": offline,
            "latency": 0,
            "downloadThroughput": unlimited,
            "uploadThroughput": unlimited,
        });
        self.devtools("Network.emulateNetworkConditions", conditions)
            .await;
    }

    /// What the page looks like now, as a PNG file of the viewport's size.
    pub async fn screenshot(&self, path: impl AsRef<Path>) {
        let picture = self.client().screenshot().await;
        let picture = picture.unwrap_or_else(|error| panic!("no screenshot: {error}"));
        write(path.as_ref(), &picture);
    }

    /// The same of the whole page, down to its end.
    pub async fn whole_screenshot(&self, path: impl AsRef<Path>) {
        let picture = STANDARD.decode(self.whole_picture().await);
        write(path.as_ref(), &picture.expect("a picture in Base64"));
    }

    /// The whole page as a PNG file in Base64.
    pub async fn whole_picture(&self) -> String {
        let metrics = self.devtools("Page.getLayoutMetrics", json!({})).await;
        let size = &metrics["cssContentSize"];
        let (width, height) = (&size["width"], &size["height"]);
        let whole = json!({
            "captureBeyondViewport": true,
            "clip": {"x": 0, "y": 0, "width": width, "height": height, "scale": 1},
        });
        let answer = self.devtools("Page.captureScreenshot", whole).await;
        answer["data"].as_str().unwrap_or_default().to_owned()
    }
}

fn name_of(scheme: ColourScheme) -> &'static str {
    match scheme {
        ColourScheme::Light => "light",
        ColourScheme::Dark => "dark",
    }
}

fn write(path: &Path, picture: &[u8]) {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)
            .unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    }
    std::fs::write(path, picture).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
}
