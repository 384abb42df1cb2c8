//! What to measure, and how often.

/// The measurements by name, in the order in which they run.
pub const MEASUREMENTS: [&str; 14] = [
    "first-bar",
    "default",
    "peer",
    "network",
    "threads",
    "article",
    "computing",
    "lessons",
    "prompt-end",
    "many",
    "waterfall",
    "zoom",
    "frames",
    "memory",
];

const USAGE: &str = "usage: [first-bar] [default] [peer] [network] [threads] [article] [computing] \
     [lessons] [prompt-end] [many] [waterfall] [zoom] [frames] [memory] [--pairs <number from 1 up>]";

pub struct Arguments {
    names: Vec<String>,
    /// How often the page and its peer take turns.
    pub pairs: usize,
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
            pairs: 7,
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
                name if MEASUREMENTS.contains(&name) => parsed.names.push(argument),
                unknown => return Err(format!("{unknown} is not known")),
            }
        }
        Ok(parsed)
    }

    pub fn wants(&self, name: &str) -> bool {
        self.names.is_empty() || self.names.iter().any(|wanted| wanted == name)
    }
}
