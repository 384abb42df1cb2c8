//! What to measure, and how often.

use super::browser::UnattendedEngine;

/// The measurements by name, in the order in which they run.
pub const MEASUREMENTS: [&str; 12] = [
    "rates",
    "first-bar",
    "default",
    "threads",
    "computing",
    "lessons",
    "prompt-end",
    "many",
    "waterfall",
    "zoom",
    "frames",
    "memory",
];

const USAGE: &str = "usage: [rates] [first-bar] [default] [threads] [computing] [lessons] [prompt-end] \
     [many] [waterfall] [zoom] [frames] [memory] [--pairs <number from 1 up>]\n\
     of rates: [--engine chromium|firefox|webkit] [--only <words of a title>]";

pub struct Arguments {
    names: Vec<String>,
    /// How often the page and its peer take turns.
    pub pairs: usize,
    engine: Option<UnattendedEngine>,
    only: Option<String>,
}

impl Arguments {
    /// Reads the command line; what it does not know ends the program with the usage.
    pub fn read(arguments: impl Iterator<Item = String>) -> Self {
        Self::parse(arguments).unwrap_or_else(|wrong| {
            eprintln!("{wrong}\n{USAGE}");
            std::process::exit(2);
        })
    }

    fn parse(mut arguments: impl Iterator<Item = String>) -> Result<Self, String> {
        let mut parsed = Self {
            names: Vec::new(),
            pairs: 5,
            engine: None,
            only: None,
        };
        while let Some(argument) = arguments.next() {
            match argument.as_str() {
                // Cargo says so to every benchmark.
                "--bench" => {}
                "--pairs" => {
                    let number = arguments.next().and_then(|number| number.parse().ok());
                    let at_least_one = number.filter(|&number| number >= 1);
                    parsed.pairs = at_least_one.ok_or("--pairs needs a number from 1 up")?;
                }
                "--engine" => {
                    let name = arguments.next().unwrap_or_default();
                    let engine = UnattendedEngine::ALL
                        .into_iter()
                        .find(|it| it.name() == name);
                    let unknown = || format!("there is no engine {name}");
                    parsed.engine = Some(engine.ok_or_else(unknown)?);
                }
                "--only" => {
                    let words = arguments.next();
                    parsed.only = Some(words.ok_or("--only needs words of a title")?);
                }
                name if MEASUREMENTS.contains(&name) => parsed.names.push(argument),
                unknown => return Err(format!("{unknown} is not known")),
            }
        }
        Ok(parsed)
    }

    pub fn wants(&self, name: &str) -> bool {
        self.names.is_empty() || self.names.iter().any(|wanted| wanted == name)
    }

    pub fn wants_any_but(&self, name: &str) -> bool {
        self.names.is_empty() || self.names.iter().any(|wanted| wanted != name)
    }

    pub fn wants_engine(&self, engine: UnattendedEngine) -> bool {
        self.engine.is_none_or(|wanted| wanted == engine)
    }

    pub fn wants_contest(&self, title: &str) -> bool {
        self.only
            .as_deref()
            .is_none_or(|words| title.contains(words))
    }
}
