//! The peer for drawing: PerfCascade, a waterfall of a HAR in SVG, on a page of its own beside ours.
//! It has no content security policy: PerfCascade styles what it draws in ways that ours forbids.

use std::path::{Path, PathBuf};

use super::files::{read, write};

/// The page's name beside ours.
pub const PAGE: &str = "perf_cascade.html";

const HTML: &str = "<!doctype html>
<html lang=\"en\">
  <head>
    <meta charset=\"utf-8\" />
    <title>PerfCascade</title>
    <link rel=\"icon\" href=\"data:,\" />
    <link rel=\"stylesheet\" href=\"perf_cascade.css\" />
    <script src=\"perf_cascade.js\"></script>
  </head>
  <body>
    <div id=\"chart\"></div>
  </body>
</html>
";

/// Writes the page and what it loads into a copy of ours.
pub fn write_files(folder: &Path) {
    let package = PathBuf::from(std::env::var_os("FETCH_PLAYGROUND_PERF_CASCADE").expect(
        "FETCH_PLAYGROUND_PERF_CASCADE does not say where the package perf-cascade is. Run this \
         with `cargo xtask bench`, which fetches it.",
    ));
    let built = package.join("dist");
    let script = read(&built.join("perf-cascade.min.js"));
    write(&folder.join("perf_cascade.js"), &script);
    let style = read(&built.join("perf-cascade.css"));
    write(&folder.join("perf_cascade.css"), &style);
    write(&folder.join(PAGE), HTML);
}
