use super::new_build::make_new_build;
use super::browser::{ExpectedReport, PATIENCE, Page, StaticSite, wait_until};
use super::documents::{concurrent, workload};
use super::visit::{Visit, copy_of_dist, rewrite};
use serde_json::json;
use std::collections::BTreeSet;
use std::path::Path;
#[tokio::test]
async fn probe_half_way() {
    let t0 = std::time::Instant::now(); let new_build = copy_of_dist();
    println!("{:?} line {}", t0.elapsed(), line!());
    make_new_build(new_build.path());
    println!("{:?} line {}", t0.elapsed(), line!());
    let visit = Visit::start().await;
    println!("{:?} line {}", t0.elapsed(), line!());
    let Visit {
        page, site, screen, ..
    } = &visit;
    println!("{:?} line {}", t0.elapsed(), line!());
    page.run_experiment(concurrent(workload(2, 5), 2))
        .await
        .expect("the old build runs");
    let started = page
        .start_experiment(concurrent(workload(200, 200), 10))
        .await;
    screen
        .until_says(super::screen::CONCURRENT, "in flight 10 ·")
        .await;
    site.replace_folder(new_build.path());
    println!("{:?} line {}", t0.elapsed(), line!());
    let update = "navigator.serviceWorker.getRegistration().then(found => found.update())
        .then(() => true)";
    page.evaluate(update).await;
    println!("{:?} line {}", t0.elapsed(), line!());
    for _ in 0..6 { println!("{:?} {}", t0.elapsed(), screen.text_of("Concurrent").await.chars().take(120).collect::<String>()); println!("{}", page.evaluate("navigator.serviceWorker.getRegistration().then(r=>[r.installing,r.waiting,r.active].map(w=>w&&w.state).join())").await); tokio::time::sleep(std::time::Duration::from_millis(1000)).await; }
    let report = started.result().await.expect("it ends");
    println!("{:?} line {}", t0.elapsed(), line!());
    let lane = ExpectedReport::lane(&report, 0)
        .outcomes_sum_to(200)
        .times_in_order();
    // The new lab counted but a part of it, and a part is not this run's count.
    assert!(
        lane.number_of("succeeded") >= 190,
        "at most what was in flight is lost"
    );
    println!("{:?} line {}", t0.elapsed(), line!());
    let report = page
        .run_experiment(concurrent(workload(20, 5), 4))
        .await
        .expect("it runs");
    ExpectedReport::lane(&report, 0)
        .succeeded(20)
        .max_in_flight_at_source_at_most(4);
    page.assert_no_console_problems_but_failed_loads().await;
    println!("{:?} line {}", t0.elapsed(), line!());
}
