//! What the page shows before a run: the expected times, the question about third-party
//! servers, and the theme.

use playground_core::experiment::strategy::Strategy;
use playground_core::experiment::workload::{WorkKind, Workload};
use playground_core::experiment::{Experiment, Policy};
use playground_core::session::forecast::forecast;
use playground_core::session::question::Question;
use playground_core::session::theme::Theme;
use playground_core::units::Span;

use super::scenes::{CONCURRENT, SEQUENTIAL, experiment, experiment_of_urls};
use crate::rows::assert_rows;

#[test]
fn the_forecast_is_the_ideal_of_each_lane_that_has_a_plan() {
    let lanes = [SEQUENTIAL, CONCURRENT, Strategy::Threads { workers: 2 }];
    let forecast_ms = |experiment: &Experiment| {
        let spans = forecast(experiment).into_iter();
        spans.map(|span| span.map(Span::ms)).collect::<Vec<_>>()
    };
    let rows = [
        (
            "lab",
            experiment(8, &lanes),
            vec![Some(800.0), Some(200.0), Some(400.0)],
        ),
        (
            "the user's URLs",
            experiment_of_urls(&["https://a.test/"], &lanes),
            vec![None; 3],
        ),
        ("no lanes", experiment(8, &[]), vec![]),
    ];
    assert_rows(
        rows.map(|(name, experiment, expected)| {
            (name.to_owned(), forecast_ms(&experiment), expected)
        }),
    );
}

#[test]
fn requests_to_third_party_servers_need_a_permission() {
    let own = "http://127.0.0.1:8080/a";
    let urls = [
        own,
        "https://a.test/1",
        "https://b.test/",
        "https://a.test/2",
    ];
    let lanes = [SEQUENTIAL, CONCURRENT];
    let foreign = experiment_of_urls(&urls, &lanes);
    let computing = Experiment {
        workload: Workload {
            kind: WorkKind::Compute,
            ..foreign.workload
        },
        ..foreign.clone()
    };
    let rows = [
        ("lab", experiment(4, &lanes), false),
        (
            "the page's own server",
            experiment_of_urls(&[own], &lanes),
            false,
        ),
        ("computing only", computing, false),
        ("third-party servers", foreign, true),
    ];
    assert_rows(rows.map(|(name, experiment, expected)| {
        (
            name.to_owned(),
            Question::about(&experiment).is_some(),
            expected,
        )
    }));
}

#[test]
fn the_question_names_hosts_lanes_and_the_most_retries_of_any_lane() {
    let urls = [
        "http://127.0.0.1:8080/a",
        "https://a.test/1",
        "https://a.test/2",
    ];
    let mut foreign = experiment_of_urls(&urls, &[SEQUENTIAL, CONCURRENT]);
    foreign.policy = Policy {
        retries: 1,
        ..Policy::default()
    };
    foreign.lanes[1].overrides.retries = Some(3);
    let question = Question::about(&foreign).expect("it asks");
    let hosts = question
        .hosts
        .iter()
        .map(|host| (&host.name[..], host.requests));
    assert_eq!(hosts.collect::<Vec<_>>(), [("a.test", 2)]);
    assert_eq!((question.lanes, question.retries), (2, 3));
}

#[test]
fn the_button_goes_through_every_theme_and_back_to_the_first() {
    let mut theme = Theme::default();
    for expected in Theme::ALL {
        assert_eq!(theme, expected);
        theme = theme.next();
    }
    assert_eq!(theme, Theme::default());
}

#[test]
fn a_theme_is_stored_by_its_name_and_says_whether_it_is_dark() {
    let rows = [
        (Theme::System, [false, true]),
        (Theme::Light, [false, false]),
        (Theme::Dark, [true, true]),
        (Theme::Projector, [false, false]),
    ];
    assert_rows(rows.map(|(theme, dark)| {
        let actual = (
            Theme::from_name(theme.name()),
            [false, true].map(|system| theme.is_dark(system)),
        );
        (theme.name().to_owned(), actual, (Some(theme), dark))
    }));
    assert_eq!(Theme::from_name("sepia"), None);
}
