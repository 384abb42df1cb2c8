//! The table that is printed: what was measured, what was aimed at, whether it was reached.

use super::figures::Figures;

/// What a figure should be.
#[derive(Clone, Copy, Debug)]
pub enum Target {
    AtMost(f64),
    AtLeast(f64),
    /// Nothing is promised; the figure is there to be compared.
    None,
}

struct Row {
    what: String,
    measured: String,
    target: String,
    verdict: &'static str,
}

/// The rows so far.
#[derive(Default)]
pub struct Sheet {
    rows: Vec<Row>,
    remarks: Vec<String>,
    fixed_work: Vec<f64>,
}

impl Target {
    fn say(self, decimals: usize, unit: &str) -> String {
        match self {
            Self::AtMost(bound) => format!("≤ {bound:.decimals$}{unit}"),
            Self::AtLeast(bound) => format!("≥ {bound:.decimals$}{unit}"),
            Self::None => "–".to_owned(),
        }
    }

    fn verdict(self, value: f64) -> &'static str {
        let is_reached = match self {
            Self::AtMost(bound) => value <= bound,
            Self::AtLeast(bound) => value >= bound,
            Self::None => return "",
        };
        if is_reached { "reached" } else { "MISSED" }
    }
}

impl Sheet {
    /// Adds a figure: `value` is judged, `measured` is shown.
    pub fn add(&mut self, what: &str, value: f64, measured: String, target: Target) {
        self.add_with(what, value, measured, target, (0, " ms"));
    }

    /// The same with a ratio for a target.
    pub fn add_ratio(&mut self, what: &str, value: f64, measured: String, target: Target) {
        self.add_with(what, value, measured, target, (2, ""));
    }

    /// The same with megabytes.
    pub fn add_megabytes(&mut self, what: &str, value: f64, measured: String, target: Target) {
        self.add_with(what, value, measured, target, (0, " MB"));
    }

    /// The same with a share in percent.
    pub fn add_percent(&mut self, what: &str, value: f64, measured: String, target: Target) {
        self.add_with(what, value, measured, target, (1, " %"));
    }

    fn add_with(
        &mut self,
        what: &str,
        value: f64,
        measured: String,
        target: Target,
        (decimals, unit): (usize, &str),
    ) {
        // Printed at once; the table follows at the end.
        eprintln!("  {what}: {measured}");
        self.rows.push(Row {
            what: what.to_owned(),
            measured,
            target: target.say(decimals, unit),
            verdict: target.verdict(value),
        });
    }

    /// Adds a sentence below the table.
    pub fn remark(&mut self, words: String) {
        eprintln!("  {words}");
        self.remarks.push(words);
    }

    /// Keeps the time that a fixed piece of work took.
    pub fn note_fixed_work(&mut self, ms: f64) {
        self.fixed_work.push(ms);
    }

    pub fn print(&self) {
        let head = ["measured", "figure", "target", ""].map(str::to_owned);
        let rows = self.rows.iter().map(|row| {
            let Row {
                what,
                measured,
                target,
                verdict,
            } = row;
            [
                what.clone(),
                measured.clone(),
                target.clone(),
                (*verdict).to_owned(),
            ]
        });
        let lines: Vec<[String; 4]> = std::iter::once(head).chain(rows).collect();
        let width = |column: usize| {
            let lengths = lines.iter().map(|line| line[column].chars().count());
            lengths.max().unwrap_or(0)
        };
        let widths = [width(0), width(1), width(2)];
        println!();
        for [what, measured, target, verdict] in &lines {
            let [first, second, third] = widths;
            println!("{what:first$}  {measured:second$}  {target:third$}  {verdict}");
        }
        println!();
        for words in &self.remarks {
            println!("{words}");
        }
        if !self.fixed_work.is_empty() {
            let work = Figures::new(self.fixed_work.iter().copied());
            println!("The machine's own noise: a fixed piece of work took {work}.");
        }
    }
}
