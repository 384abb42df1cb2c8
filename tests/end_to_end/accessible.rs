//! Every screen of the page breaks no rule that a machine can check: see [`Scene`] for the screens
//! and [`MODES`] for the colourings.

use super::documents::{both_lanes, workload};
use super::scenes::{MODES, Scene};
use super::visit::Visit;

const SIZES: [(u32, u32); 2] = [(1_280, 800), (390, 844)];

async fn assert_accessible(scene: Scene) {
    let visit = Visit::start().await;
    let Visit { page, screen, .. } = &visit;
    scene.show(screen).await;
    for mode in MODES {
        screen.choose_theme(mode).await;
        for (width, height) in SIZES {
            page.set_viewport(width, height).await;
            let looked_at = format!("“{}”, {mode}, {width}×{height}", scene.name());
            page.assert_accessible(looked_at).await;
        }
    }
}

macro_rules! accessible {
    ($($name:ident: $scene:ident;)*) => {$(
        #[tokio::test]
        async fn $name() {
            assert_accessible(Scene::$scene).await;
        }
    )*};
}

accessible! {
    the_first_screen: First;
    the_settings_unfolded: Unfolded;
    a_setting_out_of_range: Mistyped;
    a_run: Running;
    a_run_that_has_ended: Done;
    failures_and_a_selected_request: Failures;
    waterfalls_by_slot: BySlot;
    the_debug_log: DebugLog;
    the_list_of_own_urls: OwnUrls;
    the_help: Help;
    the_question_before_third_party_hosts: Permission;
    the_list_of_lessons: Lessons;
    a_lesson_that_asks: LessonAsking;
    a_lesson_with_its_answer_and_its_next_step: LessonAnswered;
    a_lesson_with_a_curve: LessonCurve;
}

#[tokio::test]
async fn a_broken_rule_is_found_and_named() {
    let visit = Visit::start().await;
    let small = both_lanes(workload(5, 5), 5);
    let run = visit.page.run_experiment(small);
    run.await.expect("it runs");
    let spoil = "document.querySelector('#chosen-request').removeAttribute('placeholder');
        document.querySelector('label[for=chosen-request]').remove();";
    visit.page.execute(spoil, vec![]).await;
    let violations = visit.page.accessibility_violations().await;
    let label = violations.iter().find(|violation| violation.id == "label");
    let said = label.map(ToString::to_string).unwrap_or_default();
    for words in ["must have labels", "id=\"chosen-request\"", "Fix any"] {
        assert!(said.contains(words), "it says: {said}");
    }
}
