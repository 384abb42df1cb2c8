//! Every lesson with all its steps: how far off the predictions are, against what the lesson
//! promises on its page.

use playground_core::documents::experiment::to_json;
use playground_core::documents::report::{self, RecordedLane};
use playground_core::experiment::Experiment;
use playground_core::experiment::plan::Plan;
use playground_core::experiment::source::{HTTP1_ORIGIN, Source};
use playground_core::lessons::catalogue::lessons;
use playground_core::lessons::formula::FormulaInputs;
use playground_core::lessons::lesson::{Check, Relation};
use playground_core::lessons::measure::Observed;
use playground_core::run::at_servers::max_at_servers;

use super::figures::Figures;
use super::lab_server::LabServer;
use super::sheet::{Sheet, Target};
use super::visit::Visit;
use playground_testing::urls::StandardUrls;

const ROUNDS: usize = 3;
/// A quarter of a minute and more each.
const LONG: [&str; 3] = ["gather", "best-limit", "articles"];

pub async fn measure(visit: &Visit, sheet: &mut Sheet) {
    let cores = visit.page.evaluate("navigator.hardwareConcurrency").await;
    let cores = cores.as_u64().and_then(|cores| u32::try_from(cores).ok());
    let cores = cores.expect("the browser has cores");
    let lessons = lessons(&StandardUrls::default()).expect("every document is a lesson");
    for lesson in lessons {
        let server = lesson.needs_server.then(LabServer::start);
        let planned = lesson.experiment(lesson.steps.len() - 1);
        let checks = lesson.steps.iter().flat_map(|step| &step.checks);
        let mut checked: Vec<_> = checks
            .map(|check| Checked::new(&planned, check, cores))
            .collect();
        let is_long = LONG.contains(&lesson.id.as_str());
        let experiment = served_by(planned.clone(), server.as_ref());
        for _ in 0..if is_long { 1 } else { ROUNDS } {
            visit.note_fixed_work(sheet).await;
            let lanes = run(visit, &experiment).await;
            let updates = experiment.workload.updates();
            let lanes: Vec<_> = lanes.iter().map(|lane| observe(lane, updates)).collect();
            for one in &mut checked {
                let measured = one.check.measure.value(&lanes, one.check.lane);
                one.measured.extend(measured);
            }
        }
        let (times, counts): (Vec<_>, Vec<_>) = checked
            .into_iter()
            .partition(|one| one.check.measure.is_time());
        for time in times {
            time.add_to(sheet, &lesson.id);
        }
        add_counts(sheet, &lesson.id, &counts);
    }
}

/// The same at the server that was started for it.
fn served_by(mut experiment: Experiment, server: Option<&LabServer>) -> Experiment {
    let lanes = experiment.lanes.iter_mut();
    let sources = lanes.filter_map(|lane| lane.source.as_mut());
    for source in sources.chain([&mut experiment.source]) {
        if let (Source::LabServer { origin }, Some(server)) = (source, server) {
            *origin = match origin.as_str() {
                HTTP1_ORIGIN => server.http1(),
                _ => server.http2(),
            };
        }
    }
    experiment
}

async fn run(visit: &Visit, experiment: &Experiment) -> Vec<RecordedLane> {
    let report = visit.page.run_experiment(to_json(experiment)).await;
    let report = report.unwrap_or_else(|refusal| panic!("the page refused: {refusal}"));
    let report = report::read(report, &StandardUrls::default());
    report.expect("the page's own report can be read").lanes
}

/// As the page itself does when a lesson's lane has ended.
fn observe(lane: &RecordedLane, updates: bool) -> Observed<'_> {
    let counter = lane.observations.counter_at_source;
    let at_source = lane.observations.max_in_flight_at_source;
    Observed {
        run: &lane.run,
        // What was measured is printed all the same.
        departures: 0,
        counter: counter.filter(|_| updates),
        longest_freeze: lane.observations.heartbeat.longest(),
        most_at_server: at_source.or_else(|| max_at_servers(&lane.run)),
    }
}

/// A check, what predicts it, and what each round measured.
struct Checked {
    check: Check,
    lane: String,
    predicted: f64,
    measured: Vec<f64>,
}

impl Checked {
    fn new(experiment: &Experiment, check: &Check, cores: u32) -> Self {
        let lane = &experiment.lanes[check.lane];
        let plan = Plan::new(experiment.workload);
        let ground = FormulaInputs {
            plan: &plan,
            policy: lane.policy(&experiment.policy),
            strategy: lane.strategy,
            cores,
        };
        Self {
            check: *check,
            lane: lane.title(),
            predicted: check.formula.value(&ground),
            measured: Vec::new(),
        }
    }

    /// How many rounds were as the lesson promises.
    fn held(&self) -> usize {
        let held = |measured: &&f64| self.check.holds(self.predicted, **measured);
        self.measured.iter().filter(held).count()
    }

    /// A length of time: its share of what was predicted, or, where only a bound is, itself.
    fn add_to(&self, sheet: &mut Sheet, lesson: &str) {
        let Self {
            check, predicted, ..
        } = self;
        let title = check.measure.title();
        let what = format!("{lesson}, {}: {title}", self.lane);
        let figures = Figures::new(self.measured.iter().copied());
        let off = |measured: f64| (measured / predicted - 1.0) * 100.0;
        let bound = match check.relation {
            Relation::Equal => {
                let worst = [figures.least(), figures.greatest()].map(|ms| off(ms).abs());
                let measured = format!(
                    "{:+.1} % (at worst {:.1} %): {figures} for {predicted:.0} ms",
                    off(figures.median()),
                    worst[0].max(worst[1]),
                );
                let target = Target::AtMost(check.within * 100.0);
                let value = off(figures.median()).abs();
                return sheet.add_percent(&what, value, measured, target);
            }
            Relation::AtLeast => Target::AtLeast(predicted * (1.0 - check.within)),
            Relation::AtMost => Target::AtMost(predicted * (1.0 + check.within)),
        };
        sheet.add(&what, figures.median(), figures.to_string(), bound);
    }
}

/// Numbers of things are right in every round; those that are not, or need not be so
/// exactly, are named.
fn add_counts(sheet: &mut Sheet, lesson: &str, counts: &[Checked]) {
    // What a round could not measure did not hold in it.
    let rounds = |one: &Checked| one.measured.len().max(1);
    let held: usize = counts.iter().map(Checked::held).sum();
    let all: usize = counts.iter().map(rounds).sum();
    if all == 0 {
        return;
    }
    let named = counts
        .iter()
        .filter(|one| one.held() < rounds(one) || one.check.within > 0.0);
    let named = named.map(|one| {
        let (title, relation) = (one.check.measure.title(), one.check.relation.label());
        let (lane, predicted, measured) = (&one.lane, one.predicted, &one.measured);
        format!("; {lane}: {title} {measured:?} for {relation}{predicted}")
    });
    let measured = format!("{held} of {all} hold{}", named.collect::<String>());
    let share = held as f64 / all as f64 * 100.0;
    let target = Target::AtLeast(100.0);
    sheet.add_percent(&format!("{lesson}: numbers"), share, measured, target);
}
