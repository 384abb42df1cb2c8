//! The table in the documents: a row for each fault, a column for each engine.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::Row;

/// If set, a test writes its engine's column instead of comparing it.
const WRITE: &str = "FETCH_PLAYGROUND_WRITE_DOCS";

const ENGINES: [&str; 3] = ["Chromium", "Firefox", "WebKit"];
const UNKNOWN: &str = "?";

pub struct Table {
    /// The text before the table.
    before: String,
    /// The fault, and a cell for each engine.
    rows: Vec<(String, [String; ENGINES.len()])>,
}

impl Table {
    /// Compares the engine's column with what came of the faults.
    #[track_caller]
    pub fn check(engine: &str, rows: &[Row]) {
        // Two engines may come to their end at the same time.
        static FILE: Mutex<()> = Mutex::new(());
        let _turn = FILE.lock().unwrap_or_else(PoisonError::into_inner);
        let place = ENGINES.iter().position(|known| *known == engine);
        let place = place.expect("a known engine");
        let mut table = Self::read();
        if std::env::var_os(WRITE).is_some() {
            table.take(place, rows);
            std::fs::write(path(), table.text()).expect("the table can be written");
            return;
        }
        let written = table
            .rows
            .iter()
            .map(|(name, cells)| (&**name, &*cells[place]));
        let wrong: Vec<_> = written
            .zip(rows)
            .filter(|(written, (name, cell))| *written != (name, cell))
            .map(|(written, row)| format!("{written:?}\n    came out as {row:?}"))
            .collect();
        assert!(
            wrong.is_empty() && table.rows.len() == rows.len(),
            "docs/faults.md does not say what {engine} does. If it is right so, run this with \
             {WRITE}=1 and look at the difference.\n{}",
            wrong.join("\n")
        );
    }

    fn read() -> Self {
        let text = std::fs::read_to_string(path()).expect("docs/faults.md is there");
        let (before, table) = text.split_once("| Fault ").expect("a table of faults");
        let lines = table.lines().skip(2);
        let rows = lines.map(|line| {
            let mut cells = line
                .trim_matches('|')
                .split('|')
                .map(|cell| cell.trim().to_owned());
            let name = cells.next().unwrap_or_default();
            (name, ENGINES.map(|_| cells.next().unwrap_or_default()))
        });
        Self {
            before: before.to_owned(),
            rows: rows.collect(),
        }
    }

    /// Takes the names and the order of these rows; what another engine does in a new row is not
    /// known yet.
    fn take(&mut self, place: usize, rows: &[Row]) {
        let row = |(name, cell): &Row| {
            let known = self.rows.iter().find(|(known, _)| known == name);
            let mut cells = match known {
                Some((_, cells)) => cells.clone(),
                None => ENGINES.map(|_| UNKNOWN.to_owned()),
            };
            cells[place].clone_from(cell);
            ((*name).to_owned(), cells)
        };
        self.rows = rows.iter().map(row).collect();
    }

    fn text(&self) -> String {
        let mut text = format!("{}| Fault | {} |\n", self.before, ENGINES.join(" | "));
        text += "| --- | --- | --- | --- |\n";
        for (name, cells) in &self.rows {
            text += &format!("| {name} | {} |\n", cells.join(" | "));
        }
        text
    }
}

fn path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/faults.md")
}
