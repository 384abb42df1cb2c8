//! A new build takes the old one's place: its page, its worker, its files, and nothing else's.

use super::browser::{ExpectedReport, Page, StaticSite, WAIT_TIMEOUT, wait_until};
use super::documents::{concurrent, workload};
use super::visit::{Visit, assert_runs_well, copy_of_dist, rewrite, until_all_is_kept};
use serde_json::json;
use std::collections::BTreeSet;
use std::path::Path;

pub const NEW_TITLE: &str = "Fetch Playground, the next build";
const NEW_BUILD: &str = "0123456789abcdef";

/// A build that differs from the one under test in its id and its page's title.
pub fn make_new_build(folder: &Path) {
    rewrite(folder, "service_worker.js", |script| {
        // As a person or a minifier writes it.
        let begin = script.find("BUILD").expect("the build's id is there");
        let (before, rest) = script.split_at(begin);
        let id = rest.split('"').nth(1).expect("it is a text");
        before.to_owned() + &rest.replacen(id, NEW_BUILD, 1)
    });
    rewrite(folder, "index.html", |page| {
        page.replace(
            "<title>Fetch Playground</title>",
            &format!("<title>{NEW_TITLE}</title>"),
        )
    });
}

async fn caches(page: &Page) -> BTreeSet<String> {
    let names = page.evaluate("caches.keys()").await;
    let names = names.as_array().expect("a list of caches").iter();
    names
        .filter_map(|name| name.as_str())
        .map(str::to_owned)
        .collect()
}

#[tokio::test]
async fn a_new_build_replaces_the_old_one_and_leaves_the_neighbours_alone() {
    let new_build = copy_of_dist();
    make_new_build(new_build.path());
    let site = StaticSite::serve(super::visit::dist(), "/fetch-playground/");
    let mut visit = Visit::to(site).await;
    let Visit { page, site, .. } = &mut visit;
    page.run_experiment(concurrent(workload(4, 5), 2))
        .await
        .expect("the old build runs");
    let old = caches(page).await;
    assert_eq!(old.len(), 1, "one build, one cache: {old:?}");
    // What another page of this origin keeps, even one whose scope begins like ours.
    let ours = site.url();
    let neighbours = [
        "somebody else's".to_owned(),
        format!(
            "fetch-playground {} 00",
            ours.replace("playground/", "playground-two/")
        ),
        format!("fetch-playground {ours}inner/ 00"),
    ];
    for neighbour in &neighbours {
        let open = "const [name, done] = arguments; caches.open(name).then(() => done(null));";
        page.execute_async(open, vec![json!(neighbour)]).await;
    }

    site.replace_folder(new_build.path());
    page.reload().await;
    page.until_app_ready().await;
    assert_eq!(
        page.title().await,
        NEW_TITLE,
        "a reload shows the new build"
    );
    let look = async || {
        let names = caches(page).await;
        let is_new = names.iter().any(|name| name.contains(NEW_BUILD));
        let is_old_gone = names.is_disjoint(&old);
        if is_new && is_old_gone {
            Ok(names)
        } else {
            Err(format!("{names:?}"))
        }
    };
    let left = wait_until(
        "the new build's files to replace the old ones",
        look,
        WAIT_TIMEOUT,
    )
    .await;
    assert_eq!(left.len(), 1 + neighbours.len(), "{left:?}");
    assert!(
        neighbours.iter().all(|name| left.contains(name)),
        "a neighbour is gone: {left:?}"
    );

    assert_runs_well(page).await;
    page.assert_no_console_problems().await;
    // Offline it is the new one as well.
    until_all_is_kept(page).await;
    site.stop();
    page.reload().await;
    page.until_app_ready().await;
    assert_eq!(page.title().await, NEW_TITLE);
    let report = page
        .run_experiment(concurrent(workload(20, 5), 4))
        .await
        .expect("it runs");
    ExpectedReport::lane(&report, 0).succeeded(20);
}
