//! An arrow never points up: the source tree is read and held to the floors of
//! the house, and arrows that point up are tried on.

use std::fs;
use std::path::{Path, PathBuf};

use support::house_rules::{Floor, assert_clean, assert_found, offences};

mod support;

fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    let mut folders = vec![root.join("src")];
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(&folder).expect("the folder can be read");
        for entry in entries {
            let path: PathBuf = entry.expect("the folder can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|kind| kind == "rs") {
                let source = fs::read_to_string(&path).expect("the file can be read");
                let path = path.strip_prefix(root).expect("it is below the root");
                found.push((path.to_string_lossy().replace('\\', "/"), source));
            }
        }
    }
    found.sort_unstable();
    found
}

#[test]
fn the_source_tree_keeps_the_rules_of_the_house() {
    let offences: Vec<String> = sources()
        .iter()
        .flat_map(|(path, source)| offences(path, source))
        .collect();
    assert!(offences.is_empty(), "\n{}", offences.join("\n"));
}

#[test]
fn the_whole_tree_was_read() {
    let sources = sources();
    for file in [
        "src/lib.rs",
        "src/main.rs",
        "src/model/mod.rs",
        "src/engine/lane.rs",
    ] {
        assert!(
            sources.iter().any(|(path, _)| path == file),
            "{file} was not read"
        );
    }
    let on = |floor| {
        let is_on = |(path, _): &&(String, String)| Floor::of(path) == Some(floor);
        sources.iter().filter(is_on).count()
    };
    assert!(on(Floor::Model) >= 10 && on(Floor::Pure) >= 10 && on(Floor::Engine) >= 4);
}

#[test]
fn an_arrow_that_points_up_is_found() {
    let cases = [
        (
            "src/model/run.rs",
            "use crate::lab::state::LabState;",
            "crate::lab",
        ),
        (
            "src/model/run.rs",
            "use crate::view::app::App;",
            "crate::view",
        ),
        (
            "src/model/run.rs",
            "fn f() -> crate::timeline::Px { g() }",
            "crate::timeline",
        ),
        (
            "src/lab/answer.rs",
            "use crate::engine::gate::Gate;",
            "crate::engine",
        ),
        (
            "src/export/report.rs",
            "use crate::state::store::Store;",
            "crate::state",
        ),
        (
            "src/engine/lane.rs",
            "use crate::browser::clock;",
            "crate::browser",
        ),
        (
            "src/browser/fetch.rs",
            "use crate::state::store::Store;",
            "crate::state",
        ),
        (
            "src/state/store.rs",
            "use crate::view::app::App;",
            "crate::view",
        ),
    ];
    for (path, source, what) in cases {
        assert_found(path, source, what);
    }
}

#[test]
fn an_arrow_is_found_however_it_is_written() {
    let ways = [
        "use crate::{model::run::Run, view::app::App};",
        "use crate::{\n    model::{run::Run, units::Span},\n    view,\n};",
        "use super::super::view::app::App;",
        "use self::super::super::view::app::App;",
        "use super::super::{model, view::app};",
        "use crate :: /* up */ view :: app;",
        "fn f() { let x = \"}\"; let y = '\"'; crate::view::draw(x) }",
        "use fetch_playground::view::app::App;",
    ];
    for source in ways {
        assert_found("src/engine/lane.rs", source, "crate::view");
    }
    assert_found("src/engine/mod.rs", "use super::view;", "crate::view");
    assert_found(
        "src/browser/canvas/plot.rs",
        "use super::super::super::view;",
        "crate::view",
    );
    assert_found("src/model/run.rs", "use crate::*;", "crate::*");
    assert_found("src/model/run.rs", "use crate as house;", "crate::*");
}

#[test]
fn an_arrow_that_points_down_or_stays_is_no_offence() {
    let cases = [
        ("src/model/run.rs", "use super::units::Span;"),
        (
            "src/model/run.rs",
            "use crate::model::{event::{Step, Ending}, units::*};",
        ),
        ("src/lab/answer.rs", "use crate::model::plan::Answer;"),
        ("src/engine/lane.rs", "use super::super::model::plan::Plan;"),
        ("src/browser/fetch.rs", "use crate::engine::ports::Fetch;"),
        ("src/browser/canvas/plot.rs", "use super::super::view;"),
        (
            "src/state/store.rs",
            "use crate::{browser::clock, engine::lane, model::run};",
        ),
        ("src/view/app.rs", "use crate::state::store::Store;"),
        ("src/main.rs", "use fetch_playground::view::app::App;"),
    ];
    for (path, source) in cases {
        assert_clean(path, source);
    }
}

#[test]
fn what_only_looks_like_an_arrow_is_no_offence() {
    let innocent = [
        "// use crate::view::app::App;",
        "/* one /* two */ use crate::view; */",
        "/// See [`crate::view`].\nfn f() {}",
        "const TEXT: &str = \"crate::view and web_sys\";",
        "const TEXT: &str = r#\"a \" crate::view\"#;",
        "fn f<'a>(x: &'a str) -> char { 'c' }",
        "fn view(crates: u32) -> u32 { crates }",
    ];
    for source in innocent {
        assert_clean("src/model/run.rs", source);
    }
}
