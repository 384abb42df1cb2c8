//! What each binary exports: an export that lands in the wrong one drags its code along.

use super::browser::Page;
use super::visit::Visit;
use std::collections::BTreeSet;

/// The exports that are not ours: wasm-bindgen's two functions, and the classes of wasm-streams,
/// which Leptos depends on.
const NOT_OURS: [&str; 5] = [
    "default",
    "initSync",
    "IntoUnderlyingByteSource",
    "IntoUnderlyingSink",
    "IntoUnderlyingSource",
];

/// Our names among those that a script's object exports.
async fn own_names(page: &Page, object: &str) -> BTreeSet<String> {
    let names = page.evaluate(&format!("Object.keys({object})")).await;
    let names = names.as_array().expect("a list of names").iter();
    let names = names.map(|name| name.as_str().expect("a name").to_owned());
    names
        .filter(|name| !NOT_OURS.contains(&name.as_str()))
        .collect()
}

fn set(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|&name| name.to_owned()).collect()
}

#[tokio::test]
async fn the_app_exports_only_the_console_api() {
    let visit = Visit::start().await;
    let names = own_names(&visit.page, "window.wasmBindings").await;
    let api = [
        "defaultExperiment",
        "runExperiment",
        "readReport",
        "showReport",
    ];
    assert_eq!(names, &set(&api) | &set(&["start"]));
}

#[tokio::test]
async fn the_service_worker_exports_only_what_its_shell_calls() {
    let visit = Visit::start().await;
    let load = "new Promise((loaded, failed) => {
        const script = document.createElement('script');
        script.src = 'lab_service_worker.js';
        script.onload = () => loaded(true);
        script.onerror = failed;
        document.head.append(script);
    })";
    visit.page.evaluate(load).await;
    let names = own_names(&visit.page, "wasm_bindgen").await;
    assert_eq!(names, set(&["answer", "receive"]));
}
