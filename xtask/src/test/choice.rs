//! Which steps the words of the command line mean.

use std::ffi::OsString;

use super::steps::{Action, Step, all};
use crate::engines::Engine;
use crate::failure::Failure;

/// Several steps under one name: what to run while working.
const QUICK: (&str, [&str; 3]) = ("quick", ["fmt", "clippy", "native"]);

/// The option before the name of an engine.
const ENGINE: &str = "--engine";
/// The engine of the end-to-end tests.
const CHROMIUM: &str = "chromium";

/// The steps that the words name, in their own order; all of them for no word. Words after the
/// name of a step that runs tests, or of an engine, are names of tests.
pub fn chosen(words: &[OsString]) -> Result<Vec<Step>, Failure> {
    let Some(option) = words.iter().position(|word| word == ENGINE) else {
        return of_names(words);
    };
    let (before, after) = (&words[..option], &words[option + 1..]);
    let Some((name, tests)) = after.split_first() else {
        return Err(unknown_engine(""));
    };
    let name = name.to_string_lossy();
    let engine = Engine::ALL.into_iter().find(|it| it.name() == name);
    let step = match engine {
        Some(_) => "engines",
        None if name == CHROMIUM => "end-to-end",
        None => return Err(unknown_engine(&name)),
    };
    let named: Vec<_> = [before, &[step.into()], tests].concat();
    let mut steps = of_names(&named)?;
    for its in steps.iter_mut().filter(|its| its.name == step) {
        its.engine = engine;
    }
    Ok(steps)
}

fn unknown_engine(name: &str) -> Failure {
    let others = Engine::ALL.map(Engine::name).join(", ");
    Failure::new(
        format!("there is no engine {name}"),
        format!("The engines are: {CHROMIUM}, {others}. Names of tests come after the engine."),
    )
}

fn of_names(words: &[OsString]) -> Result<Vec<Step>, Failure> {
    // WebKit's driver is there for Linux only; who names the step is told so.
    let is_usual = |step: &Step| cfg!(target_os = "linux") || step.name != "engines";
    let mut steps: Vec<(bool, Step)> = all()
        .map(|step| (words.is_empty() && is_usual(&step), step))
        .into();
    let mut last: Option<&str> = None;
    for word in words {
        let text = word.to_string_lossy();
        let names = if *text == *QUICK.0 {
            QUICK.1.to_vec()
        } else {
            vec![&*text]
        };
        let mut is_known = false;
        for (is_chosen, step) in &mut steps {
            if names.contains(&step.name) {
                (*is_chosen, is_known) = (true, true);
                last = Some(step.name);
            }
        }
        let takes_it = |step: &&mut (bool, Step)| {
            Some(step.1.name) == last && matches!(step.1.action, Action::Test(_))
        };
        match steps.iter_mut().find(takes_it) {
            _ if is_known => {}
            Some((_, step)) => step.filters.push(word.clone()),
            None => return Err(unknown(&text)),
        }
    }
    let chosen = steps.into_iter().filter(|(is_chosen, _)| *is_chosen);
    Ok(chosen.map(|(_, step)| step).collect())
}

fn unknown(word: &str) -> Failure {
    let mut names: Vec<&str> = all().iter().map(|step| step.name).collect();
    names.dedup();
    Failure::new(
        format!("there is no step {word}"),
        format!(
            "The steps are: {}; {} is {}. Names of tests come after a step that runs tests.",
            names.join(", "),
            QUICK.0,
            QUICK.1.join(", ")
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps(words: &[&str]) -> Vec<Step> {
        let words: Vec<OsString> = words.iter().map(OsString::from).collect();
        chosen(&words).unwrap()
    }

    fn labels(words: &[&str]) -> Vec<&'static str> {
        steps(words).iter().map(|step| step.label).collect()
    }

    #[test]
    fn no_name_means_every_step() {
        let elsewhere = usize::from(!cfg!(target_os = "linux"));
        assert_eq!(labels(&[]).len(), all().len() - elsewhere);
    }

    #[test]
    fn named_steps_run_in_their_own_order() {
        assert_eq!(
            labels(&["docs", "clippy"]),
            [
                "lints, native",
                "lints, in the browser",
                "lints, end to end",
                "documentation"
            ]
        );
    }

    #[test]
    fn quick_means_format_lints_and_native_tests() {
        let quick = [
            "format",
            "lints, native",
            "lints, in the browser",
            "lints, end to end",
            "native tests",
        ];
        assert_eq!(labels(&["quick"]), quick);
    }

    #[test]
    fn words_after_a_step_with_tests_are_names_of_tests() {
        let steps = steps(&["build", "end-to-end", "offline", "crash"]);
        assert_eq!(steps.len(), 2);
        assert!(steps[0].filters.is_empty());
        assert_eq!(steps[1].filters, ["offline", "crash"]);
    }

    #[test]
    fn an_engine_means_the_step_that_tests_it_and_leaves_the_others_out() {
        for (words, expected) in [
            ("--engine firefox", ("engines", "--skip webkit::")),
            (
                "--engine webkit keys urls",
                ("engines", "--skip firefox:: keys urls"),
            ),
            ("--engine chromium offline", ("end-to-end", "offline")),
            ("engines webkit", ("engines", "webkit")),
        ] {
            let words: Vec<_> = words.split(' ').collect();
            let [step] = &steps(&words)[..] else {
                panic!("{words:?} are one step")
            };
            let arguments = step.arguments().join(" ".as_ref());
            assert_eq!((step.name, &*arguments.to_string_lossy()), expected);
        }
        assert_eq!(labels(&["build", "--engine", "webkit"]).len(), 2);
    }

    #[test]
    fn an_unknown_engine_is_refused_with_the_list() {
        for words in [
            vec!["--engine".into()],
            vec!["--engine".into(), "opera".into()],
        ] {
            let failure = chosen(&words).err().unwrap().to_string();
            assert!(failure.contains("no engine"), "{failure}");
            assert!(failure.contains("chromium, firefox, webkit"), "{failure}");
        }
    }

    #[test]
    fn an_unknown_step_is_refused_with_the_list() {
        for words in [vec!["clipy".into()], vec!["fmt".into(), "clipy".into()]] {
            let failure = chosen(&words).err().unwrap().to_string();
            assert!(failure.contains("no step clipy"), "{failure}");
            assert!(failure.contains("fmt, clippy, native"), "{failure}");
        }
    }
}
