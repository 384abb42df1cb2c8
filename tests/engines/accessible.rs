//! The main states break no rule that a machine can check, as this engine computes styles.

use crate::browser::WAIT_TIMEOUT;
use crate::documents::{both_lanes, with_faults, with_policy, workload};
use crate::in_each_engine;
use crate::screen::run;
use crate::visit::Visit;
use serde_json::json;

in_each_engine!(the_main_states_are_accessible_in_light_and_dark);

async fn assert_accessible(visit: &Visit, state: &str) {
    let page = visit.page();
    for mode in ["light", "dark"] {
        let choose = format!(
            "(() => {{
                const button = document.querySelector('button[aria-label^=\"Theme: \"]');
                if (button.ariaLabel === 'Theme: {mode}') return true;
                button.click();
            }})()"
        );
        page.until(&choose, WAIT_TIMEOUT).await;
        page.assert_accessible(format!("“{state}”, {mode}")).await;
    }
}

async fn the_main_states_are_accessible_in_light_and_dark(visit: &mut Visit) {
    assert_accessible(visit, "first").await;
    let faulty = with_faults(
        workload(40, 10),
        json!({"serverError": 0.1, "notFound": 0.1, "hang": 0.1, "drop": 0.1}),
    );
    let experiment = with_policy(both_lanes(faulty, 10), json!({"timeoutMs": 300}));
    run(visit.page(), experiment).await;
    visit.until_idle().await;
    let chosen = "document.querySelector('.errors button')?.click(),
        document.querySelector('.detail dl') !== null";
    visit.page().until(chosen, WAIT_TIMEOUT).await;
    assert_accessible(visit, "failures").await;
    visit.follow_link("lessons").await;
    let listed = "document.querySelector('.lesson-list a') !== null";
    visit.page().until(listed, WAIT_TIMEOUT).await;
    assert_accessible(visit, "lessons").await;
    visit.follow_link("lessons/too-many-at-once").await;
    visit.press_button("Run it").await;
    let answered = "document.querySelector('.lesson .verdict')?.textContent.trim()";
    visit.page().until(answered, WAIT_TIMEOUT).await;
    assert_accessible(visit, "a lesson's answer").await;
    visit.press_button("Help").await;
    visit
        .page()
        .until(
            "document.querySelector('dialog[open]') !== null",
            WAIT_TIMEOUT,
        )
        .await;
    assert_accessible(visit, "help").await;
}
