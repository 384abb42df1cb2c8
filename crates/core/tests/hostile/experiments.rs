//! Experiment documents.

use playground_core::documents::experiment;
use playground_core::form::draft::Draft;
use playground_core::session::forecast::forecast;
use proptest::prelude::*;

use playground_testing::samples::Dice;
use playground_testing::urls::StandardUrls;

use crate::mutation::{mutated, mutations};
use crate::property::check;

#[test]
fn an_accepted_experiment_is_read_back_equal_and_can_be_planned() {
    check(&(any::<u64>(), mutations()), |(seed, mutations)| {
        let document = experiment::to_json(&Dice::new(seed).experiment());
        let urls = StandardUrls::default();
        let experiment = match experiment::read(mutated(document, &mutations), &urls) {
            Ok(experiment) => experiment,
            Err(refusal) => {
                prop_assert!(!refusal.to_string().is_empty());
                return Ok(());
            }
        };
        let again = experiment::read(experiment::to_json(&experiment), &urls);
        prop_assert_eq!(again.as_ref(), Ok(&experiment));
        // Larger ones take too long, many times over.
        if experiment.workload.requests <= 100 {
            prop_assert_eq!(forecast(&experiment).len(), experiment.lanes.len());
        }
        prop_assert!(
            Draft::new(&experiment).read().is_ok(),
            "its fields are valid"
        );
        Ok(())
    });
}
