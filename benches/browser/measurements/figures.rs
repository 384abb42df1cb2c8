//! Several measurements of one thing, and what to say of them.

use std::fmt;

/// At least one value.
#[derive(Clone, Debug)]
pub struct Figures(Vec<f64>);

impl Figures {
    /// Panics for none: a measurement that measured nothing is an error.
    #[track_caller]
    pub fn new(values: impl IntoIterator<Item = f64>) -> Self {
        let mut values: Vec<f64> = values.into_iter().collect();
        assert!(!values.is_empty(), "nothing was measured");
        values.sort_by(f64::total_cmp);
        Self(values)
    }

    pub fn median(&self) -> f64 {
        let middle = self.0.len() / 2;
        if self.0.len() % 2 == 1 {
            self.0[middle]
        } else {
            f64::midpoint(self.0[middle - 1], self.0[middle])
        }
    }

    pub fn least(&self) -> f64 {
        self.0[0]
    }

    pub fn greatest(&self) -> f64 {
        self.0[self.0.len() - 1]
    }

    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// With this many decimals: the median, and in how many rounds it ranged from where to where.
    pub fn say(&self, decimals: usize, unit: &str) -> String {
        let Self(values) = self;
        match values.as_slice() {
            [only] => format!("{only:.decimals$}{unit}"),
            _ => format!(
                "{:.decimals$}{unit} ({:.decimals$} to {:.decimals$}, {} rounds)",
                self.median(),
                self.least(),
                self.greatest(),
                self.count()
            ),
        }
    }
}

impl fmt::Display for Figures {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.say(0, " ms"))
    }
}
