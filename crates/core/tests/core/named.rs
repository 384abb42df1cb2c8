//! Enums with names: every name is its own, and is read back.

use std::collections::BTreeSet;

use playground_core::experiment::source::SourceKind;
use playground_core::experiment::strategy::{LimitSetting, StrategyKind, Waiting};
use playground_core::experiment::url::UrlProblem;
use playground_core::experiment::workload::{Distribution, Fault, OverflowPolicy, WorkKind};
use playground_core::experiment::{Backoff, Lock, OnError};
use playground_core::named::Named;
use playground_core::run::browser_times::Protocol;
use playground_core::run::event::Ending;
use playground_core::run::flight_phases::FlightPhase;
use playground_core::run::outcome::{CancelledBy, NetworkCause, OutcomeKind};

/// The names and old names of a type that are not read back as what they name.
fn unreadable<T: Named + PartialEq>() -> Vec<&'static str> {
    let named = T::ALL.iter().flat_map(|&one| {
        let names = [Some(one.name()), one.old_name()];
        names.into_iter().flatten().map(move |name| (one, name))
    });
    named
        .filter(|&(one, name)| T::from_name(name) != Some(one))
        .map(|(_, name)| name)
        .collect()
}

/// The names that are not lower camel case, and those that name two variants.
fn unfit<T: Named>() -> Vec<&'static str> {
    let mut seen = BTreeSet::new();
    let is_camel_case = |name: &str| {
        name.starts_with(|first: char| first.is_ascii_lowercase())
            && name.chars().all(|c| c.is_ascii_alphanumeric())
    };
    let names = T::ALL.iter().map(|one| one.name());
    names
        .filter(|name| !is_camel_case(name) || !seen.insert(*name))
        .collect()
}

#[test]
fn every_name_in_documents_is_read_back_as_its_variant() {
    let unreadable = [
        unreadable::<Backoff>(),
        unreadable::<CancelledBy>(),
        unreadable::<Distribution>(),
        unreadable::<Ending>(),
        unreadable::<Fault>(),
        unreadable::<FlightPhase>(),
        unreadable::<LimitSetting>(),
        unreadable::<Lock>(),
        unreadable::<NetworkCause>(),
        unreadable::<OnError>(),
        unreadable::<OutcomeKind>(),
        unreadable::<OverflowPolicy>(),
        unreadable::<Protocol>(),
        unreadable::<SourceKind>(),
        unreadable::<StrategyKind>(),
        unreadable::<UrlProblem>(),
        unreadable::<Waiting>(),
        unreadable::<WorkKind>(),
    ];
    assert_eq!(unreadable.concat(), [""; 0]);
}

#[test]
fn every_name_in_documents_is_camel_case_and_is_used_once() {
    // The names of protocols are ids that a registry decides.
    let unfit = [
        unfit::<Backoff>(),
        unfit::<CancelledBy>(),
        unfit::<Distribution>(),
        unfit::<Ending>(),
        unfit::<Fault>(),
        unfit::<FlightPhase>(),
        unfit::<LimitSetting>(),
        unfit::<Lock>(),
        unfit::<NetworkCause>(),
        unfit::<OnError>(),
        unfit::<OutcomeKind>(),
        unfit::<OverflowPolicy>(),
        unfit::<SourceKind>(),
        unfit::<StrategyKind>(),
        unfit::<UrlProblem>(),
        unfit::<Waiting>(),
        unfit::<WorkKind>(),
    ];
    assert_eq!(unfit.concat(), [""; 0]);
}

#[test]
fn a_name_that_is_none_is_not_read() {
    for name in ["", "Sequential", "sequential ", "threaded"] {
        assert_eq!(StrategyKind::from_name(name), None, "{name:?}");
    }
}

#[test]
fn the_old_name_of_an_unknown_cause_is_still_read() {
    assert_eq!(NetworkCause::Unknown.name(), "unknown");
    assert_eq!(
        NetworkCause::from_name("untold"),
        Some(NetworkCause::Unknown)
    );
    let old = NetworkCause::ALL
        .iter()
        .filter_map(|cause| cause.old_name());
    assert_eq!(old.collect::<Vec<_>>(), ["untold"]);
}

#[test]
fn a_message_lists_the_names_of_the_table() {
    assert_eq!(
        StrategyKind::expected(),
        "one of sequential, batched, concurrent, threads, blocking"
    );
    assert_eq!(Waiting::expected(), "syncXhr or awaitedFetch");
    assert_eq!(
        Ending::expected(),
        "one of completed, stopped, failedFast, crashed, noWorkers"
    );
    let only = StrategyKind::expected_of(|kind| kind == StrategyKind::Threads);
    assert_eq!(only, "threads");
}
