//! The page against the same requests written by hand, taking turns in one tab.

use playground_core::units::RunId;
use serde_json::Value;

use super::browser::{ExpectedReport, Page};
use super::documents::{Contest, Load};
use super::figures::Figures;
use super::peer;
use super::sheet::{Sheet, Target};
use super::visit::Visit;

const LOAD: Load = Load {
    requests: 1_000,
    latency_ms: 530,
    limit: 100,
};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Ours,
    Theirs,
}

/// Makespans of both sides.
pub struct Turns {
    ours: Vec<f64>,
    theirs: Vec<f64>,
    /// The longest freeze in each of ours.
    freezes: Vec<f64>,
}

impl Turns {
    pub fn ours(&self) -> Figures {
        Figures::new(self.ours.iter().copied())
    }

    pub fn theirs(&self) -> Figures {
        Figures::new(self.theirs.iter().copied())
    }

    /// Adds the ratio of the medians, which is to be at most 1.05.
    pub fn add_ratio(&self, sheet: &mut Sheet, what: &str) {
        let ratio = self.ours().median() / self.theirs().median();
        let by_pair = self.ours.iter().zip(&self.theirs);
        let by_pair = Figures::new(by_pair.map(|(ours, theirs)| ours / theirs));
        let (least, greatest) = (by_pair.least(), by_pair.greatest());
        let measured = format!("{ratio:.3} (pair by pair {least:.3} to {greatest:.3})");
        sheet.add_ratio(what, ratio, measured, Target::AtMost(1.05));
    }
}

pub async fn measure(visit: &Visit, sheet: &mut Sheet, pairs: usize) {
    let contest = Contest {
        load: LOAD,
        origin: None,
    };
    let turns = take_turns(visit, sheet, &contest, pairs).await;
    let (ours, theirs) = (turns.ours(), turns.theirs());
    let what = "1,000 × 530 ms, limit 100: the page";
    sheet.add(what, ours.median(), ours.to_string(), Target::None);
    let what = "the same by hand (p-limit, fetch)";
    sheet.add(what, theirs.median(), theirs.to_string(), Target::None);
    turns.add_ratio(sheet, "the page over by hand");
    let freezes = Figures::new(turns.freezes.iter().copied());
    sheet.add(
        "longest freeze while the page runs it",
        freezes.median(),
        freezes.to_string(),
        Target::AtMost(50.0),
    );
    let (ideal, halves) = (LOAD.ideal_ms(), against_itself(&turns.theirs));
    sheet.remark(format!(
        "Ideal {ideal:.0} ms. Noise: by hand against by hand, every second round against the \
         others, the ratio is {halves:.3}."
    ));
}

/// Ours, theirs, theirs, ours, …: a machine that slows down slows both.
pub async fn take_turns(
    visit: &Visit,
    sheet: &mut Sheet,
    contest: &Contest,
    pairs: usize,
) -> Turns {
    // What was measured before leaves nothing behind in the tab.
    visit.open().await;
    let page = &visit.page;
    let (load, lab) = (contest.load, contest.lab());
    let mut turns = Turns {
        ours: Vec::new(),
        theirs: Vec::new(),
        freezes: Vec::new(),
    };
    // One of each that does not count: the first run of anything compiles.
    run_ours(page, contest).await;
    peer::run(page, load, &lab, RunId(0)).await;
    for round in 0..pairs {
        visit.note_fixed_work(sheet).await;
        let order = match round % 2 {
            0 => [Side::Ours, Side::Theirs],
            _ => [Side::Theirs, Side::Ours],
        };
        for side in order {
            if side == Side::Ours {
                let (makespan, freeze) = run_ours(page, contest).await;
                turns.ours.push(makespan);
                turns.freezes.push(freeze);
            } else {
                let by_hand = peer::run(page, load, &lab, RunId(round as u64 + 1)).await;
                turns.theirs.push(by_hand.makespan_ms);
            }
        }
        if let (Some(ours), Some(theirs)) = (turns.ours.last(), turns.theirs.last()) {
            eprintln!(
                "  round {}: the page {ours:.0} ms, by hand {theirs:.0} ms",
                round + 1
            );
        }
    }
    turns
}

/// The makespan and the longest freeze, in ms.
async fn run_ours(page: &Page, contest: &Contest) -> (f64, f64) {
    let report = page.run_experiment(contest.experiment()).await;
    let report: Value = report.unwrap_or_else(|refusal| panic!("the page refused: {refusal}"));
    let load = contest.load;
    let (requests, limit) = (u64::from(load.requests), u64::from(load.limit));
    let lane = ExpectedReport::lane(&report, 0)
        .succeeded(requests)
        .outcomes_sum_to(requests)
        .max_in_flight(limit)
        .max_in_flight_at_source_at_most(limit)
        .makespan_at_least_ideal();
    (lane.number("makespanMs"), lane.number("longestFreezeMs"))
}

/// The median of every second value over that of the others; 1 on a quiet machine.
fn against_itself(values: &[f64]) -> f64 {
    if values.len() < 2 {
        return 1.0;
    }
    let every_second = |from: usize| Figures::new(values.iter().skip(from).step_by(2).copied());
    every_second(0).median() / every_second(1).median()
}
